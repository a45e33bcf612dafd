/** Writes documents of what curators say, and answers of each what became of it. */
import { z } from 'zod';
import { refusalFailure } from '../connection/clusterFailure.ts';
import type { Cluster } from '../connection/connectCluster.ts';

const outcomeSchema = z.looseObject({
  _id: z.string(),
  status: z.number().int(),
  _seq_no: z.number().int().optional(),
  _primary_term: z.number().int().optional(),
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

export type Outcome = z.infer<typeof outcomeSchema>;

/** Something else is there than was expected. */
const conflictStatus = 409;
/** Without an error: it was to be removed, and is not there. */
const goneStatus = 404;
/** Whoever decides waits on disk anyway; what cannot be written now is tried again. */
const copiesTimeout = '5s';

/** @throws Failure where one was not taken, and nothing else is there */
export async function writeLines(cluster: Cluster, lines: readonly object[]): Promise<Outcome[]> {
  const { items } = await cluster.ask(
    {
      method: 'POST',
      path: '/_bulk',
      // How many copies must have it, the index says.
      query: { timeout: copiesTimeout },
      lines,
    },
    bulkSchema,
  );
  const outcomes = items.flatMap((item) => Object.values(item));
  const failed = outcomes.find((outcome) => isFailed(outcome) && outcome.status !== conflictStatus);
  if (failed !== undefined) {
    const { status, error } = failed;
    throw refusalFailure(status, error?.type ?? '', error?.reason ?? '', cluster.address.text);
  }
  return outcomes;
}

export function isFailed({ status, error }: Outcome): boolean {
  return error !== undefined || (status >= 300 && status !== goneStatus);
}
