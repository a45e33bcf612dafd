/** A recommendation list as rows of the export's table, and as an object of its JSON. */
import { type ExportOptions, exportColumns } from '../../contract/exports.ts';
import type { Attributes } from '../../contract/products.ts';
import type { ProductRecord } from '../products/ports.ts';
import type { ProductList } from './exportLists.ts';
import type { ListedState } from './recommendationList.ts';

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
    readonly state: ListedState;
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
function imagePath({ images }: ProductRecord, imageId?: string): string {
  const image = imageId === undefined ? images[0] : images.find((link) => link.imageId === imageId);
  return image?.path ?? '';
}

/** A row per recommendation, cells in the order of `exportHeader`; attributes are those of the recommended product. */
export function toExportRows(
  { product, entries }: ProductList,
  { columns }: Pick<ExportOptions, 'columns'>,
): ExportCell[][] {
  return entries.map(({ match, state, product: recommended }, i) => [
    product.id,
    i + 1,
    match.id,
    roundScore(match.score),
    state,
    product.name,
    recommended.name,
    imagePath(product),
    imagePath(recommended, match.imageId),
    ...columns.map((field) => recommended.attributes[field] ?? ''),
  ]);
}

/** The list as an object, with the attributes that were read. */
export function toExportedList({ product, entries }: ProductList): ExportedList {
  return {
    product_id: product.id,
    product_name: product.name,
    product_image: imagePath(product),
    recommendations: entries.map(({ match, state, product: recommended }, i) => ({
      rank: i + 1,
      id: match.id,
      name: recommended.name,
      score: roundScore(match.score),
      state,
      image: imagePath(recommended, match.imageId),
      attributes: recommended.attributes,
    })),
  };
}
