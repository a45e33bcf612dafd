/** The catalog's products in memory: columns for what is filtered, an index for what is searched. */
import { Failure } from '../../contract/failure.ts';
import type { Filter, View } from '../../contract/products.ts';
import type { SoldOut } from '../../contract/queue.ts';
import { createBuckets, hashText } from '../columns/buckets.ts';
import { createTextColumn, type ReadTexts } from '../columns/textColumn.ts';
import { attributesAt, createFieldColumn, type FieldColumn, valueAt } from './fieldColumn.ts';
import { beginMask, type ListStates, narrowMask } from './filterMask.ts';
import { createHeldSelections } from './heldSelections.ts';
import { createLooseIds } from './looseIds.ts';
import type { PackedProducts } from './packedProducts.ts';
import type { ProductRecord, ProductRows } from './ports.ts';
import { createRowImages, type ReadRowImages, type RowImages } from './rowImages.ts';
import { createTextIndex } from './textIndex.ts';
import { isAscii, wordsOf } from './textTokens.ts';

/** What the queries of this feature read beside the port: columns rather than records. */
export interface ProductColumns extends ProductRows {
  /** @throws Failure `bad-input` naming an unknown field */
  column(field: string): FieldColumn;
  /** The images that all rows have now, whatever they get later. */
  holdImages(): ReadRowImages;
  /** The same of their names. */
  holdNames(): ReadTexts;
  /** A byte per row, 1 where id or name match; null where the text has nothing to search for. Removed rows never match. */
  matchText(text: string): Uint8Array | null;
  /** How far lists of a type are now. */
  listStates(type: string): ListStates;
  /** The places that lists of a type leave empty, by row. */
  listShortfall(type: string): ArrayLike<number>;
  /** By product id, in how many lists of a type it was when that was counted; null: not yet. */
  exposure(type: string): ReadonlyMap<string, number> | null;
  /** Names what the view means now, as `nameOf` does its filters. */
  nameOfView(view: View): string;
}

export interface MutableProductRows extends ProductColumns {
  /** Where filters and orders by lists are answered; `version` changes with every answer. */
  followLists(lists: ListSource): void;
  /** Which products are sold out; a field that the catalog does not have says nothing. */
  setSoldOut(soldOut: SoldOut | null): void;
  /** Which products are hidden as duplicates, and which is kept of each: hidden is one while that is there. */
  setHidden(kept: ReadonlyMap<string, string>): void;
  /** The product that is kept for one that was hidden, also where that is gone since; for any other itself. */
  keptFor(id: string): string;
  /** Adds products, or replaces those with the same id in their row. Fields not known yet are appended. */
  upsert(records: Iterable<ProductRecord>): void;
  /** Adds products that come packed, and are the first that these rows have, or follow such. */
  append(page: PackedProducts): void;
  /** Makes at most this many rows ready to be searched by text and asked by image, which the first to ask would have to. @returns whether all are */
  prepare(limit: number): boolean;
  /** Unknown ids are passed over. */
  remove(ids: readonly string[]): void;
  /** Sets the fields and their order; values of fields that are not named are forgotten. */
  setFields(fields: readonly string[]): void;
  /** Gives all rows other images at once: those of another embedding space. */
  exchangeImages(next: RowImages): void;
}

export interface ListSource {
  version(): string;
  statesOf(type: string): ListStates;
  shortfallOf(type: string): ArrayLike<number>;
  exposureOf(type: string): ReadonlyMap<string, number> | null;
}

const noLists: ListSource = {
  version: () => '',
  statesOf: () => ({ begun: new Set(), done: new Set() }),
  shortfallOf: () => [],
  exposureOf: () => null,
};

export function createProductRows(): MutableProductRows {
  const ids = createTextColumn();
  const names = createTextColumn();
  const removedRows = new Set<number>();
  const rowsById = createBuckets();
  const looseIds = createLooseIds();
  let images = createRowImages();
  const text = createTextIndex();
  /** Rows below have their words in the text index; the others get there when it is asked, or has time. */
  let indexedRows = 0;
  let columns = new Map<string, FieldColumn>();
  let version = 0;
  let lists = noLists;
  let soldOut: SoldOut | null = null;
  let keptOfHidden: ReadonlyMap<string, string> = new Map();
  let hiddenRows: { version: number; rows: Uint8Array | null } | null = null;
  let soldOutRows: { version: number; rows: Uint8Array | null } | null = null;
  const selections = createHeldSelections((id) => {
    const row = rowOf(id);
    return row === undefined ? undefined : ids.at(row);
  });

  function rowOf(id: string): number | undefined {
    const own = rowOfOwn(id);
    if (own !== undefined) return own;
    const loose = looseIds.find(id);
    return loose === undefined ? undefined : rowOfOwn(loose);
  }

  /** Of this very id. */
  function rowOfOwn(id: string): number | undefined {
    let row = rowsById.first(hashText(id));
    while (row >= 0 && ids.at(row) !== id) row = rowsById.next(row);
    return row < 0 ? undefined : row;
  }

  const isAlive = (row: number): boolean => row >= 0 && row < ids.length && !removedRows.has(row);

  function column(field: string): FieldColumn {
    const found = columns.get(field);
    if (found !== undefined) return found;
    const known =
      columns.size === 0 ? 'it has no fields' : `its fields are ${[...columns.keys()].join(', ')}`;
    throw new Failure('bad-input', `The catalog has no field "${field}": ${known}.`);
  }

  function columnToWrite(field: string): FieldColumn {
    const found = columns.get(field);
    if (found !== undefined) return found;
    const added = createFieldColumn();
    columns.set(field, added);
    return added;
  }

  function beginRow(row: number, id: string): void {
    ids.set(row, id);
    rowsById.add(row, hashText(id));
    looseIds.add(id);
  }

  function writeRow(record: ProductRecord): void {
    const known = rowOfOwn(record.id);
    const row = known ?? ids.length;
    if (known === undefined) beginRow(row, record.id);
    else {
      const name = names.at(row);
      if (name !== record.name && row < indexedRows) {
        text.remove(row, record.id, name);
        text.add(row, record.id, record.name);
      }
      for (const each of columns.values()) each.set(row, '');
    }
    names.set(row, record.name);
    images.link(row, record.images);
    for (const field of Object.keys(record.attributes)) {
      columnToWrite(field).set(row, record.attributes[field] ?? '');
    }
  }

  function matchText(wanted: string): Uint8Array | null {
    if (wordsOf(wanted).length === 0) return null;
    indexText(ids.length);
    return text.match(wanted, ids.length);
  }

  function indexText(end: number): void {
    for (; indexedRows < end; indexedRows++) {
      if (isAlive(indexedRows)) text.add(indexedRows, ids.at(indexedRows), names.at(indexedRows));
    }
  }

  function removeRow(id: string): void {
    const row = rowOfOwn(id);
    if (row === undefined) return;
    if (row < indexedRows) text.remove(row, id, names.at(row));
    images.link(row, []);
    for (const each of columns.values()) each.set(row, '');
    removedRows.add(row);
    names.set(row, '');
    rowsById.remove(row);
    looseIds.remove(id);
  }

  const listStates = (type: string): ListStates => lists.statesOf(type);

  function nameOf(where: readonly Filter[]): string {
    const isOfLists = where.some(({ kind }) => kind === 'list');
    return `${isOfLists ? lists.version() : ''}${JSON.stringify(where)}`;
  }

  function mask(where: readonly Filter[]): Uint8Array {
    const passing = beginMask(ids.length, where, {
      isAlive,
      hidden: hidden(),
    });
    const source = {
      column,
      matchText,
      rowOf,
      idsOfSelection: selections.ids,
      listStates,
    };
    for (const filter of where) narrowMask(passing, filter, source);
    return passing;
  }

  function hidden(): Uint8Array | null {
    if (hiddenRows?.version !== version) {
      const rows = [...keptOfHidden].flatMap(([id, keptId]) => {
        const row = rowOfOwn(id);
        return row === undefined || rowOfOwn(keptId) === undefined ? [] : [row];
      });
      const found = rows.length === 0 ? null : new Uint8Array(ids.length);
      for (const row of rows) found?.fill(1, row, row + 1);
      hiddenRows = { version, rows: found };
    }
    return hiddenRows.rows;
  }

  return {
    get rowCount() {
      return ids.length;
    },
    get productCount() {
      return ids.length - removedRows.size;
    },
    get fields() {
      return [...columns.keys()];
    },
    get version() {
      return version + selections.version;
    },
    rowOf,
    isAlive,
    idAt: ids.at,
    nameAt: names.at,
    imagesAt: (row) => images.of(row),
    imageCountAt: (row) => images.countOf(row),
    imageLinks: () => images.links(),
    at(row) {
      if (!isAlive(row)) throw new RangeError(`No product stands in row ${row}.`);
      return {
        id: ids.at(row),
        name: names.at(row),
        attributes: attributesAt(columns, row),
        images: images.of(row),
      };
    },
    valueOf: (row, field) => valueAt(columns, row, field),
    rowsWithImage: (imageId) => images.rowsWith(imageId),
    holdImages: () => images.hold(),
    holdNames: names.hold,
    selections,
    column,
    listStates,
    listShortfall: (type) => lists.shortfallOf(type),
    exposure: (type) => lists.exposureOf(type),
    nameOf,
    nameOfView: ({ where, text: wanted, sort, queue }) =>
      JSON.stringify([nameOf(where), wanted, sort, queue && [queue, lists.version()]]),
    soldOut() {
      if (soldOutRows?.version !== version) {
        const isKnown = soldOut !== null && columns.has(soldOut.field);
        soldOutRows = { version, rows: isKnown && soldOut !== null ? mask([soldOut]) : null };
      }
      return soldOutRows.rows;
    },
    hidden,
    mask,
    keptFor(id) {
      let kept = id;
      // What is kept may have been hidden later; no more steps than there are hidden ones.
      for (let steps = keptOfHidden.size; steps > 0; steps--) {
        const next = keptOfHidden.get(kept);
        if (next === undefined || rowOfOwn(next) === undefined) break;
        kept = next;
      }
      return kept;
    },
    setHidden(kept) {
      keptOfHidden = kept;
      version++;
    },
    followLists(source) {
      lists = source;
    },
    setSoldOut(next) {
      soldOut = next;
      version++;
    },
    matchText,
    prepare(limit) {
      if (!images.prepare(limit)) return false;
      indexText(Math.min(ids.length, indexedRows + limit));
      if (indexedRows < ids.length) return false;
      text.sortWords();
      return true;
    },
    upsert(records) {
      for (const record of records) writeRow(record);
      version++;
    },
    append(page) {
      const first = ids.length;
      ids.append(page.ids);
      names.append(page.names);
      for (let row = first; row < ids.length; row++) rowsById.add(row, hashText(ids.at(row)));
      if (!isAscii(page.ids.text)) for (let row = first; row < ids.length; row++) looseIds.add(ids.at(row));
      images.append(first, page.imageCounts, page.imageIds, page.paths);
      for (const { name, added, codes } of page.fields) columnToWrite(name).append(first, added, codes);
      version++;
    },
    remove(gone) {
      for (const id of gone) removeRow(id);
      version++;
    },
    setFields(fields) {
      columns = new Map(fields.map((field) => [field, columns.get(field) ?? createFieldColumn()]));
      version++;
    },
    exchangeImages(next) {
      images = next;
      version++;
    },
  };
}
