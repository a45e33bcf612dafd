/** Every document that passes a query, however many they are, as they were at one moment. */
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';
import { askShards } from './askShards.ts';

export interface ReadOrder {
  readonly query: object;
  /** What is asked for of each. */
  readonly fields: readonly string[];
  /** Left out: in any order. */
  readonly sort?: readonly object[];
}

const hitsSchema = z.object({
  pit_id: z.string(),
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({ _id: z.string(), _source: z.unknown().optional(), sort: z.array(z.unknown()) }),
    ),
  }),
});
const pointSchema = z.looseObject({ pit_id: z.string() });
const anything = z.unknown();

export type ReadDocument = z.infer<typeof hitsSchema>['hits']['hits'][number];

/** The digest is of one picture of one product. */
const noTwoAlike = [{ digest: 'asc' }, { product: 'asc' }];
const pageSize = 5000;
const keptAlive = '2m';

export async function* readAll(
  cluster: Cluster,
  index: string,
  { query, fields, sort = [] }: ReadOrder,
): AsyncGenerator<ReadDocument> {
  const opened = await cluster.ask(
    { method: 'POST', path: `/${index}/_search/point_in_time`, query: { keep_alive: keptAlive } },
    pointSchema,
  );
  let id = opened.pit_id;
  let after: unknown[] | undefined;
  try {
    for (;;) {
      const answer = await askShards(
        cluster,
        '',
        {
          size: pageSize,
          query,
          _source: fields.length === 0 ? false : fields,
          pit: { id, keep_alive: keptAlive },
          sort: [...sort, ...noTwoAlike],
          track_total_hits: false,
          ...(after !== undefined && { search_after: after }),
        },
        hitsSchema,
      );
      id = answer.pit_id;
      const { hits } = answer.hits;
      yield* hits;
      if (hits.length < pageSize) return;
      after = hits.at(-1)?.sort;
    }
  } finally {
    await cluster.ask(
      { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] }, allow: [404] },
      anything,
    );
  }
}
