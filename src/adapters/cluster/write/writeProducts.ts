/** Brings the documents of products to what they are to be: whoever else writes them meanwhile is not overwritten. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { documentSchema, onlyFields } from '../format/productDocument.ts';
import {
  readVector,
  vectorBytes,
  vectorFieldsSchema,
  vectorSumFieldsSchema,
  vectorSums,
} from '../format/vectorBytes.ts';
import { askShards } from '../search/askShards.ts';
import type { SettledDocument, SettledProduct, StandingDocument } from './settleProduct.ts';
import { type WrittenDocument, writeDocuments } from './writeDocuments.ts';

export interface WriteOrder {
  readonly index: string;
  /** At most fifty; each once. */
  readonly productIds: readonly string[];
  /** Asked again where somebody else was quicker. */
  settle(productId: string, standing: readonly StandingDocument[]): SettledProduct;
  /** How many copies must have each; null: as many as the index says. */
  readonly copies: number | null;
}

export interface WrittenProducts {
  written: number;
  removed: number;
  /** Ids of the documents that are as they are to be. */
  readonly kept: ReadonlySet<string>;
}

const standingSchema = z.object({
  hits: z.looseObject({
    hits: z.array(
      z.looseObject({
        _id: z.string(),
        _seq_no: z.number().int(),
        _primary_term: z.number().int(),
        _source: z.looseObject({ digest: z.string().default(''), leads: z.boolean().default(false) }),
        fields: vectorSumFieldsSchema.optional(),
      }),
    ),
  }),
});
const vectorsSchema = z.object({
  hits: z.looseObject({
    hits: z.array(z.looseObject({ _id: z.string(), fields: vectorFieldsSchema })),
  }),
});
const anything = z.unknown();

const everySaid = onlyFields([
  ...['product', 'name', 'place', 'hidden', 'attributes', 'imageId', 'from', 'shown'],
  ...['digest', 'leads'],
]);
/** As deep as a window of an index goes by itself. */
const mostDocuments = 10_000;
/** With their vectors some megabytes. */
const vectorsAtOnce = 200;
const mostTries = 10;

/** What is written until now is found from now on. */
export async function refresh(cluster: Cluster, index: string): Promise<void> {
  await cluster.ask({ method: 'POST', path: `/${index}/_refresh` }, anything);
}

/** What was written before the last refresh is known. @throws Failure where others are quicker again and again */
export async function writeProducts(
  cluster: Cluster,
  { index, productIds, settle, copies }: WriteOrder,
): Promise<WrittenProducts> {
  const kept = new Set<string>();
  const done = { written: 0, removed: 0 };
  let left = productIds;
  for (let tried = 1; left.length > 0; tried++) {
    const standing = await fetchStanding(cluster, index, left);
    const ofDocument = new Map<string, string>();
    const changed: SettledDocument[] = [];
    const removed: StandingDocument[] = [];
    for (const productId of left) {
      const settled = settle(productId, standing.get(productId) ?? []);
      for (const id of [...settled.unchanged, ...settled.changed.map((one) => one.id)]) kept.add(id);
      for (const { id } of [...settled.changed, ...settled.removed]) ofDocument.set(id, productId);
      changed.push(...settled.changed);
      removed.push(...settled.removed);
    }
    const documents = await withVectors(cluster, index, changed);
    const gone = removed.map(({ id, ...upon }) => ({ id, body: null, upon }));
    const written = await writeDocuments(cluster, index, documents, copies);
    const took = await writeDocuments(cluster, index, gone, copies);
    done.written += written.count;
    done.removed += took.count;
    const refused = new Set([...written.refused, ...took.refused].flatMap((id) => ofDocument.get(id) ?? []));
    if (refused.size === 0) break;
    if (tried === mostTries) throw tooBusy(cluster, refused);
    left = [...refused];
    await refresh(cluster, index);
  }
  return { ...done, kept };
}

/** By product. */
async function fetchStanding(
  cluster: Cluster,
  index: string,
  productIds: readonly string[],
): Promise<Map<string, StandingDocument[]>> {
  const { hits } = await askShards(
    cluster,
    index,
    {
      size: mostDocuments,
      query: { bool: { filter: [{ terms: { product: productIds } }] } },
      _source: everySaid,
      seq_no_primary_term: true,
      track_total_hits: false,
      ...vectorSums,
    },
    standingSchema,
  );
  const documents = hits.hits.flatMap(
    ({ _id: id, _seq_no: seqNo, _primary_term: primaryTerm, _source, fields }) => {
      const said = documentSchema.safeParse(_source).data;
      if (said === undefined) return [];
      const { digest, leads } = _source;
      return [{ id, seqNo, primaryTerm, said, digest, leads, vectorSum: fields?.vectorSum?.[0] ?? null }];
    },
  );
  return Map.groupBy(documents, ({ said }) => said.product);
}

/** Whole documents: what is written of one is all that is there of it. */
async function withVectors(
  cluster: Cluster,
  index: string,
  changed: readonly SettledDocument[],
): Promise<WrittenDocument[]> {
  const missing = changed.flatMap(({ id, vector, hasVector }) => (hasVector && vector === null ? [id] : []));
  const found = new Map<string, Float32Array | null>();
  for (let at = 0; at < missing.length; at += vectorsAtOnce) {
    const values = missing.slice(at, at + vectorsAtOnce);
    const order = { size: values.length, query: { ids: { values } }, _source: false, ...vectorBytes };
    const { hits } = await askShards(cluster, index, order, vectorsSchema);
    for (const { _id, fields } of hits.hits) found.set(_id, readVector(fields));
  }
  return changed.map(({ id, body, vector, hasVector, upon }) => {
    const written = hasVector ? (vector ?? found.get(id) ?? null) : null;
    return {
      id,
      body,
      ...(written !== null && { vector: written }),
      ...(upon === null ? { isOnlyNew: true as const } : { upon }),
    };
  });
}

function tooBusy({ address }: Cluster, productIds: ReadonlySet<string>): Failure {
  return new Failure(
    'cluster-refused',
    `Others changed the same products at ${address.text} again and again (${[...productIds].slice(0, 3).join(', ')}). What is written stays; try it again.`,
  );
}
