/** Makes products of the rows of a metadata file, with the images that each of them names. */
import { type NamedEntry, namesKept } from '../namedLists.ts';
import type { MetadataRow } from '../placeFinder.ts';
import type { MetadataFile } from '../ports.ts';
import { cleanCell, cleanIds, cleanValues } from './cleanCells.ts';
import { findHandleColumn } from './columnWords.ts';
import type { ImageIndex } from './imageIndex.ts';
import type { MetadataColumns } from './metadataColumns.ts';
import { idOfReference, namesImage } from './referencePath.ts';
import { splitReferences } from './splitReferences.ts';

export interface TableProduct {
  readonly row: MetadataRow;
  /** Of its first row in the file. */
  readonly line: number;
  readonly references: string[];
  /** What else images may be named after: values of the key column. */
  readonly keys: string[];
}

export interface TableProducts {
  /** By id, in the order of the file. */
  readonly products: ReadonlyMap<string, TableProduct>;
  /** Rows without an id, or with nothing but an id although the file has other columns. */
  readonly nullRowsDropped: number;
  /**
   * Rows whose id came before; the first one stands. A row that continues a product (a variant of Shopify's, a row
   * with nothing but a further image) counts here too: its images are the product's.
   */
  readonly duplicateRowsDropped: number;
  /** Of those, rows that say something else than the first one of their id, by their places in the file. */
  readonly repeated: readonly { readonly id: string; readonly at: number }[];
  /** Rows with an image and values, but without an id. */
  readonly namelessRows: number;
  /** Of the dropped rows, as many as a report names. */
  readonly emptyRows: readonly NamedEntry[];
  readonly repeatedRows: readonly NamedEntry[];
}

export function readProducts(file: MetadataFile, columns: MetadataColumns, index: ImageIndex): TableProducts {
  const cellsOf = (place: number) => file.rows.map((row) => row[place] ?? '');
  const ids = columns.id < 0 ? null : cleanIds(cellsOf(columns.id), index.hasStem);
  const names = columns.name < 0 ? null : cleanValues(cellsOf(columns.name));
  const fields = columns.fields.map(({ name, index: place }) => [name, cleanValues(cellsOf(place))] as const);
  const keys = columns.key < 0 ? null : cleanIds(cellsOf(columns.key), index.hasStem);
  const images = columns.images.map((place) => cellsOf(place).map((cell) => readReferences(cell, index)));

  const products = new Map<string, TableProduct>();
  let nullRowsDropped = 0;
  let duplicateRowsDropped = 0;
  let namelessRows = 0;
  const emptyRows: NamedEntry[] = [];
  const repeatedRows: NamedEntry[] = [];
  // Rows of a Shopify export are variants and images of the product that the handle names.
  const areVariants = columns.id >= 0 && findHandleColumn(file.columns) === file.columns[columns.id];
  const repeated: { id: string; at: number }[] = [];
  let previous: TableProduct | null = null;

  function dropRepeated(product: TableProduct, line: number): void {
    duplicateRowsDropped++;
    if (repeatedRows.length < namesKept)
      repeatedRows.push({ name: product.row.id, line, firstLine: product.line });
  }

  for (let at = 0; at < file.rows.length; at++) {
    const line = file.lines[at] ?? at + 1;
    const references = images.flatMap((column) => column[at] ?? []);
    const attributes: [string, string][] = [];
    for (const [name, values] of fields) {
      const value = values[at] ?? '';
      if (value !== '') attributes.push([name, value]);
    }
    const name = names?.[at] ?? '';
    const hasValues = attributes.length > 0 || name !== '';
    const id = ids === null ? idOfReference(references[0] ?? '') : (ids[at] ?? '');
    if (id === '' && !hasValues && references.length > 0 && previous !== null) {
      previous.references.push(...references);
      dropRepeated(previous, line);
      continue;
    }
    if (id === '' || (!hasValues && references.length === 0 && file.columns.length > 1)) {
      nullRowsDropped++;
      if (emptyRows.length < namesKept) emptyRows.push({ name: id, line });
      if (references.length > 0) namelessRows++;
      previous = null;
      continue;
    }
    const known = products.get(id);
    const product: TableProduct = known ?? {
      row: { id, name: name === '' ? null : name, attributes: Object.fromEntries(attributes) },
      line,
      references: [],
      keys: [],
    };
    if (known === undefined) products.set(id, product);
    else {
      dropRepeated(known, line);
      const isOther = attributes.some(([field, value]) => known.row.attributes[field] !== value);
      if (!areVariants && (isOther || (name !== '' && name !== known.row.name))) repeated.push({ id, at });
    }
    // A further row of a product may name a further image of it.
    product.references.push(...references);
    if (references.length === 0 && namesImage(id)) product.references.push(id);
    const key = keys?.[at] ?? '';
    if (key !== '') product.keys.push(key);
    previous = product;
  }
  return { products, nullRowsDropped, duplicateRowsDropped, repeated, namelessRows, emptyRows, repeatedRows };
}

const noReferences = new Set([
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  '#n/a',
  '<na>',
  '\\n',
  'no_selection',
  '-',
]);

function readReferences(cell: string, index: ImageIndex): string[] {
  if (cell === '') return [];
  const clean = cleanCell(cell).replace(/^'(?=[^']+$)/, '');
  return noReferences.has(clean.toLowerCase()) ? [] : splitReferences(clean, index.hasFile);
}
