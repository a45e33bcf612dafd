/** What is published of an open catalog: its products and embeddings as they are now. */
import { readFile } from 'node:fs/promises';
import { Failure } from '../../contract/failure.ts';
import type { Product } from '../../contract/products.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { PublicationSource, PublishedProduct } from '../../core/cluster/ports.ts';
import { allOf } from '../../core/products/allOf.ts';
import type { ProductRecord } from '../../core/products/ports.ts';

/** With their vectors a megabyte, which is what OpenSearch likes to be given at once. */
const productsAtOnce = 50;

/** @throws Failure `no-catalog` where nothing is embedded */
export async function openPublicationSource(catalog: CatalogSession): Promise<PublicationSource> {
  const [described, snapshot, soldOut, shown, hidden] = await Promise.all([
    catalog.describe(),
    catalog.snapshot(),
    catalog.curation.soldOut(),
    catalog.products.ids(allOf()),
    catalog.products.ids(allOf([{ kind: 'hidden' }])),
  ]);
  const { runtime, name, fields, embeddings } = described;
  if (runtime === null || embeddings === 0) {
    throw new Failure(
      'no-catalog',
      'There is nothing to publish yet: no picture of this catalog is embedded. Import a folder first.',
    );
  }
  const ids = [...shown, ...hidden];

  async function read(record: ProductRecord): Promise<PublishedProduct | null> {
    const details = await findProduct(catalog, record.id);
    if (details === null) return null;
    const imageIds = record.images.map(({ imageId }) => imageId);
    const vectors = await snapshot.embeddings.vectorsOf(imageIds);
    const found = new Map<string, Float32Array>();
    for (const [at, imageId] of imageIds.entries()) {
      const vector = vectors[at] ?? null;
      if (vector !== null) found.set(imageId, vector);
    }
    return { record, details, vectors: found };
  }

  return {
    name,
    runtime,
    fields,
    soldOut,
    count: ids.length,
    pictures: embeddings,
    async *products() {
      for (let at = 0; at < ids.length; at += productsAtOnce) {
        const records = await snapshot.products.recordsOf(ids.slice(at, at + productsAtOnce), null);
        const products: PublishedProduct[] = [];
        for (const record of records) {
          const product = record === null ? null : await read(record);
          if (product !== null) products.push(product);
        }
        yield products;
      }
    },
    things: () => catalog.curation.everyThing(),
    listsOf: (generation) => catalog.curation.listsOfGeneration(generation),
    async thumbnailOf(imageId) {
      const file = await catalog.pictures.fileOf(imageId, 'thumbnail');
      return file === null ? null : await readFile(file);
    },
  };
}

/** Null for one that was removed meanwhile. */
async function findProduct(catalog: CatalogSession, id: string): Promise<Product | null> {
  try {
    return await catalog.products.get(id);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'not-found') return null;
    throw thrown;
  }
}
