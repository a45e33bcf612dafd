/** What the `_meta` of Twinset's indices says, and whether this Twinset may read them. */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { runtimeSchema } from '../../../contract/models.ts';
import { soldOutSchema } from '../../../contract/queue.ts';
import type { Cluster } from '../connection/connectCluster.ts';
import { indexNames } from './indexNames.ts';
import { readVectorMapping, rightVectors, type VectorMapping } from './vectorMapping.ts';

/** Raised with every change that an older Twinset would misread. What needs none of the changes is written as the first, which every Twinset reads. */
export const formatVersion = 2;
const firstFormat = 1;
/** The first that knows of thumbnails outside the cluster: an older one would write them where nobody looks. */
const outsideFormat = 2;
/** The first with derived source, without which every vector is kept twice. */
const leastVersion = [2, 19] as const;

export const indexKinds = ['products', 'thumbnails', 'curation', 'journal'] as const;
export type IndexKind = (typeof indexKinds)[number];

const markSchema = z.looseObject({ format: z.number().int(), kind: z.enum(indexKinds) });

/** What is known of a field over the whole catalog: see `core/products/fieldSummary.ts`. */
const publishedFieldSchema = z.object({
  name: z.string(),
  distinct: z.number().int(),
  span: z.object({ min: z.string(), max: z.string(), distinct: z.number().int() }).optional(),
});

const markedSchema = { mark: z.string() };

/** Where its thumbnails are. */
const thumbnailsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('index') }),
  z.object({ kind: z.literal('folder'), path: z.string(), ...markedSchema }),
  z.object({ kind: z.literal('objects'), address: z.string(), ...markedSchema }),
]);

/** The catalog as it was published. */
export const publishedCatalogSchema = z.object({
  /** The local catalog's name. */
  catalog: z.string(),
  runtime: runtimeSchema,
  /** In the order of the metadata. */
  fields: z.array(publishedFieldSchema),
  soldOut: soldOutSchema.nullable(),
  products: z.number().int(),
  pictures: z.number().int(),
  /** ISO 8601; null until everything is there. */
  publishedAt: z.string().nullable(),
  /** Embedding spaces that the team left: no publication leads back to them. */
  formerly: z.array(z.string()).default([]),
  thumbnails: thumbnailsSchema.default({ kind: 'index' }),
});

const productsMarkSchema = markSchema.extend({ published: publishedCatalogSchema });

export type PublishedCatalog = z.infer<typeof publishedCatalogSchema>;
export type PublishedField = z.infer<typeof publishedFieldSchema>;

export function markOf(kind: IndexKind): { twinset: z.infer<typeof markSchema> } {
  return { twinset: { format: firstFormat, kind } };
}

export function productsMark(published: PublishedCatalog): { twinset: z.infer<typeof productsMarkSchema> } {
  const format = published.thumbnails.kind === 'index' ? firstFormat : outsideFormat;
  return { twinset: { format, kind: 'products', published } };
}

const infoSchema = z.looseObject({
  version: z.looseObject({ number: z.string(), distribution: z.string().optional() }),
});

/** What the node that is asked says of its version, whatever engine it is. */
export async function askVersion(cluster: Cluster): Promise<z.infer<typeof infoSchema>['version']> {
  const { version } = await cluster.ask({ method: 'GET', path: '/' }, infoSchema);
  return version;
}

/** The cluster's version. @throws Failure `cluster-unusable` where it is no OpenSearch, or one that is too old */
export async function requireVersion(cluster: Cluster): Promise<string> {
  const version = await askVersion(cluster);
  const problem = versionProblem(version.number, version.distribution, cluster.address.text);
  if (problem !== null) throw new Failure('cluster-unusable', problem);
  return version.number;
}

/** Why a cluster of this version cannot hold a catalog; null where it can. */
export function versionProblem(number: string, distribution: string | undefined, at: string): string | null {
  if (distribution !== 'opensearch')
    return `${at} is answered by another engine (version ${number}); a shared catalog needs OpenSearch ${leastVersion.join('.')} or newer.`;
  const [major = 0, minor = 0] = number.split('.').map(Number);
  const isOld = major < leastVersion[0] || (major === leastVersion[0] && minor < leastVersion[1]);
  return isOld
    ? `The cluster of ${at} has OpenSearch ${number}; a shared catalog needs ${leastVersion.join('.')} or newer. Update the cluster first.`
    : null;
}

const mappingsSchema = z.record(
  z.string(),
  z.looseObject({ mappings: z.looseObject({ _meta: z.unknown().optional() }) }),
);

export interface FoundIndex {
  /** Its own name, also where an alias was asked for. */
  readonly index: string;
  /** What it says of itself beside its kind and format. */
  readonly mark: z.infer<typeof markSchema>;
  readonly vectors: VectorMapping;
}

/**
 * The index of this name or alias; null where there is none.
 * @throws Failure `cluster-unusable` for one that is not Twinset's or is newer than this Twinset
 */
export async function findIndex(cluster: Cluster, name: string, kind: IndexKind): Promise<FoundIndex | null> {
  const answer = await cluster.ask(
    { method: 'GET', path: `/${name}/_mapping`, allow: [404] },
    z.looseObject({ error: z.unknown().optional() }),
  );
  if (answer.error !== undefined) return null;
  const found = Object.entries(mappingsSchema.parse(answer));
  const [first] = found;
  if (first === undefined) return null;
  const [index, { mappings }] = first;
  if (found.length > 1) {
    throw new Failure(
      'cluster-unusable',
      `${cluster.address.text} leads to several indices (${found.map(([other]) => other).join(', ')}) and must lead to one. Whoever runs the cluster takes the alias off the others.`,
    );
  }
  return {
    index,
    mark: readMark(mappings._meta, index, kind, cluster.address.text),
    vectors: readVectorMapping(mappings),
  };
}

function readMark(meta: unknown, index: string, kind: IndexKind, at: string): z.infer<typeof markSchema> {
  const { data } = z.looseObject({ twinset: z.looseObject({ format: z.number() }) }).safeParse(meta);
  if (data === undefined) {
    throw new Failure(
      'cluster-unusable',
      `The index ${index} at ${at} is not Twinset's. Choose another name for the catalog; nothing of it was changed.`,
    );
  }
  if (data.twinset.format > formatVersion) {
    throw new Failure(
      'catalog-too-new',
      `The catalog at ${at} was made by a newer Twinset (format ${data.twinset.format}, this one reads ${formatVersion}). Update Twinset.`,
    );
  }
  const mark = markSchema.safeParse(data.twinset);
  if (mark.data?.kind === kind) return mark.data;
  throw new Failure(
    'cluster-unusable',
    `The index ${index} at ${at} holds ${mark.data?.kind ?? 'something unknown'} and not ${kind}. Check the name of the catalog.`,
  );
}

/** What the products' index says of the catalog. @throws Failure `cluster-unusable` where it cannot be read */
export function readPublished({ index, mark }: FoundIndex, at: string): PublishedCatalog {
  const { data, error } = productsMarkSchema.safeParse(mark);
  if (data !== undefined) return data.published;
  throw new Failure(
    'cluster-unusable',
    `What the index ${index} at ${at} says of itself cannot be read. Publish the catalog again under another name.`,
    error?.message,
  );
}

/** @param found the products' index. @throws Failure `cluster-unusable` where its embeddings are not what Twinset made them */
export function requireVectors({ index, vectors }: FoundIndex, at: string): void {
  if (vectors.isRight) return;
  throw new Failure(
    'cluster-unusable',
    `Somebody changed the index ${index} at ${at}: its vectors are ${vectors.found}, and must be ${rightVectors}. Nothing was changed. Publish the catalog under another name.`,
  );
}

/**
 * The catalog that is shown at the address.
 * @throws Failure `not-found` until one was published to its end; `cluster-unusable` for an index that somebody changed
 */
export async function requirePublished(
  cluster: Cluster,
): Promise<{ readonly index: string; readonly published: PublishedCatalog }> {
  const { address } = cluster;
  const found = await findIndex(cluster, indexNames(address.name).shown, 'products');
  if (found !== null) {
    requireVectors(found, address.text);
    return { index: found.index, published: readPublished(found, address.text) };
  }
  throw new Failure(
    'not-found',
    `There is no catalog at ${address.text}. Publish one with "cluster publish --to ${address.text}"; one that was not published to its end is not shown yet.`,
  );
}
