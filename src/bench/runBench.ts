/** `bench`: measures this machine in a temporary place, step by step. */
import { join } from 'node:path';
import { checkImageFolder } from '../adapters/files/checkFolder.ts';
import { createImageFolder } from '../adapters/files/imageFolder.ts';
import { Failure } from '../contract/failure.ts';
import { chooseQueries, describeCatalog, prepareCatalog, spread } from './benchCatalog.ts';
import type { BenchListeners, BenchOrder, BenchReport, BenchStep } from './benchOrder.ts';
import type { BenchPlace } from './benchPlace.ts';
import { describeMachine } from './describeMachine.ts';
import { drawImages } from './drawImages.ts';
import type { Measurement } from './measurement.ts';
import { allPairsStep } from './steps/allPairsStep.ts';
import { type BenchImport, importInto, importStep } from './steps/importStep.ts';
import { openStep } from './steps/openStep.ts';
import { searchStep } from './steps/searchStep.ts';
import { facetsStep, textStep } from './steps/viewSteps.ts';
import {
  decodedImages,
  decodeStep,
  describeKerasLoop,
  embedStep,
  measureKerasLoop,
  resolveModel,
} from './steps/visionSteps.ts';

/** The earlier systems' size, measured besides the model's own. */
const usualSize = 224;

const catalogSteps: readonly BenchStep[] = ['open', 'search', 'facets', 'text', 'allPairs'];

/** What is under way: the order, and what came of it so far. */
interface Bench extends BenchListeners {
  readonly place: BenchPlace;
  readonly order: BenchOrder;
  readonly results: Measurement[];
  wants(...steps: readonly BenchStep[]): boolean;
  take(measured: readonly Measurement[]): Promise<void>;
}

/**
 * Does the steps that were asked for, in their order.
 * @throws Failure `folder-empty`, `folder-unreadable`, `cancelled` once the place was stopped, and whatever keeps an
 *   import from being done
 */
export async function runBench(
  place: BenchPlace,
  order: BenchOrder,
  listeners: BenchListeners,
): Promise<BenchReport> {
  const results: Measurement[] = [];
  const bench: Bench = {
    ...listeners,
    place,
    order,
    results,
    wants: (...steps) => steps.some((step) => order.steps.includes(step)),
    async take(measured) {
      results.push(...measured);
      measured.forEach(listeners.onResult);
      await place.breathe();
    },
  };
  const given = order.images === null ? null : await checkImageFolder(order.images);
  const images = given ?? (await drawImages(place, order.drawnImages, listeners.onStep));
  const files = await listImages(place, images);
  listeners.onStep('Looking at this machine');
  const machine = await describeMachine(place);
  await measureVision(bench, files);
  const imported = await measureImport(bench, images);
  if (imported !== null) await measureCatalog(bench, imported);
  return { machine, results };
}

async function measureVision(bench: Bench, files: readonly string[]): Promise<void> {
  const { place, order, wants, take, onStep, results } = bench;
  const { embedding, runs } = order;
  const { inputSize } = await resolveModel(place, embedding, embedding.inputSize);
  if (wants('decode')) {
    onStep('Decoding');
    await take(await decodeStep(place, spread(files, decodedImages), inputSize, runs));
  }
  if (wants('embed')) {
    onStep('Embedding');
    const sizes = embedding.inputSize === undefined ? [...new Set([inputSize, usualSize])] : [inputSize];
    await take(await embedStep(place, embedding, sizes, runs));
    await take(describeKerasLoop(await measureKerasLoop(place, embedding, results), results));
  }
}

/** @returns null where no step needs it */
async function measureImport(bench: Bench, images: string): Promise<BenchImport | null> {
  const { place, order, wants, take, onStep, results } = bench;
  const { embedding, runs } = order;
  if (wants('import')) {
    onStep('Importing');
    const keras = await measureKerasLoop(place, embedding, results);
    if (!wants('embed')) await take(describeKerasLoop(keras, results));
    const { last, results: measured } = await importStep(place, images, embedding, runs, keras);
    await take(measured);
    return last;
  }
  if (!wants(...catalogSteps)) return null;
  onStep('Importing');
  return importInto(place, 'import', images, embedding);
}

async function measureCatalog(bench: Bench, imported: BenchImport): Promise<void> {
  const { place, order, wants, take, onStep } = bench;
  if (!wants(...catalogSteps)) return;
  onStep(`Making a catalog of ${order.products.toLocaleString('en-US')} products`);
  const { folder, report } = imported;
  const catalog = await prepareCatalog(place, { folder, space: report.space }, order.products);
  await take([describeCatalog(catalog, imported)]);
  const queries = await chooseQueries(place, catalog, order.queries);
  if (wants('open')) {
    onStep('Opening it');
    await take(await openStep(place, catalog, queries, order.runs));
  }
  if (wants('search')) {
    onStep('Searching');
    await take(await searchStep(place, catalog, queries));
  }
  if (wants('facets')) {
    onStep('Counting facets');
    await take(await facetsStep(place, catalog, order.queries));
  }
  if (wants('text')) {
    onStep('Searching for words');
    await take(await textStep(place, catalog, queries));
  }
  if (wants('allPairs')) {
    onStep('Exporting the lists of all products');
    await take(await allPairsStep(place, catalog, queries, order.runs));
  }
}

/** Absolute paths. @throws Failure `folder-empty` */
async function listImages(place: BenchPlace, folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { path, problem } of createImageFolder().walk(folder, { aborted: false })) {
    if (problem === null) files.push(join(folder, path));
    if (files.length % 1000 === 0) await place.breathe();
  }
  if (files.length > 0) return files;
  throw new Failure(
    'folder-empty',
    `There are no images below ${folder} to measure with. Choose another folder with --images, or none: then a sample is drawn.`,
  );
}
