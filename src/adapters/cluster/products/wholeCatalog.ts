/**
 * All products of a shared catalog as rows in memory, for what the cluster cannot be asked: an order by lists, which are known on
 * this machine, and counts of one field by another.
 */
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import type { PictureFact } from '../../../core/charts/ports.ts';
import {
  createProductRows,
  type ListSource,
  type MutableProductRows,
} from '../../../core/products/productRows.ts';
import { createProductQueries } from '../../../core/products/queryProducts.ts';
import type { ClusterCatalog } from '../clusterCatalog.ts';
import {
  documentSchema,
  type FoundDocument,
  recordOf,
  type SaidValues,
  saidFields,
} from '../format/productDocument.ts';
import { askShards } from '../search/askShards.ts';
import { fetchProducts } from '../search/fetchDocuments.ts';
import { readAll } from '../search/readAll.ts';
import type { FilterSource, ReadPictures, ReadWhole, WholeCatalog } from './filterSource.ts';
import { readWritten } from './writtenSoFar.ts';

const countSchema = z.object({ hits: z.looseObject({ total: z.looseObject({ value: z.number() }) }) });

/** A record has about a kilobyte. */
const mostProducts = 65_536;
/** A page asks for window after window; what others publish meanwhile is seen after that. */
const rememberedMs = 60_000;

interface Loaded extends WholeCatalog {
  readonly pictures: readonly PictureFact[];
  /** They were published so. */
  readonly hidden: readonly string[];
}

export interface WholeReader {
  readonly read: ReadWhole;
  readonly readPictures: ReadPictures;
  /** These products are other than before; null: nobody knows which. */
  renew(productIds: readonly string[] | null): void;
}

/** @param listsOver how far lists are, answered from rows of all products */
export function createWholeReader(
  catalog: ClusterCatalog,
  listsOver: (rows: MutableProductRows) => ListSource,
): WholeReader {
  const { cluster } = catalog;
  const stale = new Set<string>();
  /** What of this machine lies over its rows, by product. */
  let laidOver: ReadonlyMap<string, string> = new Map();
  let remembered: Promise<Loaded> | null = null;
  /** Until when it need not be asked whether anything was written since. */
  let goodUntilMs = Number.NEGATIVE_INFINITY;
  let mark = '';
  let renewing: Promise<void> | null = null;
  const query = { term: { leads: true } };

  async function load(): Promise<Loaded> {
    stale.clear();
    laidOver = new Map();
    const sized = { size: 0, track_total_hits: true, query };
    const { hits } = await askShards(cluster, catalog.index, sized, countSchema);
    if (hits.total.value > mostProducts) {
      throw new Failure(
        'bad-input',
        `A shared catalog of more than ${mostProducts.toLocaleString('en-US')} products cannot be ordered by its lists, nor are its pictures and fields counted. Sort by a field, or filter by how far lists are.`,
      );
    }
    const rows = createProductRows();
    rows.setFields(catalog.fields);
    const hidden: string[] = [];
    const pictures: PictureFact[] = [];
    const order = { query, source: saidFields, sort: [{ place: 'asc' }] };
    for await (const { _source } of readAll(cluster, catalog.index, order)) {
      const document = documentSchema.parse(_source);
      rows.upsert([recordOf(document)]);
      pictures.push(...picturesOf(document));
      if (document.hidden === true) hidden.push(document.product);
    }
    rows.followLists(listsOver(rows));
    return { rows, queries: createProductQueries(rows), pictures, hidden };
  }

  async function loaded(): Promise<Loaded> {
    if (remembered !== null && performance.now() >= goodUntilMs) {
      renewing ??= forgetIfWritten().finally(() => {
        renewing = null;
      });
      await renewing;
    }
    return remembered ?? loadAnew();
  }

  async function forgetIfWritten(): Promise<void> {
    const written = await readWritten(catalog);
    if (written.mark === mark && written.isAll) goodUntilMs = performance.now() + rememberedMs;
    else remembered = null;
  }

  function loadAnew(): Promise<Loaded> {
    goodUntilMs = performance.now() + rememberedMs;
    const next = markAndLoad();
    remembered = next;
    next.catch(() => {
      if (remembered === next) remembered = null;
    });
    return next;
  }

  async function markAndLoad(): Promise<Loaded> {
    ({ mark } = await readWritten(catalog));
    return load();
  }

  /** Those that changed, and those of which more is known here than the cluster says. */
  async function bringUpToDate({ rows }: Loaded, unshown: SaidValues): Promise<void> {
    const texts = new Map([...unshown].map(([id, values]) => [id, JSON.stringify([...values])]));
    for (const id of new Set([...texts.keys(), ...laidOver.keys()]))
      if (texts.get(id) !== laidOver.get(id)) stale.add(id);
    if (stale.size === 0) return;
    const ids = [...stale];
    stale.clear();
    laidOver = texts;
    try {
      const documents = await fetchProducts(catalog, ids, { withVectors: false });
      rows.upsert(documents.map((document) => recordOf(document, unshown)));
    } catch (thrown) {
      for (const id of ids) stale.add(id);
      throw thrown;
    }
  }

  /** What was said to the rows last, and to which. */
  let said: { readonly whole: Loaded; readonly text: string } | null = null;
  async function read({ hidden, soldOut, unshown }: FilterSource): Promise<Loaded> {
    const whole = await loaded();
    await bringUpToDate(whole, unshown);
    const text = JSON.stringify([[...hidden], soldOut]);
    if (said?.whole !== whole || said.text !== text) {
      whole.rows.setSoldOut(soldOut);
      // Which one is kept is said elsewhere: here each stands for itself.
      whole.rows.setHidden(new Map([...whole.hidden, ...hidden].map((id) => [id, id])));
      said = { whole, text };
    }
    return whole;
  }

  return {
    read,
    readPictures: async (source) => (await read(source)).pictures,
    renew(productIds) {
      if (productIds === null) remembered = null;
      for (const id of productIds ?? []) stale.add(id);
    },
  };
}

function picturesOf({ product, shown }: FoundDocument): PictureFact[] {
  const there = shown.details?.images.filter(({ state }) => state !== 'missing') ?? [];
  return there.map(({ path, width, height }) => ({ productId: product, path, width, height }));
}
