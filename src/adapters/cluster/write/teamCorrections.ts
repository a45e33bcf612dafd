/** The team's corrections, as products are to say them. */
import { z } from 'zod';
import type { SaidCorrection } from '../../../core/team/ports.ts';
import { saidCorrections } from '../../../core/team/saidCorrections.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { foundThingSchema, readThingDocument, thingKind } from '../curation/thingDocument.ts';
import { indexNames } from '../format/indexNames.ts';
import { askShards } from '../search/askShards.ts';
import { refresh } from './writeProducts.ts';

export interface ReadCorrections {
  readonly byProduct: ReadonlyMap<string, readonly SaidCorrection[]>;
  /** Up to which write they were read. */
  readonly through: number;
}

const hitsSchema = z.looseObject({ hits: z.looseObject({ hits: z.array(foundThingSchema) }) });
const originSchema = z.looseObject({ indices: z.record(z.string(), z.looseObject({ uuid: z.string() })) });

const pageSize = 1000;
const correctionStates = ['correction', 'taken-back'];

/** Which index of decisions it is: another of the same name counts anew. */
export async function findOrigin(cluster: Cluster): Promise<string> {
  const path = `/${indexNames(cluster.address.name).curation}/_stats/get`;
  const { indices } = await cluster.ask({ method: 'GET', path }, originSchema);
  return Object.values(indices)[0]?.uuid ?? '';
}

/** Those that were said, or taken back, after a write; -1: all. */
export async function readCorrections(cluster: Cluster, since: number): Promise<ReadCorrections> {
  const index = indexNames(cluster.address.name).curation;
  await refresh(cluster, index);
  const found: SaidCorrection[] = [];
  let through = since;
  for (;;) {
    const filter = [
      { term: { kind: thingKind } },
      { terms: { state: correctionStates } },
      { range: { _seq_no: { gt: through } } },
    ];
    const { hits } = await askShards(
      cluster,
      index,
      {
        size: pageSize,
        query: { bool: { filter } },
        sort: [{ _seq_no: 'asc' }],
        seq_no_primary_term: true,
        track_total_hits: false,
      },
      hitsSchema,
    );
    for (const hit of hits.hits) found.push(...saidCorrections([readThingDocument(hit)]));
    through = hits.hits.at(-1)?._seq_no ?? through;
    if (hits.hits.length < pageSize) break;
  }
  return { byProduct: Map.groupBy(found, ({ productId }) => productId), through };
}
