/** The products of a shared catalog: views, facets and details, as `core/products/ports.ts` says. */

import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { Filter, Product, ProductSummary, View } from '../../../contract/products.ts';
import { allOf } from '../../../core/products/allOf.ts';
import type { ProductRecord, ProductsPort } from '../../../core/products/ports.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import { deepestWindow } from '../format/indexBodies.ts';
import { correctedOf, type FoundDocument, recordOf, saidFields } from '../format/productDocument.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts, hitsSchema } from '../search/fetchDocuments.ts';
import { readAll, textOf } from '../search/readAll.ts';
import { readFacets } from './clusterFacets.ts';
import { filterClauses, requireField, textClauses } from './filterQuery.ts';
import {
  type BesideCluster,
  type FilterSource,
  filterSource,
  settleView,
  type WholeCatalog,
} from './filterSource.ts';
import { sortClauses } from './sortClauses.ts';

const windowSchema = hitsSchema.extend({
  hits: hitsSchema.shape.hits.extend({ total: z.looseObject({ value: z.number() }) }),
});

export function createClusterProducts(catalog: ClusterCatalog, beside: BesideCluster): ProductsPort {
  const { cluster } = catalog;
  const { idsOfSelection, readWhole } = beside;
  const sourceFor = (where: readonly Filter[] = []) => filterSource(catalog, beside, where);

  function queryOf({ where, text }: View, source: FilterSource): object {
    const filter = [{ term: { leads: true } }, ...filterClauses(where, source), ...textClauses(text)];
    return { bool: { filter } };
  }

  /** What answers a view that is ordered by lists; null for any other. */
  async function wholeFor(view: View, source: FilterSource): Promise<WholeCatalog | null> {
    return view.queue === undefined || readWhole === undefined ? null : readWhole(source);
  }

  async function list(view: View, offset: number, limit: number) {
    const source = await sourceFor(view.where);
    const whole = await wholeFor(view, source);
    if (whole !== null) return whole.queries.list(settleView(view, idsOfSelection), offset, limit);
    if (offset + limit > deepestWindow) {
      throw new Failure(
        'bad-input',
        `A view of a shared catalog is shown to its ${deepestWindow.toLocaleString('en-US')}th product. Narrow it with a filter or a text.`,
      );
    }
    const { hits } = await askShards(
      cluster,
      catalog.index,
      {
        from: offset,
        size: limit,
        track_total_hits: true,
        query: queryOf(view, source),
        sort: sortClauses(view.sort, source),
        _source: saidFields,
      },
      windowSchema,
    );
    return {
      total: hits.total.value,
      products: hits.hits.map(({ _source }) => summarise(_source, source)),
    };
  }

  async function ids(view: View): Promise<string[]> {
    const source = await sourceFor(view.where);
    const whole = await wholeFor(view, source);
    if (whole !== null) return whole.queries.ids(settleView(view, idsOfSelection));
    const found: string[] = [];
    const order = {
      query: queryOf(view, source),
      columns: ['product'],
      sort: sortClauses(view.sort, source),
    };
    for await (const document of readAll(cluster, catalog.index, order))
      found.push(textOf(document, 'product'));
    return found;
  }

  function summarise(document: FoundDocument, { hidden, soldOut, unshown }: FilterSource): ProductSummary {
    const { product: id, name, imageId } = document;
    const { attributes } = recordOf(document, unshown);
    const isSoldOut = soldOut?.values.includes(attributes[soldOut.field] ?? '') === true;
    const isHidden = document.hidden === true || hidden.has(id);
    return {
      id,
      name,
      imageId: imageId ?? null,
      ...(isSoldOut && { isSoldOut }),
      ...(isHidden && { isHidden }),
    };
  }

  /** By the ids that were asked for; each as it is, or composed otherwise. */
  async function leadersOf(wanted: readonly string[]): Promise<(id: string) => FoundDocument | undefined> {
    const documents = await fetchProducts(catalog, wanted, { withVectors: false });
    const byId = new Map(documents.map((document) => [document.product, document]));
    const composed = Map.groupBy(documents, ({ product }) => product.normalize('NFC'));
    return (id) => {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const alike = composed.get(id.normalize('NFC')) ?? [];
      return alike.length === 1 ? alike[0] : undefined;
    };
  }

  async function require(id: string): Promise<FoundDocument> {
    const found = (await leadersOf([id]))(id);
    if (found !== undefined) return found;
    throw new Failure(
      'not-found',
      `There is no product ${id} in this catalog. Check its id, or import it first.`,
    );
  }

  /** In the order of the metadata. */
  function inOrderOfFields({ attributes, ...record }: ProductRecord): ProductRecord {
    const present = catalog.fields.flatMap((field) => {
      const value = attributes[field];
      return value === undefined ? [] : [[field, value]];
    });
    return { ...record, attributes: Object.fromEntries(present) };
  }

  function pick(
    document: FoundDocument,
    wanted: readonly string[] | null,
    { unshown }: Pick<FilterSource, 'unshown'>,
  ): ProductRecord {
    const record = inOrderOfFields(recordOf(document, unshown));
    if (wanted === null) return record;
    const attributes = Object.fromEntries(wanted.map((field) => [field, record.attributes[field] ?? '']));
    return { ...record, attributes };
  }

  return {
    async check(where: readonly Filter[], wanted) {
      const source = await sourceFor(where);
      filterClauses(where, source);
      for (const field of wanted) requireField(field, source);
    },
    async recordsOf(wanted, ofFields) {
      const [find, source] = await Promise.all([leadersOf(wanted), sourceFor()]);
      return wanted.map((id) => {
        const document = find(id);
        return document === undefined ? null : pick(document, ofFields, source);
      });
    },
    async count() {
      const { hits } = await askShards(
        cluster,
        catalog.index,
        { size: 0, track_total_hits: true, query: { term: { leads: true } } },
        windowSchema,
      );
      return hits.total.value;
    },
    list,
    ids,
    facets: async (view) => readFacets(catalog, await sourceFor(view.where), view),
    async position(view, id) {
      const own = (await leadersOf([id]))(id)?.product;
      const position = own === undefined ? -1 : (await ids(view)).indexOf(own);
      return position < 0 ? null : position;
    },
    async get(id): Promise<Product> {
      const [document, source] = await Promise.all([require(id), sourceFor()]);
      const { details } = document.shown;
      const { attributes, images } = pick(document, null, source);
      return {
        ...summarise(document, source),
        attributes,
        corrected: correctedOf(document, source.unshown),
        images: (details?.images ?? []).map(({ from: _, ...image }) => image),
        hasEmbedding: images.length > 0,
      };
    },
    ownId: async (id) => (await require(id)).product,
    async choose(what) {
      switch (what.kind) {
        case 'all':
          return ids(allOf());
        case 'view':
          return ids(what.view);
        case 'products': {
          const find = await leadersOf(what.ids);
          const missing = what.ids.find((id) => find(id) === undefined);
          if (missing !== undefined) await require(missing);
          return [...new Set(what.ids.map((id) => find(id)?.product ?? id))];
        }
        case 'selection': {
          const held = [...idsOfSelection(what.id)];
          const find = await leadersOf(held);
          const left = held.filter((id) => find(id) !== undefined);
          if (left.length > 0) return left;
          throw new Failure('not-found', 'No selected product is in this catalog any more. Select others.');
        }
      }
    },
  };
}
