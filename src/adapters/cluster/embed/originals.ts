/** Where the originals of a shared catalog's pictures lay on the machines that brought them. */
import { z } from 'zod';
import type { BroughtBy, Lacking } from '../../../contract/cluster.ts';
import type { PictureToEmbed } from '../../../core/cluster/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { documentSchema, onlyFields, published } from '../format/productDocument.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { readAll } from '../search/readAll.ts';

/** What is asked of a document to know that. */
export const pictureSchema = z.looseObject({
  product: documentSchema.shape.product,
  imageId: documentSchema.shape.imageId,
  shown: z.looseObject({
    images: documentSchema.shape.shown.shape.images,
    details: documentSchema.shape.shown.shape.details,
  }),
});

type PictureDocument = z.infer<typeof pictureSchema>;

/** @param lead that stands for its product: it knows all pictures */
export function picturesOf({ product, shown }: PictureDocument): PictureToEmbed[] {
  const details = shown.details?.images ?? [];
  const imageIds = [...new Set(shown.images.map(({ imageId }) => imageId))];
  return imageIds.map((imageId) => ({
    ...{ product, imageId },
    originals: details
      .filter((image) => image.imageId === imageId)
      .map(({ folder, path, from = published }) => ({ folder, path, from })),
  }));
}

/** Every picture of every product, some at a time. */
export async function* readOriginals(
  { cluster, index }: Pick<ClusterCatalog, 'cluster' | 'index'>,
  atOnce: number,
): AsyncGenerator<readonly PictureToEmbed[]> {
  let some: PictureToEmbed[] = [];
  const order = { query: { term: { leads: true } }, source: onlyFields(['product', 'imageId', 'shown']) };
  for await (const { _source } of readAll(cluster, index, order)) {
    some.push(...picturesOf(pictureSchema.parse(_source)));
    if (some.length < atOnce) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** Every picture of these products. */
export async function findOriginals(
  catalog: ClusterCatalog,
  productIds: readonly string[],
): Promise<PictureToEmbed[]> {
  const wanted = new Set(productIds);
  const leads = await fetchProducts(catalog, productIds, { withVectors: false });
  return leads.filter(({ product }) => wanted.has(product)).flatMap(picturesOf);
}

/** Counts what is lacking by where it came from, the most first. @param owner who asks */
export function createLackingCount(owner: string): { add(picture: PictureToEmbed): void; all(): Lacking[] } {
  const counted = new Map<string, Lacking>();
  return {
    add({ originals }) {
      const [{ folder, path, from } = { folder: '', path: '', from: published }] = originals;
      const broughtBy: BroughtBy = from === published ? 'published' : from === owner ? 'here' : 'others';
      const name = JSON.stringify([broughtBy, folder]);
      const known = counted.get(name);
      counted.set(name, { folder, broughtBy, example: path, pictures: (known?.pictures ?? 0) + 1 });
    },
    all: () => [...counted.values()].toSorted((one, other) => other.pictures - one.pictures),
  };
}
