/** An index as it was at one moment, and every document of it that passes a query, however many they are. */
import { z } from 'zod';
import type { Cluster } from '../connection/connectCluster.ts';
import { askShards } from './askShards.ts';

export interface ReadOrder {
  readonly query: object;
  /** What is asked for of each, as the index has it in columns. */
  readonly columns?: readonly string[];
  /** What is asked for of the documents themselves. */
  readonly source?: object;
  /** Left out: in any order. */
  readonly sort?: readonly object[];
}

const hitsSchema = z.object({
  pit_id: z.string(),
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({
        _id: z.string(),
        _source: z.unknown().optional(),
        fields: z.record(z.string(), z.array(z.unknown())).optional(),
        sort: z.array(z.unknown()),
      }),
    ),
  }),
});
const pointSchema = z.looseObject({ pit_id: z.string() });
const anything = z.unknown();

export type ReadDocument = z.infer<typeof hitsSchema>['hits']['hits'][number];

/** What a document has in a column of texts; empty where it has none. */
export function textOf({ fields = {} }: ReadDocument, column: string): string {
  return String(fields[column]?.[0] ?? '');
}

/** The digest is of one picture of one product. */
const noTwoAlike = [{ digest: 'asc' }, { product: 'asc' }];
const pageSize = 5000;
const keptAlive = '2m';

/** An index as it was when this was opened. */
export interface Moment {
  ask<Shape extends z.ZodObject>(body: object, shape: Shape): Promise<z.output<Shape>>;
  readAll(order: ReadOrder): AsyncGenerator<ReadDocument>;
  close(): Promise<void>;
}

export async function openMoment(cluster: Cluster, index: string): Promise<Moment> {
  const opened = await cluster.ask(
    { method: 'POST', path: `/${index}/_search/point_in_time`, query: { keep_alive: keptAlive } },
    pointSchema,
  );
  let id = opened.pit_id;

  const ask: Moment['ask'] = (body, shape) =>
    askShards(cluster, '', { ...body, pit: { id, keep_alive: keptAlive } }, shape);

  return {
    ask,
    async *readAll({ query, columns = [], source, sort = [] }) {
      let after: unknown[] | undefined;
      for (;;) {
        const answer = await ask(
          {
            size: pageSize,
            query,
            _source: source ?? false,
            docvalue_fields: columns,
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
    },
    async close() {
      await cluster.ask(
        { method: 'DELETE', path: '/_search/point_in_time', body: { pit_id: [id] }, allow: [404] },
        anything,
      );
    },
  };
}

export async function* readAll(
  cluster: Cluster,
  index: string,
  order: ReadOrder,
): AsyncGenerator<ReadDocument> {
  const moment = await openMoment(cluster, index);
  try {
    yield* moment.readAll(order);
  } finally {
    await moment.close();
  }
}
