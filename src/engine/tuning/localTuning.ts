/** Learns a distance for a catalog on this machine, and keeps it in its database. */
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { learnAside } from '../../adapters/tuning/learnAside.ts';
import { Failure } from '../../contract/failure.ts';
import type { TuneFieldChoice, TuneResult, WeighedField } from '../../contract/insight/tuning.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import type { ProductRows } from '../../core/products/ports.ts';
import type { VectorIndex } from '../../core/search/ports.ts';
import { requireField } from '../../core/search/sameFilters.ts';
import { classesOfNames } from '../../core/tuning/classes.ts';
import { nothingToTune, tuningCancelled } from '../../core/tuning/failures.ts';
import { foldCount, type HeldOut, holdOut, nearestCount } from '../../core/tuning/heldOut.ts';
import { judge, type NamedClasses, type NearestPoints } from '../../core/tuning/judge.ts';
import type { TuningPort, WeighedClasses } from '../../core/tuning/ports.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import { chooseField, chooseFields, findPoints, type Point } from './tunedFields.ts';

/** Of fewer nothing can be said about others. */
const leastProducts = 200;
/** How much the words of names count beside the fields. */
const weightOfWords = 0.3;

export function createLocalTuning(catalog: OpenCatalog, onProblem: (reason: unknown) => void): TuningPort {
  const { rows, tuning } = catalog;
  let remembered: { readonly version: number; readonly fields: readonly TuneFieldChoice[] } | null = null;

  async function fieldsNow(): Promise<readonly TuneFieldChoice[]> {
    const { version } = rows;
    if (remembered?.version === version) return remembered.fields;
    const fields = await chooseFields(rows, catalog.index());
    remembered = { version, fields };
    return fields;
  }

  async function prepare(): Promise<void> {
    await tuning.over(catalog.index())()?.prepare('tuned', 1);
  }

  return {
    async kept() {
      const kept = tuning.kept();
      return kept === null ? null : { madeAt: kept.madeAt, weights: kept.weights, result: kept.result };
    },
    fields: async () => [...(await fieldsNow())],
    async learn({ fields: asked, dryRun }, signal, onProgress) {
      const startedAtMs = performance.now();
      const space = catalog.runtime()?.space;
      const index = catalog.index();
      const points = findPoints(rows, index);
      if (space === undefined || points.length === 0) throw nothingToTune();
      const finish = (result: Pick<TuneResult, 'accepted' | 'reason' | 'gain' | 'fields'>): TuneResult => ({
        ...result,
        isKept: result.accepted && !dryRun,
        products: points.length,
        seconds: (performance.now() - startedAtMs) / 1000,
      });
      const fields = await weighFields(rows, points, asked);
      const obstacle = findObstacle(points.length, fields.length);
      if (obstacle !== null) return finish(decline(obstacle));
      const words = classesOfNames(points.map(({ row }) => rows.nameAt(row)));
      const heldOut = holdOut(points.length);
      const plain = await findNearest(index, points, heldOut, signal, onProblem, (done) =>
        onProgress('compare', done),
      );
      const taught: readonly WeighedClasses[] = [
        ...fields.map(({ classes, weight }) => ({ classes, weight })),
        ...(words.count === 0 ? [] : [{ classes: words, weight: weightOfWords }]),
      ];
      const learned = await learnAside(
        { points: points.length, heldOut, fields: taught },
        { signal, onProgress, vectorsOf: (wanted) => readVectors(index, points, wanted) },
      );
      if (learned === null) return finish(decline(nothingApart));
      const result = finish(judge(fields, heldOut.queries, plain, learned.nearest));
      if (result.isKept) {
        tuning.keep({
          space,
          madeAt: new Date().toISOString(),
          weights: fields.map(({ field, weight }) => ({ field, weight })),
          result,
          map: learned.map,
        });
        // The first search by it then waits for nothing, in this process and in the next.
        await prepare();
      }
      return result;
    },
    drop: async () => tuning.drop(),
    prepare,
  };
}

const nothingApart =
  'The pictures are too much alike, or the products of different values look the same: there is nothing to learn. Cosine stays.';

function findObstacle(products: number, fields: number): string | null {
  if (products < leastProducts)
    return `It takes ${leastProducts} different pictures to learn from, and this catalog has ${products.toLocaleString('en')}. Cosine stays.`;
  if (fields === 0)
    return 'There is no field to learn from: none has values that many products share, or all are weighed 0. Import metadata, or weigh a field. Cosine stays.';
  return null;
}

function decline(reason: string): Pick<TuneResult, 'accepted' | 'reason' | 'gain' | 'fields'> {
  return { accepted: false, reason, gain: { mean: 0, low: 0, high: 0 }, fields: [] };
}

/** Those that weigh something. @throws Failure `bad-input` for one that is not there, or that nothing can be learned from */
async function weighFields(
  rows: ProductRows,
  points: readonly Point[],
  asked: readonly WeighedField[] | undefined,
): Promise<NamedClasses[]> {
  for (const { field } of asked ?? []) requireField(rows, field);
  const weighed: NamedClasses[] = [];
  for (const field of rows.fields) {
    const given = asked?.find((own) => own.field === field)?.weight;
    if (asked !== undefined && (given ?? 0) === 0) continue;
    const { classes, choice } = chooseField(rows, points, field);
    await nextTurn();
    if (given !== undefined && choice.problem !== null && points.length >= leastProducts)
      throw new Failure('bad-input', `Nothing can be learned from ${field}. ${choice.problem} Leave it out.`);
    if (choice.problem === null) weighed.push({ field, classes, weight: given ?? choice.weight });
  }
  return weighed;
}

/** By cosine, among the others of each query's part. */
async function findNearest(
  index: VectorIndex,
  points: readonly Point[],
  { folds, queries }: HeldOut,
  signal: CancelSignal,
  onProblem: (reason: unknown) => void,
  onDone: (share: number) => void,
): Promise<NearestPoints> {
  const pointAt = new Map(points.map(({ slot }, point) => [slot, point]));
  const masks = Array.from({ length: foldCount }, () => new Uint8Array(index.slotCount));
  for (const [point, fold] of folds.entries()) {
    const mask = masks[fold];
    if (mask !== undefined) mask[points[point]?.slot ?? 0] = 1;
  }
  const places = Array.from(queries, (query, place) => ({ query, place, fold: folds[query] ?? 0 }));
  places.sort((a, b) => a.fold - b.fold);
  const requests = places.map(({ query, place, fold }) => {
    const slot = points[query]?.slot ?? 0;
    return { place, slot, slots: [slot], k: nearestCount + 1, allowed: masks[fold] ?? null };
  });
  const nearest = new Int32Array(queries.length * nearestCount).fill(-1);
  let done = 0;
  for await (const { request, neighbours } of index.nearestOfEach(requests, 'cosine', onProblem)) {
    if (signal.aborted) throw tuningCancelled();
    const others = (neighbours[0] ?? []).filter(({ slot }) => slot !== request.slot).slice(0, nearestCount);
    for (const [rank, { slot }] of others.entries())
      nearest[request.place * nearestCount + rank] = pointAt.get(slot) ?? -1;
    done++;
    onDone(done / queries.length);
  }
  return nearest;
}

/** One after the other; zeros for one that left the index meanwhile. */
function readVectors(
  index: VectorIndex,
  points: readonly Point[],
  wanted: Uint32Array,
): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(wanted.length * embeddingLength);
  for (const [at, point] of wanted.entries()) {
    const vector = index.vectorOf(points[point]?.imageId ?? '');
    if (vector !== undefined) vectors.set(vector, at * embeddingLength);
  }
  return vectors;
}
