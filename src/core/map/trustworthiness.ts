/** Trustworthiness (Venna & Kaski 2001): how far what lies together in a layout is together in the embeddings too. */
import type { NeighbourGraph } from './ports.ts';

/** Neighbours in the layout that are looked at. */
export const trustedNeighbours = 10;

/** Points that are looked at, and by which others' ranks are told: all of a smaller catalog, which makes it exact. */
const sampleLength = 2000;
/** Points that are looked at in one go: whoever reads their embeddings is not kept from other work for long. */
const askedAtOnce = 64;

/**
 * At ten neighbours: 1 where each point's nearest in the layout are its nearest by embedding. Of more than two thousand points,
 * so many spread evenly over them are looked at, and how many lie nearer than a neighbour is told by the same ones.
 * @param positions x and y in turn
 * @param vectorsOf the L2-normalised embeddings of these points, one after the other
 * @returns null with 20 points or fewer: a tenth neighbour is then no near one
 */
export async function measureTrustworthiness(
  graph: NeighbourGraph,
  positions: ArrayLike<number>,
  vectorsOf: (points: Uint32Array) => Promise<Float32Array>,
  onProgress: (done: number) => void,
): Promise<number | null> {
  const { count } = graph;
  if (count <= 2 * trustedNeighbours) return null;
  const sample = spreadEvenly(count);
  const yardstick = await readAll(sample, vectorsOf);
  const perSampled = (count - 1) / (sample.length - 1);
  let excess = 0;
  for (let first = 0; first < sample.length; first += askedAtOnce) {
    const looked = sample.subarray(first, first + askedAtOnce);
    const strangers = Array.from(looked, (point) => findStrangers(graph, positions, point));
    const wanted = [...new Set(strangers.flat())];
    const place = new Map(wanted.map((point, at) => [point, at]));
    const vectors = wanted.length === 0 ? null : await vectorsOf(Uint32Array.from(wanted));
    const length = yardstick.length / sample.length;
    for (const [at, others] of strangers.entries()) {
      if (others.length === 0 || vectors === null) continue;
      const own = vectorAt(yardstick, first + at, length);
      const similarities = Float64Array.from({ length: sample.length }, (_, each) =>
        each === first + at ? Number.NEGATIVE_INFINITY : dot(own, vectorAt(yardstick, each, length)),
      );
      for (const other of others) {
        const similarity = dot(own, vectorAt(vectors, place.get(other) ?? 0, length));
        let nearer = 0;
        for (const each of similarities) if (each > similarity) nearer++;
        excess += Math.max(0, 1 + nearer * perSampled - trustedNeighbours);
      }
    }
    onProgress(Math.min(1, (first + looked.length) / sample.length));
  }
  const k = trustedNeighbours;
  return 1 - ((2 / (count * k * (2 * count - 3 * k - 1))) * excess * count) / sample.length;
}

function spreadEvenly(count: number): Uint32Array {
  const length = Math.min(count, sampleLength);
  return Uint32Array.from({ length }, (_, at) => Math.floor((at * count) / length));
}

async function readAll(
  points: Uint32Array,
  vectorsOf: (points: Uint32Array) => Promise<Float32Array>,
): Promise<Float32Array> {
  let all: Float32Array | null = null;
  for (let first = 0; first < points.length; first += askedAtOnce) {
    const asked = points.subarray(first, first + askedAtOnce);
    const vectors = await vectorsOf(asked.slice());
    const length = vectors.length / asked.length;
    all ??= new Float32Array(points.length * length);
    all.set(vectors, first * length);
  }
  return all ?? new Float32Array();
}

/** The nearest in the layout that are not among the nearest by embedding. */
function findStrangers(graph: NeighbourGraph, positions: ArrayLike<number>, point: number): number[] {
  const { k, neighbours } = graph;
  const known = new Set(neighbours.subarray(point * k, point * k + Math.min(k, trustedNeighbours)));
  return nearestInLayout(positions, point).filter((other) => !known.has(other));
}

/** Ties by number. */
function nearestInLayout(positions: ArrayLike<number>, point: number): number[] {
  const x = positions[2 * point] ?? 0;
  const y = positions[2 * point + 1] ?? 0;
  const found: { readonly other: number; readonly square: number }[] = [];
  let farthest = Number.POSITIVE_INFINITY;
  for (let other = 0; other < positions.length / 2; other++) {
    const byX = (positions[2 * other] ?? 0) - x;
    const byY = (positions[2 * other + 1] ?? 0) - y;
    const square = byX * byX + byY * byY;
    if (square >= farthest || other === point) continue;
    let at = found.length;
    while (at > 0 && (found[at - 1]?.square ?? 0) > square) at--;
    found.splice(at, 0, { other, square });
    if (found.length > trustedNeighbours) found.pop();
    if (found.length === trustedNeighbours) farthest = found.at(-1)?.square ?? farthest;
  }
  return found.map(({ other }) => other);
}

function vectorAt(vectors: Float32Array, at: number, length: number): Float32Array {
  return vectors.subarray(at * length, (at + 1) * length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < a.length; i += 4) {
    sum0 += (a[i] ?? 0) * (b[i] ?? 0);
    sum1 += (a[i + 1] ?? 0) * (b[i + 1] ?? 0);
    sum2 += (a[i + 2] ?? 0) * (b[i + 2] ?? 0);
    sum3 += (a[i + 3] ?? 0) * (b[i + 3] ?? 0);
  }
  return sum0 + sum1 + (sum2 + sum3);
}
