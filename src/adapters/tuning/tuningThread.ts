/** Entry of the thread that `learnAside` owns: learns one map, looks for the nearest of what was held out, and ends. */
import { workerData } from 'node:worker_threads';
import { embeddingLength } from '../../core/models/ports.ts';
import { foldCount, nearestCount } from '../../core/tuning/heldOut.ts';
import {
  addPoint,
  addSums,
  createSums,
  type LearnedMap,
  learnMap,
  mapCoordinates,
  type Sums,
} from '../../core/tuning/learnMap.ts';
import type { LinearMap } from '../../core/tuning/ports.ts';
import { findOwner } from '../threads/asThread.ts';
import { checkAxes } from '../vectors/prefixes/axes.ts';
import { findAxes } from '../vectors/prefixes/findAxes.ts';
import { createProjector } from '../vectors/prefixes/projector.ts';
import type { Learned, TuneStep, TuneTask } from './messages.ts';

const {
  points,
  heldOut: { folds, queries },
  fields,
} = workerData as TuneTask;

/** Axes are of embeddings alone, and so found among some of them. */
const sampleLength = 2000;
/** Two megabytes, read in some ten milliseconds. */
const readAtOnce = 256;
/** Fewer points lie along fewer axes; a multiple of four. */
const axisCount = Math.min(256, 4 * Math.floor(points / 16));

const owner = findOwner<TuneStep, Learned | null>();

async function vectorsOf(wanted: Uint32Array): Promise<Float32Array[]> {
  const vectors = await owner.vectorsOf(wanted);
  return Array.from(wanted, (_, at) => vectors.subarray(at * embeddingLength, (at + 1) * embeddingLength));
}

/** Principal axes; null where the embeddings lie in fewer directions. */
async function findOwnAxes(): Promise<Float32Array | null> {
  const every = Math.max(1, points / sampleLength);
  const sample = Uint32Array.from({ length: Math.floor(points / every) }, (_, i) => Math.floor(i * every));
  const vectors: Float32Array[] = [];
  for (let from = 0; from < sample.length; from += readAtOnce)
    vectors.push(...(await vectorsOf(sample.slice(from, from + readAtOnce))));
  return checkAxes(findAxes(vectors, axisCount))?.axes ?? null;
}

/** Along the axes, of all points, one after the other. */
async function findCoordinates(axes: Float32Array): Promise<Float32Array> {
  const project = createProjector(axes);
  const coordinates = new Float32Array(points * axisCount);
  for (let from = 0; from < points; from += readAtOnce) {
    const length = Math.min(readAtOnce, points - from);
    const vectors = await vectorsOf(Uint32Array.from({ length }, (_, i) => from + i));
    for (const [i, vector] of vectors.entries()) coordinates.set(project(vector), (from + i) * axisCount);
    owner.tellProgress('look', (from + length) / points);
  }
  return coordinates;
}

/** Of a query's part, itself left out; nearest first, of equally near ones the first. */
function nearestWithin(mapped: Float32Array, part: readonly number[], place: number, into: Int32Array): void {
  const scores = new Float64Array(nearestCount).fill(Number.NEGATIVE_INFINITY);
  const at = place * axisCount;
  for (let other = 0; other < part.length; other++) {
    if (other === place) continue;
    const from = other * axisCount;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < axisCount; i += 4) {
      a += (mapped[at + i] ?? 0) * (mapped[from + i] ?? 0);
      b += (mapped[at + i + 1] ?? 0) * (mapped[from + i + 1] ?? 0);
      c += (mapped[at + i + 2] ?? 0) * (mapped[from + i + 2] ?? 0);
      d += (mapped[at + i + 3] ?? 0) * (mapped[from + i + 3] ?? 0);
    }
    const score = a + b + c + d;
    if (score <= (scores[nearestCount - 1] ?? 0)) continue;
    let rank = nearestCount - 1;
    for (; rank > 0 && (scores[rank - 1] ?? 0) < score; rank--) {
      scores[rank] = scores[rank - 1] ?? 0;
      into[rank] = into[rank - 1] ?? -1;
    }
    scores[rank] = score;
    into[rank] = part[other] ?? -1;
  }
}

/** By the map of all other parts. @returns false where they taught nothing */
function askPart(coordinates: Float32Array, fold: number, sums: Sums, nearest: Int32Array): boolean {
  const learned = learnMap(sums, fields);
  if (learned === null) return false;
  const part: number[] = [];
  const placeOf = new Map<number, number>();
  for (const [point, own] of folds.entries()) if (own === fold) placeOf.set(point, part.push(point) - 1);
  const own = new Float32Array(part.length * axisCount);
  for (const [place, point] of part.entries())
    own.set(coordinates.subarray(point * axisCount, (point + 1) * axisCount), place * axisCount);
  const mapped = mapCoordinates(learned, own);
  for (const [i, query] of queries.entries()) {
    const place = placeOf.get(query);
    if (place === undefined) continue;
    nearestWithin(mapped, part, place, nearest.subarray(i * nearestCount, (i + 1) * nearestCount));
  }
  return true;
}

/** What maps embeddings as `learned` maps their coordinates. */
function joinMaps({ rows, mean }: LearnedMap, axes: Float32Array): LinearMap {
  const joined = new Float32Array(axisCount * embeddingLength);
  const offset = new Float32Array(axisCount);
  const sum = new Float64Array(embeddingLength);
  for (let row = 0; row < axisCount; row++) {
    sum.fill(0);
    let own = 0;
    for (let a = 0; a < axisCount; a++) {
      const number = rows[row * axisCount + a] ?? 0;
      own += number * (mean[a] ?? 0);
      for (let i = 0; number !== 0 && i < embeddingLength; i++)
        sum[i] = (sum[i] ?? 0) + number * (axes[a * embeddingLength + i] ?? 0);
    }
    joined.set(sum, row * embeddingLength);
    offset[row] = own;
  }
  return { length: axisCount, rows: joined, offset };
}

async function learn(): Promise<Learned | null> {
  const axes = await findOwnAxes();
  if (axes === null) return null;
  const coordinates = await findCoordinates(axes);
  const parts = Array.from({ length: foldCount }, () => createSums(axisCount, fields));
  for (const [point, fold] of folds.entries()) {
    const part = parts[fold];
    if (part !== undefined) addPoint(part, coordinates, point * axisCount, point, fields);
    if (point % 1000 === 0) owner.tellProgress('learn', (0.4 * point) / points);
  }
  const all = createSums(axisCount, fields);
  for (const part of parts) addSums(all, part, 1);
  const nearest = new Int32Array(queries.length * nearestCount).fill(-1);
  for (const [fold, part] of parts.entries()) {
    addSums(all, part, -1);
    const isAsked = askPart(coordinates, fold, all, nearest);
    addSums(all, part, 1);
    if (!isAsked) return null;
    owner.tellProgress('learn', 0.4 + (0.6 * (fold + 1)) / foldCount);
  }
  const learned = learnMap(all, fields);
  return learned === null ? null : { map: joinMaps(learned, axes), nearest };
}

owner.finish(await learn());
