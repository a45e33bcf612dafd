/** A recommendation list as rows of the export's table, and as an object of its JSON. */
import { type ExportOptions, exportColumns } from '../../contract/lists.ts';
import type { Attributes } from '../../contract/products.ts';
import type { ProductRows } from '../products/ports.ts';
import type { ProductMatch } from '../search/nearestProducts.ts';
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

const matchPath = (rows: ProductRows, match: ProductMatch): string =>
  imagePath(rows, match.row, match.imageId);

/** A row per recommendation, cells in the order of `exportHeader`; attributes are those of the recommended product. */
export function toExportRows(
  rows: ProductRows,
  list: ProductList,
  { columns }: Pick<ExportOptions, 'columns'>,
): ExportCell[][] {
  const product = rows.at(list.row);
  return list.entries.map(({ match, state }, i) => [
    product.id,
    i + 1,
    match.id,
    roundScore(match.score),
    state,
    product.name,
    rows.nameAt(match.row),
    imagePath(rows, list.row),
    matchPath(rows, match),
    ...columns.map((field) => rows.valueOf(match.row, field)),
  ]);
}

/** The list as an object; `attributes` holds the columns asked for, or all fields where none were. */
export function toExportedList(
  rows: ProductRows,
  list: ProductList,
  { columns }: Pick<ExportOptions, 'columns'>,
): ExportedList {
  const product = rows.at(list.row);
  return {
    product_id: product.id,
    product_name: product.name,
    product_image: imagePath(rows, list.row),
    recommendations: list.entries.map(({ match, state }, i) => ({
      rank: i + 1,
      id: match.id,
      name: rows.nameAt(match.row),
      score: roundScore(match.score),
      state,
      image: matchPath(rows, match),
      attributes:
        columns.length === 0
          ? rows.at(match.row).attributes
          : Object.fromEntries(columns.map((field) => [field, rows.valueOf(match.row, field)])),
    })),
  };
}
