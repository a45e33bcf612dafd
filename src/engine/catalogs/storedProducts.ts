/** The products of a catalog that is opened: from their cache file where that is sound, and the file kept up with the database. */
import { rm } from 'node:fs/promises';
import {
  type ProductsIdentity,
  readProductsCache,
  writeProductsCache,
} from '../../adapters/products/productsCache.ts';
import type { EmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import type { ProductStore } from '../../adapters/sqlite/catalog/productStore.ts';
import { createPacking, type PackedProducts } from '../../core/products/packedProducts.ts';
import type { ProductRecord } from '../../core/products/ports.ts';
import { createProductRows, type MutableProductRows } from '../../core/products/productRows.ts';
import { correctRecord } from '../../core/repair/correctRecord.ts';
import type { CorrectedValue } from '../../core/repair/ports.ts';
import { inTurns } from '../inTurns.ts';
import { createLateSaves } from '../lateSaves.ts';

export interface StoredProducts {
  /**
   * All of them, corrected, in the order in which they were added, with their images that are embedded in the space. In turns: what else this
   * engine has open goes on being answered.
   */
  load(space: string | null): Promise<MutableProductRows>;
  /** The product as the curator says it. */
  correct(record: ProductRecord): ProductRecord;
  /** Brings the file up to date, in a while and in the background; what keeps it from being written is no failure. */
  saveSoon(space: string | null): void;
  /** Writes what waits to be written, and ends. */
  close(): Promise<void>;
}

export interface ProductSources {
  readonly products: ProductStore;
  readonly embeddings: Pick<EmbeddingStore, 'generation'>;
  readonly corrections: {
    /** A product's; undefined where there are none. */
    of(productId: string): ReadonlyMap<string, Pick<CorrectedValue, 'value'>> | undefined;
    all(): Iterable<Pick<CorrectedValue, 'productId'>>;
  };
}

/** Fewer products are read from the database in less than 10 ms. */
const minProducts = 500;

/** @param file the cache's */
export function createStoredProducts(
  file: string,
  { products, embeddings, corrections }: ProductSources,
): StoredProducts {
  const saves = createLateSaves();
  /** Names what is in the file. */
  let inFile = '';

  const identityOf = (space: string | null): ProductsIdentity => ({
    space,
    products: products.generation(),
    embeddings: embeddings.generation(),
  });
  const nameOf = (identity: ProductsIdentity): string => JSON.stringify(identity);
  const correct = (record: ProductRecord): ProductRecord => correctRecord(record, corrections.of(record.id));

  function beginRows(): MutableProductRows {
    const rows = createProductRows();
    rows.setFields(products.fields());
    return rows;
  }

  /** Null where the file does not have them. */
  async function loadKept(space: string | null): Promise<MutableProductRows | null> {
    const identity = identityOf(space);
    const rows = beginRows();
    if (!(await readProductsCache(file, identity, rows.append))) return null;
    inFile = nameOf(identity);
    const corrected = new Set(Array.from(corrections.all(), ({ productId }) => productId));
    const found = [...corrected].map(rows.rowOf).filter((row) => row !== undefined);
    rows.upsert(found.map((row) => correct(rows.at(row))));
    return rows;
  }

  async function loadStored(space: string | null): Promise<MutableProductRows> {
    const rows = beginRows();
    await inTurns(products.pages(space), (page) => rows.upsert(page.map(correct)));
    return rows;
  }

  async function save(space: string | null): Promise<void> {
    try {
      const identity = identityOf(space);
      const isStale = (): boolean => saves.isGivenUp || nameOf(identityOf(space)) !== nameOf(identity);
      inFile = '';
      if (products.count().products < minProducts) await rm(file, { force: true });
      else if (await writeProductsCache(file, identity, packAll(space), isStale)) inFile = nameOf(identity);
    } catch {
      // A full disk, a read-only folder or a damaged database: the catalog works without the file.
    }
  }

  function* packAll(space: string | null): Generator<PackedProducts> {
    const pack = createPacking();
    for (const page of products.pages(space)) yield pack(page);
  }

  return {
    load: async (space) => (await loadKept(space)) ?? (await loadStored(space)),
    correct,
    saveSoon(space) {
      if (inFile === nameOf(identityOf(space))) saves.forget();
      else saves.soon(() => save(space));
    },
    close: saves.close,
  };
}
