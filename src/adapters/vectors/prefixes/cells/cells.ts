/**
 * Cells: each row belongs to the nearest of some centres, and to a ring around it, so that a search passes over whole rings. In the words of
 * `prefixRows.ts`, with ρ for what a row has for ‖r‖, w and v for what a query has for ‖s‖ and for ‖b‖ and ‖q‖: a row's point is p = (ĉ, ρ), a
 * query's g = (b, w), and
 *
 *   ⟨q, x⟩ ≤ ⟨g, p⟩ + v·off + slack          ⟨g, p⟩ = ‖g‖·‖p‖·cos ∠(g, p)
 *   ∠(g, p) ≥ ∠(g, m) − ∠(m, p)              (for any centre m: the triangle inequality on the sphere)
 *
 * So of rows with ‖p‖ ≤ N and off ≤ O none reaches L whose ∠(m, p) is less than ∠(g, m) − arccos((L − slack − v·O) / (‖g‖·N)). Rows beyond N or
 * O are in the outermost ring, which is never passed over. Nothing here asks that the centres be any good.
 */

import { Memory, pageBytes } from '../../../webAssembly/webAssembly.ts';
import { axisCount } from '../../kernelLayout.ts';
import { createKernels } from '../../kernels.ts';
import { normOf } from '../../normOf.ts';
import type { AimedQuery } from '../aimedQuery.ts';
import type { Axes } from '../axes.ts';

/** Numbers of a point: one per axis of a short prefix, the rest's norm, and zeros, so that it is a whole number of the kernel's steps. */
export const pointLength = axisCount + 4;
const pointBytes = pointLength * 4;

export interface Cells {
  /** Points of norm 1, one after the other: a multiple of four. */
  readonly centres: Float32Array;
  /** N and O. */
  readonly largestNorm: number;
  readonly largestOff: number;
}

/** A query as cells see it. */
export interface QueryPoint {
  /** g. */
  readonly point: Float32Array;
  readonly norm: number;
  /** v, and the slack. */
  readonly offWeight: number;
  readonly slack: number;
}

/** Rings around a centre, from the outermost, which has no end, inwards. */
export const ringCount = 32;
/** Of one ring, in the steps that angles are counted in: a power of two. */
export const ringShift = 4;
const stepsPerRing = 1 << ringShift;
const allSteps = ringCount * stepsPerRing;
const step = (1.25 / 180 / stepsPerRing) * Math.PI;
const ringAngle = step * stepsPerRing;
/** The products of points and centres, in float32, to within that, relative to the norms': 68 additions, and what points were rounded to. */
const productError = 1e-5;
/** Norms below are too small to divide by. */
const leastNorm = 1e-6;

export const cellCountOf = ({ centres }: Cells): number => centres.length / pointLength;

/** A row's ring of a cell, numbered; its outermost ring is the first. */
export const firstKeyOf = (cell: number): number => cell * ringCount;

/** What multiplies points with all centres. */
export interface Compass {
  /** Of each centre with two points, one after the other; good until the next. */
  products(first: Float32Array, second?: Float32Array): Float32Array;
}

export function createCompass(centres: Float32Array): Compass {
  const count = centres.length / pointLength;
  const pointsAddress = centres.byteLength;
  const outAddress = pointsAddress + 2 * pointBytes;
  const pages = Math.ceil((outAddress + count * 8) / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: true });
  const kernel = createKernels(memory);
  new Float32Array(memory.buffer, 0, centres.length).set(centres);
  const points = new Float32Array(memory.buffer, pointsAddress, 2 * pointLength);
  const products = new Float32Array(memory.buffer, outAddress, count * 2);
  return {
    products(first, second = first) {
      points.set(first);
      points.set(second, pointLength);
      kernel.multiply(0, pointsAddress, pointsAddress, outAddress, pointBytes, outAddress, 8);
      return products;
    },
  };
}

/** The cell whose centre is nearest to one of two points, and their product. */
export function nearestCell(
  products: Float32Array,
  which: 0 | 1,
): { readonly cell: number; readonly product: number } {
  let cell = 0;
  let product = Number.NEGATIVE_INFINITY;
  for (let at = which; at < products.length; at += 2) {
    const value = products[at] ?? 0;
    if (value <= product) continue;
    product = value;
    cell = at >> 1;
  }
  return { cell, product };
}

/** The ring of a row at the nearest centre, numbered; the outermost of the first cell where it fits into none. */
export function ringKeyOf(
  cells: Cells,
  products: Float32Array,
  which: 0 | 1,
  norm: number,
  off: number,
): number {
  if (!(norm <= cells.largestNorm && norm > leastNorm && off <= cells.largestOff)) return 0;
  const { cell, product } = nearestCell(products, which);
  const angle = Math.acos(Math.max(-1, Math.min(1, product / norm - productError)));
  return firstKeyOf(cell) + Math.max(0, ringCount - Math.ceil(angle / ringAngle));
}

/** A query's point; null where it has no direction. */
export function queryPointOf({ middles, steps }: Axes, aimed: AimedQuery): QueryPoint | null {
  const point = new Float32Array(pointLength);
  for (let i = 0; i < middles.length; i++)
    point[i] = (aimed.scale * (aimed.numbers[i] ?? 0)) / (steps[i] ?? 1);
  point[middles.length] = aimed.restWeight;
  const norm = normOf(point);
  if (!(norm > leastNorm && Number.isFinite(norm))) return null;
  return { point, norm, offWeight: aimed.offWeight, slack: aimed.slack };
}

/** Cosines from −1 on, so many to 1, of which the steps of their angles are kept: computing each anew would take longer than all else of it. */
const cosines = 8192;

function makeAngleTable(): Uint16Array {
  const table = new Uint16Array(cosines + 1);
  for (let i = 0; i <= cosines; i++) table[i] = stepsOf(Math.acos(Math.min(1, (2 * (i + 1)) / cosines - 1)));
  return table;
}

/** Where the angles of a query to the centres stand, one after the other, so far apart. */
export interface AngleColumn {
  readonly angles: Uint16Array;
  readonly first: number;
  readonly apart: number;
}

/** Writes for each centre the angle to one of two points, never above it, in steps. */
export function writeAngles(
  products: Float32Array,
  which: 0 | 1,
  norm: number,
  { angles, first, apart }: AngleColumn,
): void {
  const perNorm = cosines / 2 / norm;
  const middle = (1 + productError) * (cosines / 2);
  for (let product = which, to = first; product < products.length; product += 2, to += apart) {
    const at = Math.min(cosines, Math.max(0, (products[product] ?? 0) * perNorm + middle));
    angles[to] = angleTable[Math.trunc(at)] ?? 0;
  }
}

const stepsOf = (angle: number): number => Math.floor(angle / step);
/** The steps of the largest angle that there is. */
export const halfTurn = stepsOf(Math.PI);
const angleTable = makeAngleTable();

/** Of rows that can reach the least the angle to the query, never below it, in steps. */
export function reachingSteps(cells: Cells, query: QueryPoint, least: number): number {
  const left = least - query.slack - query.offWeight * cells.largestOff;
  // Among rows that point away from the query the smaller ones reach more.
  if (!(left > 0)) return halfTurn + 1;
  return stepsOf(Math.acos(Math.min(1, left / (query.norm * cells.largestNorm)))) + 2;
}

/** The innermost ring of a cell that is not passed over. */
export function lastRingOf(angle: number, reaching: number): number {
  const last = (allSteps + reaching - angle) >> ringShift;
  return last < 0 ? 0 : last < ringCount ? last : ringCount - 1;
}
