/** Whatever a cluster or the way to it answers, in words. */
import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';

const causeSchema = z.looseObject({ type: z.string().optional(), reason: z.string().nullish() });
const refusalSchema = z.looseObject({
  error: z.union([
    z.string(),
    causeSchema.extend({
      root_cause: z.array(causeSchema).optional(),
      failed_shards: z.array(z.looseObject({ reason: causeSchema.optional() })).optional(),
    }),
  ]),
});

/** What every copy of a shard was asked for, and one refused. */
const ofShardsSchema = z.looseObject({
  _shards: z.looseObject({ failures: z.array(z.looseObject({ reason: causeSchema })).min(1) }),
});

/** Of an answer in a form that is not known. */
const mostShown = 200;

/** OpenSearch's name of it. */
export const noIndexType = 'index_not_found_exception';

/** @param address the catalog's, as it may be shown */
export function clusterFailure(thrown: unknown, address: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof errors.ResponseError) {
    const { type, reason } = readRefusal(thrown.meta.body);
    const byProxy = isOfOpenSearch(thrown.meta.body)
      ? null
      : proxyFailure(thrown.statusCode, reason, address);
    return byProxy ?? refusalFailure(thrown.statusCode, type, reason, address);
  }
  if (thrown instanceof errors.TimeoutError) {
    return unreachable(
      `The cluster of ${address} did not answer in time. A node may hang: ask again, and look with "cluster doctor".`,
      thrown,
    );
  }
  if (thrown instanceof errors.NoLivingConnectionsError)
    return unreachable(`No node of ${address} can be reached. Check that the cluster runs.`, thrown);
  if (thrown instanceof errors.ConnectionError) return connectionFailure(thrown, address);
  if (thrown instanceof errors.DeserializationError) {
    return new Failure(
      'cluster-unusable',
      `What answers at ${address} is no OpenSearch. Check the address and its port.`,
      thrown.message,
    );
  }
  return new Failure('internal', `The cluster of ${address} could not be asked.`, String(thrown));
}

function isOfOpenSearch(body: unknown): boolean {
  return refusalSchema.safeParse(body).success || ofShardsSchema.safeParse(body).success;
}

export function isRedirection(status: number | null): status is number {
  return status !== null && status >= 300 && status < 400;
}

export function redirectionFailure(status: number, address: string): Failure {
  return new Failure(
    'cluster-unusable',
    `${address} sends elsewhere, as a page to log in does (${status}). Give the address of the cluster itself.`,
  );
}

/** What stands before a cluster answers in a form of its own; null where the status says as much as the cluster's. */
function proxyFailure(status: number, body: string, address: string): Failure | null {
  const detail = `${status}: ${body.slice(0, mostShown)}`;
  if (status === 413) {
    return new Failure(
      'cluster-refused',
      `What was sent to ${address} is larger than a proxy before it takes (413). Whoever runs it lets 100 MB through, as OpenSearch does.`,
      detail,
    );
  }
  if (status === 502 || status === 503 || status === 504) {
    return new Failure(
      'cluster-refused',
      `The cluster of ${address} did not answer a proxy before it (${status}). Try again later; look whether the cluster runs.`,
      detail,
    );
  }
  return null;
}

/** What a cluster refused: of a request, or of one document of many. @param type OpenSearch's own name of it */
export function refusalFailure(status: number, type: string, reason: string, address: string): Failure {
  const detail = `${status} ${type}: ${reason}`;
  const refused = (message: string): Failure => new Failure('cluster-refused', message, detail);
  if (type === 'cluster_block_exception') return refused(explainBlock(reason, address));
  if (status === 401) {
    return refused(
      `The cluster of ${address} does not know this user, or the password is wrong. Check both where they were given: typed in, in a file, or as TWINSET_CLUSTER_USER and TWINSET_CLUSTER_PASSWORD.`,
    );
  }
  if (status === 403) {
    return refused(
      `This user may not do that on ${address}. Whoever runs the cluster gives the rights that docs/team.md lists.`,
    );
  }
  if (type === noIndexType) {
    return new Failure(
      'not-found',
      `There is no catalog at ${address}. Publish one with "cluster publish", or check the name.`,
      detail,
    );
  }
  if (type === 'unavailable_shards_exception' || /active_shards|primary shard is not active/.test(reason)) {
    return refused(
      `${address} has not enough copies of its data at hand to write safely: nodes are gone. Nothing more is written until they are back; look with "cluster doctor".`,
    );
  }
  if (/discovered|no_master|cluster_manager/.test(type)) {
    return refused(
      `The cluster of ${address} has no manager: too many of its nodes are gone. Start them again; nothing is lost.`,
    );
  }
  if (ofGoingNode.test(type)) {
    return refused(
      `A node of the cluster of ${address} is going, and took what was asked for with it. Try again; look with "cluster doctor" where that stays so.`,
    );
  }
  if (/No space left on device/.test(reason)) return refused(explainFull(address));
  if (status === 429) return refused(`The cluster of ${address} has too much to do now. Try again later.`);
  if (status === 503)
    return refused(
      `A part of ${address} cannot be read now, so that nothing is shown rather than too little. Look with "cluster doctor".`,
    );
  if (/invalid dimension|dimension mismatch|does not match the expected length/.test(reason)) {
    return new Failure(
      'cluster-unusable',
      `Somebody changed the index of ${address}: its vectors have another length than Twinset's. Look with "cluster doctor".`,
      detail,
    );
  }
  if (/knn_vector|index\.knn|knn_score|\[knn\]/.test(reason)) return noNeighbours(address, detail);
  return new Failure('internal', `The cluster of ${address} refused a request (${type}).`, detail);
}

export function noNeighbours(address: string, detail?: string): Failure {
  return new Failure(
    'cluster-unusable',
    `The cluster of ${address} has no k-NN plugin, without which it cannot find look-alikes. Install opensearch-knn on every node.`,
    detail,
  );
}

/** The type and the reason that OpenSearch gives, of the shard that failed first where one did. */
export function readRefusal(body: unknown): { readonly type: string; readonly reason: string } {
  const { data } = refusalSchema.safeParse(body);
  if (data === undefined) {
    const ofShards = ofShardsSchema.safeParse(body).data?._shards.failures[0]?.reason;
    return { type: ofShards?.type ?? 'unknown', reason: ofShards?.reason ?? String(body) };
  }
  if (typeof data.error === 'string') return { type: 'unknown', reason: data.error };
  const cause = data.error.root_cause?.[0] ?? data.error.failed_shards?.[0]?.reason ?? data.error;
  return { type: cause.type ?? 'unknown', reason: cause.reason ?? '' };
}

function explainBlock(reason: string, address: string): string {
  if (/flood-stage|read-only-allow-delete/.test(reason)) return explainFull(address);
  return `${address} is read-only now: it can be looked at, and nothing can be changed. Whoever runs the cluster takes the block away.`;
}

function explainFull(address: string): string {
  return `The disks of the cluster of ${address} are full: it can be looked at, and nothing can be changed. Make room or add a node; it takes the block away by itself then.`;
}

/** One node that another asked: until the cluster knows that it is gone. */
const ofGoingNode =
  /^(node_not_connected|node_disconnected|node_closed|connect_transport|receive_timeout_transport)_exception$/;

const ofCertificate =
  /self[- ]signed|certificate|unable to verify|issuer|altnames|CERT_|ERR_TLS_CERT|SSL alert/i;
const ofOtherProtocol = /EPROTO|wrong version number|packet length too long|HTTP parser|Parse Error/i;

function connectionFailure(thrown: Error, address: string): Failure {
  const { message } = thrown;
  if (ofCertificate.test(message)) {
    return unreachable(
      `The certificate of ${address} is not trusted here (${message}). Give the file with the certificate of its authority (--ca on the command line), or check that the address is the one that it was made for.`,
      thrown,
    );
  }
  if (ofOtherProtocol.test(message))
    return unreachable(
      `${address} does not speak TLS there. Check the port, and whether the cluster has TLS.`,
      thrown,
    );
  if (/ENOTFOUND|EAI_AGAIN/.test(message))
    return unreachable(`No machine has the name in ${address}. Check the address and the network.`, thrown);
  return unreachable(
    `The cluster of ${address} cannot be reached. Check the address, the network, and that the cluster runs.`,
    thrown,
  );
}

function unreachable(message: string, thrown: Error): Failure {
  return new Failure('cluster-unreachable', message, `${thrown.name}: ${thrown.message}`);
}
