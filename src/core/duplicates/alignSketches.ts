/** Lays one picture's sketch over another's: which part of the one shows what the other shows. */
import type { Laid } from '../../contract/insight/duplicates.ts';
import { correlate } from './correlate.ts';
import { sketchEdge } from './sketch.ts';

/** A part of a picture. */
export type Part = Laid['part'];

export const wholePicture: Part = { left: 0, top: 0, width: 1, height: 1 };

/** A copy is cut by so much at most that it still counts as one: a little more than 5 % at each side. */
export const leastEdge = 0.87;
/** How alike a part must be where the search for it begins. */
const leastAtBeginning = 0.7;
/** Steps of Gauss and Newton. */
const steps = 3;

/** The part of a plane, drawn to a plane of the same size (Catmull-Rom); beyond the border the border goes on. */
export function drawPart(plane: Float32Array, edge: number, part: Part): Float32Array {
  return drawInto(new Float32Array(edge * edge), plane, edge, part);
}

function drawInto(drawn: Float32Array, plane: Float32Array, edge: number, part: Part): Float32Array {
  fillTaps(tapsAcross, edge, part.left, part.width);
  fillTaps(tapsDown, edge, part.top, part.height);
  drawBy(drawn, plane, edge, tapsAcross, tapsDown);
  return drawn;
}

/** Room that is used again: where each took its own, V8 would look for garbage after every few hundred pictures. */
const rows = new Float32Array(sketchEdge * sketchEdge);
const drawnAgain = new Float32Array(sketchEdge * sketchEdge);

function drawBy(drawn: Float32Array, plane: Float32Array, edge: number, across: Taps, down: Taps): void {
  for (let x = 0; x < edge; x++) {
    const at = x * 4;
    const p0 = across.pixels[at] ?? 0;
    const p1 = across.pixels[at + 1] ?? 0;
    const p2 = across.pixels[at + 2] ?? 0;
    const p3 = across.pixels[at + 3] ?? 0;
    const w0 = across.weights[at] ?? 0;
    const w1 = across.weights[at + 1] ?? 0;
    const w2 = across.weights[at + 2] ?? 0;
    const w3 = across.weights[at + 3] ?? 0;
    for (let row = 0; row < edge * edge; row += edge)
      rows[row + x] =
        w0 * (plane[row + p0] ?? 0) +
        w1 * (plane[row + p1] ?? 0) +
        w2 * (plane[row + p2] ?? 0) +
        w3 * (plane[row + p3] ?? 0);
  }
  for (let y = 0; y < edge; y++) {
    const at = y * 4;
    const r0 = (down.pixels[at] ?? 0) * edge;
    const r1 = (down.pixels[at + 1] ?? 0) * edge;
    const r2 = (down.pixels[at + 2] ?? 0) * edge;
    const r3 = (down.pixels[at + 3] ?? 0) * edge;
    const w0 = down.weights[at] ?? 0;
    const w1 = down.weights[at + 1] ?? 0;
    const w2 = down.weights[at + 2] ?? 0;
    const w3 = down.weights[at + 3] ?? 0;
    for (let x = 0; x < edge; x++)
      drawn[y * edge + x] =
        w0 * (rows[r0 + x] ?? 0) +
        w1 * (rows[r1 + x] ?? 0) +
        w2 * (rows[r2 + x] ?? 0) +
        w3 * (rows[r3 + x] ?? 0);
  }
}

/** For each place the four pixels that it is drawn from, and their weights. */
interface Taps {
  readonly pixels: Int32Array;
  readonly weights: Float32Array;
}

function tapsOf(edge: number, begin: number, length: number): Taps {
  return fillTaps(tapsRoom(edge), edge, begin, length);
}

function tapsRoom(edge: number): Taps {
  return { pixels: new Int32Array(edge * 4), weights: new Float32Array(edge * 4) };
}

function fillTaps(taps: Taps, edge: number, begin: number, length: number): Taps {
  const { pixels, weights } = taps;
  for (let place = 0; place < edge; place++) {
    const from = ((place + 0.5) / edge) * length * edge + begin * edge - 0.5;
    const first = Math.floor(from);
    const t = from - first;
    const at = place * 4;
    for (let tap = 0; tap < 4; tap++) pixels[at + tap] = Math.min(edge - 1, Math.max(0, first - 1 + tap));
    weights[at] = t * (-0.5 + t * (1 - 0.5 * t));
    weights[at + 1] = 1 + t * t * (-2.5 + 1.5 * t);
    weights[at + 2] = t * (0.5 + t * (2 - 1.5 * t));
    weights[at + 3] = t * t * (-0.5 + 0.5 * t);
  }
  return taps;
}

const tapsAcross = tapsRoom(sketchEdge);
const tapsDown = tapsRoom(sketchEdge);
const halfEdge = sketchEdge / 2;
const halfWhole = new Float32Array(halfEdge * halfEdge);
const halfCut = new Float32Array(halfEdge * halfEdge);
const halfDrawn = new Float32Array(halfEdge * halfEdge);

/** Where the search for a part begins, besides all of it: a little less of it, and what is left by cutting two neighbouring sides. */
const beginnings: readonly Part[] = [
  { left: 0.035, top: 0.035, width: 0.93, height: 0.93 },
  ...[0, 0.05].flatMap((left) => [0, 0.05].map((top) => ({ left, top, width: 0.95, height: 0.95 }))),
];

const drawnBeginnings = beginnings.map(
  (part) => [part, tapsOf(halfEdge, part.left, part.width), tapsOf(halfEdge, part.top, part.height)] as const,
);

/**
 * The part of `whole` that is most like all of `cut`, by least squares (Lucas and Kanade) from the most promising beginning on;
 * null where none is, or not a part that a copy may be cut to.
 */
export function findPart(whole: Float32Array, cut: Float32Array): Part | null {
  // Where to begin, a quarter of the fields tell as well.
  halve(whole, halfWhole);
  halve(cut, halfCut);
  let part = wholePicture;
  let most = correlate(halfWhole, halfCut, halfEdge);
  for (const [beginning, across, down] of drawnBeginnings) {
    drawBy(halfDrawn, halfWhole, halfEdge, across, down);
    const alike = correlate(halfDrawn, halfCut, halfEdge);
    if (alike > most) [part, most] = [beginning, alike];
  }
  if (most < leastAtBeginning) return null;
  for (let step = 0; step < steps; step++) {
    const drawn = part === wholePicture ? whole : drawInto(drawnAgain, whole, sketchEdge, part);
    const change = leastSquares(drawn, cut, part);
    if (change === null) return null;
    const [left = 0, top = 0, width = 0, height = 0] = change;
    part = {
      left: part.left + left,
      top: part.top + top,
      width: part.width + width,
      height: part.height + height,
    };
    if (Math.min(part.width, part.height) < leastEdge - 0.05 || Math.max(part.width, part.height) > 1.05)
      return null;
  }
  return part;
}

function halve(plane: Float32Array, half: Float32Array): void {
  for (let y = 0; y < halfEdge; y++) {
    for (let x = 0; x < halfEdge; x++) {
      const from = 2 * (y * sketchEdge + x);
      const above = (plane[from] ?? 0) + (plane[from + 1] ?? 0);
      half[y * halfEdge + x] =
        (above + (plane[from + sketchEdge] ?? 0) + (plane[from + sketchEdge + 1] ?? 0)) / 4;
    }
  }
}

/** How left, top, width and height should change, so that what is drawn becomes what is wanted. */
function leastSquares(drawn: Float32Array, wanted: Float32Array, { width, height }: Part): number[] | null {
  const edge = sketchEdge;
  // The lower half of the normal equations, sum by sum: this is where most of the time goes.
  let [n00, n10, n11, n20, n21, n22, n30, n31, n32, n33] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let [r0, r1, r2, r3] = [0, 0, 0, 0];
  for (let y = 1; y < edge - 1; y++) {
    for (let x = 1; x < edge - 1; x++) {
      const at = y * edge + x;
      const across = ((((drawn[at + 1] ?? 0) - (drawn[at - 1] ?? 0)) / 2) * edge) / width;
      const down = ((((drawn[at + edge] ?? 0) - (drawn[at - edge] ?? 0)) / 2) * edge) / height;
      const wider = (across * (x + 0.5)) / edge;
      const higher = (down * (y + 0.5)) / edge;
      const missing = (wanted[at] ?? 0) - (drawn[at] ?? 0);
      r0 += across * missing;
      r1 += down * missing;
      r2 += wider * missing;
      r3 += higher * missing;
      n00 += across * across;
      n10 += down * across;
      n11 += down * down;
      n20 += wider * across;
      n21 += wider * down;
      n22 += wider * wider;
      n30 += higher * across;
      n31 += higher * down;
      n32 += higher * wider;
      n33 += higher * higher;
    }
  }
  return solve(
    Float64Array.of(n00, 0, 0, 0, n10, n11, 0, 0, n20, n21, n22, 0, n30, n31, n32, n33),
    Float64Array.of(r0, r1, r2, r3),
  );
}

/** By Cholesky's decomposition of the lower half, a little damped; null where nothing can be told. */
function solve(normal: Float64Array, right: Float64Array): number[] | null {
  const lower = new Float64Array(16);
  const entry = (i: number, j: number): number => lower[i * 4 + j] ?? 0;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = (normal[i * 4 + j] ?? 0) * (i === j ? 1.001 : 1);
      for (let k = 0; k < j; k++) sum -= entry(i, k) * entry(j, k);
      if (i === j && sum <= 1) return null;
      lower[i * 4 + j] = i === j ? Math.sqrt(sum) : sum / entry(j, j);
    }
  }
  const solved = [0, 0, 0, 0];
  for (let i = 0; i < 4; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= entry(i, k) * (solved[k] ?? 0);
    solved[i] = sum / entry(i, i);
  }
  for (let i = 3; i >= 0; i--) {
    let sum = solved[i] ?? 0;
    for (let k = i + 1; k < 4; k++) sum -= entry(k, i) * (solved[k] ?? 0);
    solved[i] = sum / entry(i, i);
  }
  return solved;
}
