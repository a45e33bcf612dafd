/** What a distance could be learned from: the fields of the products whose pictures are embedded. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TuneFieldChoice } from '../../contract/insight/tuning.ts';
import type { ProductRows } from '../../core/products/ports.ts';
import type { VectorIndex } from '../../core/search/ports.ts';
import { classesOfField, judgeField } from '../../core/tuning/classes.ts';

/** One picture, with the row of the first product that it stands for. */
export interface Point {
  readonly row: number;
  readonly imageId: string;
  readonly slot: number;
}

/** What is there now: every picture that stands for a product, once. */
export function findPoints(rows: ProductRows, index: Pick<VectorIndex, 'slotOf'>): Point[] {
  const isShown = rows.mask([]);
  const points = new Map<string, Point>();
  for (let row = 0; row < rows.rowCount; row++) {
    const main = isShown[row] === 1 ? rows.imagesAt(row)[0] : undefined;
    const slot = main === undefined ? undefined : index.slotOf(main.imageId);
    if (main === undefined || slot === undefined || points.has(main.imageId)) continue;
    points.set(main.imageId, { row, imageId: main.imageId, slot });
  }
  return [...points.values()];
}

export function chooseField(rows: ProductRows, points: readonly Point[], field: string) {
  const values = points.map(({ row }) => rows.valueOf(row, field).trim());
  const classes = classesOfField(values);
  return { classes, choice: judgeField(field, values, classes) };
}

/** In the order of the metadata. */
export async function chooseFields(
  rows: ProductRows,
  index: Pick<VectorIndex, 'slotOf'>,
): Promise<TuneFieldChoice[]> {
  const points = findPoints(rows, index);
  const fields: TuneFieldChoice[] = [];
  for (const field of rows.fields) {
    fields.push(chooseField(rows, points, field).choice);
    await nextTurn();
  }
  return fields;
}
