/** A catalog of drawn embeddings in which kinds lie apart, but much else lies farther apart. */
import { createImportStore } from '../../../src/adapters/sqlite/catalog/importStore.ts';
import type { OpenCatalog } from '../../../src/engine/catalogs/loadCatalog.ts';
import { imageRecord } from '../../adapters/sqlite/catalog/imageRecord.ts';
import { createRandom, dimensions, normalise } from '../../core/search/searchCatalog.ts';
import { drawnRuntime } from '../openStrictly.ts';

export const kinds = ['Shirts', 'Jeans', 'Shoes', 'Bags'];

export interface DrawnProduct {
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly vector: Float32Array;
}

/** How light and where a thing stands differs most, what it is a little, and everything by noise. @param from the first one's number */
export function drawProducts(count: number, from = 0): DrawnProduct[] {
  const random = createRandom(21 + from);
  const signed = (): number => 2 * random() - 1;
  return Array.from({ length: count }, (_, at) => {
    const place = (from + at) % kinds.length;
    const vector = new Float32Array(dimensions).map(() => 0.02 * signed());
    for (let i = 0; i < 16; i++) vector[i] = 1 + 0.6 * signed();
    vector[100 + place] = 0.5;
    const attributes = { articleType: kinds[place] ?? '', lot: `lot ${Math.floor(5 * random())}` };
    return { id: String(from + at), attributes, vector: normalise(vector) };
  });
}

/** As an import leaves it, in a catalog that is open. */
export function addProducts(catalog: OpenCatalog, products: readonly DrawnProduct[]): void {
  const { database, files, sources } = catalog;
  const source = sources.save('/images', null, { map: {} });
  const number = sources.beginImport(source.id);
  const store = createImportStore(
    database,
    files.database,
    source,
    number,
    drawnRuntime.space,
    () => undefined,
  );
  const records = products.map(({ id, attributes, vector }) => ({
    ...imageRecord(id, vector),
    place: { id, name: `Product ${id}`, attributes },
  }));
  const touched = store.commit(records);
  catalog.products.setFields([...new Set(products.flatMap(({ attributes }) => Object.keys(attributes)))]);
  catalog.rows.setFields(catalog.products.fields());
  catalog
    .index()
    .add(
      records.flatMap(({ imageId, vector }) =>
        imageId === null || vector === null ? [] : [{ imageId, vector }],
      ),
    );
  catalog.refresh(touched);
}
