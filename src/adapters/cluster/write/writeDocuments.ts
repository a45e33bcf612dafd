/** Writes many documents at once, each under an id of its own, so that one that is written twice is there once. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { refusalFailure } from '../connection/clusterFailure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { vectorText } from '../format/vectorText.ts';

export interface WrittenDocument {
  readonly id: string;
  /** Null: it is removed. */
  readonly body: object | null;
  /** Beside what is in its body. */
  readonly vector?: Float32Array;
  /** What is there under its id stays as it is. */
  readonly isOnlyNew?: true;
  /** Written only upon this write of it. */
  readonly upon?: { readonly seqNo: number; readonly primaryTerm: number };
}

export interface Written {
  /** Without those that stay as they are. */
  readonly count: number;
  /** Ids of documents under which something else is there than was expected. */
  readonly refused: ReadonlySet<string>;
}

const outcomeSchema = z.object({
  _id: z.string(),
  status: z.number().int(),
  error: z.looseObject({ type: z.string().default(''), reason: z.string().nullish() }).optional(),
});
const bulkSchema = z.looseObject({
  items: z.array(
    z.union([
      z.object({ index: outcomeSchema }),
      z.object({ create: outcomeSchema }),
      z.object({ delete: outcomeSchema }),
    ]),
  ),
});

const conflictStatus = 409;
/** What a cluster says that has too much to do, or whose nodes are changing. */
const passing: readonly number[] = [429, 503];
const mostTries = 6;
const firstPauseMs = 500;

/**
 * Answers once `copies` copies have each of them.
 * @param copies null: as many as the index says
 * @throws Failure where a document is refused, or still cannot be taken after some tries; others may be written then
 */
export async function writeDocuments(
  cluster: Cluster,
  index: string,
  documents: readonly WrittenDocument[],
  copies: number | null,
): Promise<Written> {
  let left = documents;
  let count = 0;
  const refused = new Set<string>();
  for (let tried = 1; left.length > 0; tried++) {
    const answer = await cluster.ask(
      {
        method: 'POST',
        path: '/_bulk',
        ...(copies !== null && { query: { wait_for_active_shards: String(copies) } }),
        lines: left.flatMap((document) => linesOf(index, document)),
      },
      bulkSchema,
    );
    const outcomes = answer.items.map(outcomeOf);
    count += outcomes.filter((outcome) => !isFailed(outcome) && !outcome.stays).length;
    for (const { _id, stays } of outcomes) if (stays) refused.add(_id);
    const failed = new Set(outcomes.filter(isFailed).map(({ _id }) => _id));
    const lasting = outcomes.find((outcome) => isFailed(outcome) && !passing.includes(outcome.status));
    const last = lasting ?? (tried === mostTries ? outcomes.find(isFailed) : undefined);
    if (last !== undefined) throw describe(last, cluster);
    left = left.filter(({ id }) => failed.has(id));
    if (left.length > 0) await wait(firstPauseMs * 2 ** (tried - 1));
  }
  return { count, refused };
}

interface Outcome extends z.infer<typeof outcomeSchema> {
  /** What is there is to stay so. */
  readonly stays: boolean;
}

function outcomeOf(item: z.infer<typeof bulkSchema>['items'][number]): Outcome {
  const outcome = 'create' in item ? item.create : 'index' in item ? item.index : item.delete;
  return { ...outcome, stays: outcome.status === conflictStatus };
}

/** What is to be removed and is not there is removed. */
function isFailed({ status, error, stays }: Outcome): boolean {
  if (stays) return false;
  return error !== undefined || (status >= 300 && status !== 404);
}

function describe({ _id, status, error }: Outcome, { address }: Cluster): Failure {
  const failure = refusalFailure(status, error?.type ?? '', error?.reason ?? '', address.text);
  return new Failure(failure.code, failure.message, `document ${_id}: ${failure.detail ?? ''}`);
}

function linesOf(index: string, { id, body, vector, isOnlyNew, upon }: WrittenDocument): string[] {
  const where = {
    ...{ _index: index, _id: id },
    ...(upon !== undefined && { if_seq_no: upon.seqNo, if_primary_term: upon.primaryTerm }),
  };
  if (body === null) return [JSON.stringify({ delete: where })];
  const said = JSON.stringify(body);
  return [
    JSON.stringify(isOnlyNew ? { create: where } : { index: where }),
    vector === undefined ? said : `${said.slice(0, -1)},"vector":${vectorText(vector)}}`,
  ];
}
