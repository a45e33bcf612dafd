/** Centres for the rows that there are: Lloyd's algorithm over a sample, a few turns of it. */
import { normalise } from '../../../../core/models/normalise.ts';
import { normOf } from '../../normOf.ts';
import type { Turns } from '../../turns.ts';
import type { RowPoint } from './cellRows.ts';
import { type Cells, createCompass, nearestCell, pointLength } from './cells.ts';

/** About so many rows to a cell: with fewer, looking at the cells takes longer than what they leave out. */
const rowsPerCell = 40;
/** A multiple of four, and a row's ring of a cell has 16 bits. */
const maxCells = 2044;
/** Rows that a centre is found among. */
const sampledPerCell = 8;
/** A fifth fewer rows are left than with centres as they were drawn; further turns leave hardly fewer. */
const lloydTurns = 3;
/** Of the sample so many in a hundred may be further off, or longer: a few that are off a lot would bound all. */
const sharePassed = 0.99;

/** Cells for so many rows. */
export const cellCountFor = (rows: number): number =>
  Math.min(maxCells, Math.ceil(rows / rowsPerCell / 4) * 4);

/**
 * @param slots all rows that there are, and are to be cells for
 * @param rowAt good until the next
 * @returns null where it is over, or where rows have nothing in common with the axes
 */
export async function findCells(
  slots: Uint32Array,
  rowAt: (slot: number) => RowPoint | null,
  turns: Turns,
  isOver: () => boolean,
): Promise<Cells | null> {
  const count = cellCountFor(slots.length);
  const sample = sampleRows(slots, Math.min(slots.length, count * sampledPerCell), rowAt);
  if (sample.length < count) return null;
  let centres = new Float32Array(count * pointLength);
  for (let cell = 0; cell < count; cell++)
    centres.set(sample[Math.floor((cell * sample.length) / count)]?.point ?? [], cell * pointLength);
  for (let turn = 0; turn < lloydTurns; turn++) {
    const found = await moveCentres(centres, sample, turns, isOver);
    if (found === null) return null;
    centres = found;
  }
  const limitOf = (values: number[]): number =>
    values.sort((a, b) => a - b)[Math.floor((values.length - 1) * sharePassed)] ?? 0;
  return {
    centres: inOrder(centres),
    largestNorm: limitOf(sample.map(({ norm }) => norm)),
    largestOff: limitOf(sample.map(({ off }) => off)),
  };
}

interface Sampled {
  /** Of norm 1. */
  readonly point: Float32Array;
  readonly norm: number;
  readonly off: number;
}

/** By the golden section, so that no regular order of the rows is met. */
function sampleRows(slots: Uint32Array, wanted: number, rowAt: (slot: number) => RowPoint | null): Sampled[] {
  const sample: Sampled[] = [];
  for (let i = 0; i < wanted; i++) {
    const place = Math.floor(((i * 0.6180339887498949) % 1) * slots.length);
    const row = rowAt(slots[place] ?? 0);
    const norm = row === null ? 0 : normOf(row.point);
    if (row === null || !(norm > 0 && Number.isFinite(norm))) continue;
    sample.push({ point: normalise(row.point), norm, off: row.off });
  }
  return sample;
}

/** Each centre in the middle of those that are nearest to it; where there are none it stays. */
async function moveCentres(
  centres: Float32Array,
  sample: readonly Sampled[],
  turns: Turns,
  isOver: () => boolean,
): Promise<Float32Array<ArrayBuffer> | null> {
  const compass = createCompass(centres);
  const sums = new Float32Array(centres.length);
  const add = (point: Float32Array, cell: number): void => {
    for (let i = 0; i < pointLength; i++) {
      const at = cell * pointLength + i;
      sums[at] = (sums[at] ?? 0) + (point[i] ?? 0);
    }
  };
  for (let i = 0; i < sample.length; i += 2) {
    const [first, second] = [sample[i], sample[i + 1]];
    if (first === undefined) break;
    const products = compass.products(first.point, second?.point);
    add(first.point, nearestCell(products, 0).cell);
    if (second !== undefined) add(second.point, nearestCell(products, 1).cell);
    await turns.pass();
    if (isOver()) return null;
  }
  const moved = Float32Array.from(centres);
  for (let start = 0; start < sums.length; start += pointLength) {
    const sum = sums.subarray(start, start + pointLength);
    if (normOf(sum) > 0) moved.set(normalise(sum), start);
  }
  return moved;
}

/** Neighbours after each other: halved where they differ most, and each half in turn. */
function inOrder(centres: Float32Array): Float32Array {
  const numberOf = (cell: number, i: number): number => centres[cell * pointLength + i] ?? 0;

  function order(cells: readonly number[]): readonly number[] {
    if (cells.length <= 2) return cells;
    let [most, widest] = [-1, 0];
    for (let i = 0; i < pointLength; i++) {
      const spread = spreadOf(cells.map((cell) => numberOf(cell, i)));
      if (spread > most) [most, widest] = [spread, i];
    }
    const sorted = cells.toSorted((a, b) => numberOf(a, widest) - numberOf(b, widest));
    const middle = sorted.length >> 1;
    return [...order(sorted.slice(0, middle)), ...order(sorted.slice(middle))];
  }

  const ordered = new Float32Array(centres.length);
  const cells = Array.from({ length: centres.length / pointLength }, (_, cell) => cell);
  for (const [place, cell] of order(cells).entries())
    ordered.set(centres.subarray(cell * pointLength, (cell + 1) * pointLength), place * pointLength);
  return ordered;
}

/** The sum of the squares of the differences from the mean. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
