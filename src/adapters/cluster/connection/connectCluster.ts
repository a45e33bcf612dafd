/** The way to a cluster. Only `src/adapters/cluster` imports its client, and nothing imports this room until it is asked for. */
import { readFileSync } from 'node:fs';
import { getCACertificates } from 'node:tls';
import { Client, errors } from '@opensearch-project/opensearch';
import type { z } from 'zod';
import type { ClusterLogin } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import { type ClusterAddress, parseClusterAddress } from '../../../core/cluster/clusterAddress.ts';
import { clusterFailure, isRedirection, redirectionFailure } from './clusterFailure.ts';
import { type Credentials, findCredentials } from './credentials.ts';
import { hasJustStarted, justStarted, lacksIndex } from './justStarted.ts';

export interface ConnectionOrder {
  readonly address: string;
  /** A file with the certificate of the cluster's authority, in place of those that this system trusts. */
  readonly ca?: string | undefined;
  /** Who one is, in place of all that follows. */
  readonly login?: ClusterLogin | undefined;
  /** A file with `user:password`, in place of the environment. */
  readonly credentials?: string | undefined;
  /** Who one is where neither file nor environment says it. */
  readonly keptLogin?: ClusterLogin | undefined;
}

export interface ClusterRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; what is no plain name is encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** A body of many lines, in place of `body`; a text is one already. */
  readonly lines?: readonly (object | string)[];
  /** Answers with these statuses are answers as well. */
  readonly allow?: readonly number[];
}

export interface Cluster {
  readonly address: ClusterAddress;
  /** Asked again on another node where one is gone or cannot answer. @throws Failure in words */
  ask<Shape extends z.ZodType>(request: ClusterRequest, shape: Shape): Promise<z.output<Shape>>;
  close(): Promise<void>;
}

/** A hung node is out of the cluster after some 30 s; with less patience a copy stayed unassigned until that node was restarted. */
const usualPatience = { timeoutMs: 60_000, retries: 4 };

export interface Patience {
  readonly timeoutMs: number;
  /** Each on the next node. */
  readonly retries: number;
}

/** What of an answer is read. */
interface Answer {
  readonly statusCode: number | null;
  readonly body: unknown;
}

/** Asks nothing yet. @throws Failure `bad-input`, `not-allowed`, `file-unreadable` */
export function connectCluster(
  order: ConnectionOrder,
  { timeoutMs, retries }: Patience = usualPatience,
): Cluster {
  const { address, ca } = order;
  const parsed = parseClusterAddress(address);
  const auth = findAuth(order);
  const client = new Client({
    nodes: [...parsed.nodes],
    ...(auth !== null && { auth }),
    ssl: { ca: ca === undefined ? systemRoots() : readCertificate(ca), rejectUnauthorized: true },
    maxRetries: retries,
    requestTimeout: timeoutMs,
    // Names of fields are values here and never keys; vectors make large answers.
    disablePrototypePoisoningProtection: true,
  });

  const send = ({ method, path, query, body, lines, allow = [] }: ClusterRequest): Promise<Answer> =>
    client.transport.request(
      {
        method,
        path,
        ...(query !== undefined && { querystring: { ...query } }),
        ...(body !== undefined && { body }),
        ...(lines !== undefined && { bulkBody: lines.map(asLine) }),
      },
      { ignore: [...allow] },
    );

  /** That an index is not there counts once the cluster knows what it has. */
  async function sendKnowing(request: ClusterRequest): Promise<Answer> {
    try {
      const answer = await send(request);
      if (answer.statusCode !== 404 || !lacksIndex(answer.body)) return answer;
    } catch (thrown) {
      if (!(thrown instanceof errors.ResponseError && lacksIndex(thrown.meta.body))) throw thrown;
    }
    const health = await send({ method: 'GET', path: '/_cluster/health' }).catch(() => null);
    // Who may not ask that comes through a guard that has read an index of its own.
    if (health !== null && hasJustStarted(health.body)) throw justStarted(parsed.text);
    return send(request);
  }

  return {
    address: parsed,
    async ask(request, shape) {
      const answer = await sendKnowing(request).catch((thrown: unknown) => {
        throw clusterFailure(thrown, parsed.text);
      });
      if (isRedirection(answer.statusCode)) throw redirectionFailure(answer.statusCode, parsed.text);
      const read = shape.safeParse(answer.body);
      if (read.success) return read.data;
      throw new Failure(
        'cluster-unusable',
        `What answers at ${parsed.text} is no OpenSearch that Twinset understands. Check the address.`,
        `${request.method} ${request.path}: ${read.error.message}`,
      );
    },
    close: () => client.close(),
  };
}

function asLine(line: object | string): string {
  return typeof line === 'string' ? line : JSON.stringify(line);
}

function findAuth({ login, credentials, keptLogin }: ConnectionOrder): Credentials | null {
  return asCredentials(login) ?? findCredentials(credentials) ?? asCredentials(keptLogin);
}

function asCredentials(login: ClusterLogin | undefined): Credentials | null {
  return login === undefined ? null : { username: login.user, password: login.password };
}

/** Authorities that an object store is trusted by: those of this system, and the cluster's own. @throws Failure as `connectCluster` */
export function trustedRoots(ca: string | undefined): string[] {
  return ca === undefined ? systemRoots() : [...systemRoots(), readCertificate(ca)];
}

/** Those of Node and of the system. */
function systemRoots(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

function readCertificate(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (thrown) {
    throw new Failure(
      'file-unreadable',
      `The certificate ${file} cannot be read. Check its path and who may read it.`,
      String(thrown),
    );
  }
  throw new Failure('bad-input', `${file} holds no certificate: it is no PEM file. Give the authority's.`);
}
