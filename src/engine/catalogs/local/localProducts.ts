/** The products of a catalog on this machine, and the selections of them that are held. */
import { randomUUID } from 'node:crypto';
import type { Attributes, Product } from '../../../contract/products.ts';
import { chooseProducts } from '../../../core/lists/exportLists.ts';
import type { ProductsPort, SelectionsPort } from '../../../core/products/ports.ts';
import { readRows } from '../../../core/products/readRows.ts';
import type { CorrectedValue } from '../../../core/repair/ports.ts';
import { requireId, requireRow } from '../../../core/search/queryVectors.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

export function createLocalProducts({ rows, queries, products, curation }: OpenCatalog): ProductsPort {
  return {
    ...readRows(rows),
    count: async () => rows.productCount,
    list: async (view, offset, limit) => queries.list(view, offset, limit),
    ids: async (view) => queries.ids(view),
    facets: async (view) => queries.facets(view),
    position: async (view, id) => queries.position(view, id),
    async get(id) {
      const row = requireRow({ rows }, id);
      const { id: ownId, name, attributes, images } = rows.at(row);
      const isSoldOut = rows.soldOut()?.[row] === 1;
      const isHidden = rows.hidden()?.[row] === 1;
      return {
        id: ownId,
        name,
        attributes,
        corrected: asImported(
          products.recordsOf([ownId], null)[0]?.attributes,
          curation.corrections.of(ownId),
        ),
        imageId: images[0]?.imageId ?? null,
        images: products.imagesOf(ownId),
        hasEmbedding: images.length > 0,
        ...(isSoldOut && { isSoldOut }),
        ...(isHidden && { isHidden }),
      };
    },
    ownId: async (id) => requireId({ rows }, id),
    choose: async (what) => chooseProducts(rows, what, queries.ids),
  };
}

/** What the metadata says of the corrected fields. */
function asImported(
  attributes: Attributes | undefined,
  corrections: ReadonlyMap<string, CorrectedValue> | undefined,
): Product['corrected'] {
  return Object.fromEntries(
    [...(corrections ?? [])].map(([field, { metadataThen }]) => [
      field,
      { metadata: attributes?.[field] ?? '', metadataThen },
    ]),
  );
}

export function createLocalSelections({ rows, queries }: OpenCatalog): SelectionsPort {
  const { selections } = rows;
  return {
    // Under names that no earlier catalog gave either: an address may still hold one.
    hold: async (ids) => selections.hold(randomUUID(), ids),
    async holdView(view, except) {
      const id = randomUUID();
      selections.hold(id, queries.ids(view));
      return selections.remove(id, except);
    },
    add: async (id, ids) => selections.add(id, ids),
    remove: async (id, ids) => selections.remove(id, ids),
    describe: async (id) => selections.describe(id),
    release: async (id) => selections.release(id),
  };
}
