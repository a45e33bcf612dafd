/** A recommendation list as rows of the export's table, and as an object of its JSON. */
import { type ExportOptions, exportColumns } from '../../contract/lists.ts';
import type { Attributes } from '../../contract/products.ts';
import type { ProductRows } from '../products/ports.ts';
import type { ProductList } from './exportLists.ts';
import type { ListState } from './recommendationList.ts';

export type ExportCell = string | number;

/** One object of the JSON export. */
export interface ExportedList {
  readonly product_id: string;
  readonly product_name: string;
  readonly product_image: string;
  readonly recommendations: readonly {
    readonly rank: number;
    readonly id: string;
    readonly name: string;
    readonly score: number;
    readonly state: ListState;
    readonly image: string;
    readonly attributes: Attributes;
  }[];
}

/** The header: the contract's columns, then one per attribute asked for. */
export function exportHeader({ columns }: Pick<ExportOptions, 'columns'>): string[] {
  return [...exportColumns, ...columns];
}

/** Six decimals: finer than the difference between two runs on different machines. */
function roundScore(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

/** Path of the image that stands for a product, or of the one that matched; empty where there is none. */
function imagePath(rows: ProductRows, row: number, imageId?: string): string {
  const images = rows.imagesAt(row);
  const image = imageId === undefined ? images[0] : images.find((link) => link.imageId === imageId);
  return image?.path ?? '';
}

/** @throws RangeError for a product that is not there */
function rowOf(rows: ProductRows, id: string): number {
  const row = rows.rowOf(id);
  if (row === undefined) throw new RangeError(`There is no product ${id}.`);
  return row;
}

/** A row per recommendation, cells in the order of `exportHeader`; attributes are those of the recommended product. */
export function toExportRows(
  rows: ProductRows,
  { id, entries }: ProductList,
  { columns }: Pick<ExportOptions, 'columns'>,
): ExportCell[][] {
  const product = rowOf(rows, id);
  return entries.map(({ match, state }, i) => {
    const row = rowOf(rows, match.id);
    return [
      rows.idAt(product),
      i + 1,
      match.id,
      roundScore(match.score),
      state,
      rows.nameAt(product),
      rows.nameAt(row),
      imagePath(rows, product),
      imagePath(rows, row, match.imageId),
      ...columns.map((field) => rows.valueOf(row, field)),
    ];
  });
}

/** The list as an object; `attributes` holds the columns asked for, or all fields where none were. */
export function toExportedList(
  rows: ProductRows,
  { id, entries }: ProductList,
  { columns }: Pick<ExportOptions, 'columns'>,
): ExportedList {
  const product = rowOf(rows, id);
  return {
    product_id: rows.idAt(product),
    product_name: rows.nameAt(product),
    product_image: imagePath(rows, product),
    recommendations: entries.map(({ match, state }, i) => {
      const row = rowOf(rows, match.id);
      return {
        rank: i + 1,
        id: match.id,
        name: rows.nameAt(row),
        score: roundScore(match.score),
        state,
        image: imagePath(rows, row, match.imageId),
        attributes:
          columns.length === 0
            ? rows.at(row).attributes
            : Object.fromEntries(columns.map((field) => [field, rows.valueOf(row, field)])),
      };
    }),
  };
}
