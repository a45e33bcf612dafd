/** `import`: a folder into a fresh catalog, end to end, as the desktop application does it. */
import { Failure } from '../../contract/failure.ts';
import type { ImportReport } from '../../contract/imports.ts';
import type { EmbeddingOptions, Runtime } from '../../contract/models.ts';
import type { BenchPlace } from '../benchPlace.ts';
import { derived, type Measurement, median, medianOf, memoryOf, repeat } from '../measurement.ts';
import { watchTreeMemory } from '../processMemory.ts';
import type { KerasLoop } from './visionSteps.ts';

export interface BenchImport {
  /** The catalog's; it is closed. */
  readonly folder: string;
  readonly report: ImportReport;
  readonly runtime: Runtime;
  /** Until files are read: the network is loaded, on a machine that is new to it also measured. */
  readonly preparationSeconds: number;
  /** Of the engine and the vision worker together. */
  readonly peakBytes: number | null;
}

/** Catalogs of thousands of photos need no third run. */
const enoughMs = 60_000;

/** Imports the images into a catalog of this name. @throws Failure where it cannot be done to its end */
export async function importInto(
  place: BenchPlace,
  name: string,
  images: string,
  embedding: EmbeddingOptions,
): Promise<BenchImport> {
  const folder = place.path(name);
  // A fresh process each: the worker of an earlier import would count into the memory of this one.
  return place.withEngine(async (engine) => {
    await engine.call('catalogs.open', { folder, create: true });
    const memory = watchTreeMemory(engine.pid);
    const startedAt = performance.now();
    const { jobId } = await engine.call('imports.start', { folder: images, embedding });
    const preparationSeconds = (performance.now() - startedAt) / 1000;
    const job = await engine.call('jobs.wait', { id: jobId });
    const peakBytes = await memory.stop();
    const { catalog } = await engine.call('catalogs.current', {});
    const runtime = catalog?.runtime ?? null;
    const report = job.kind === 'import' ? job.result : null;
    if (report === null) throw new Failure('internal', job.message ?? 'The import failed.');
    if (report.outcome !== 'done' || report.embedded === 0 || runtime === null) throw useless(images, report);
    return { folder, report, runtime, preparationSeconds, peakBytes };
  });
}

/** Several imports, each into a catalog of its own: deleting one before the next would slow down the next. */
export async function importStep(
  place: BenchPlace,
  images: string,
  embedding: EmbeddingOptions,
  runs: number,
  keras: KerasLoop,
): Promise<{ last: BenchImport; results: Measurement[] }> {
  const imports = await repeat(runs, enoughMs, (run) =>
    importInto(place, `import-${run}`, images, embedding),
  );
  const last = imports.at(-1);
  if (last === undefined) throw new RangeError('An import is measured at least once.');
  const speeds = imports.map(({ report }) => report.imagesPerSecond);
  const ratio = (median(speeds) * keras.ms) / 1000;
  return {
    last,
    results: [
      medianOf('import', 'images/s', speeds, describeImport(last)),
      derived('import.ratio.keras', 'times', ratio, `images/s against those of the derived Keras loop`),
      medianOf(
        'import.preparation',
        's',
        imports.map(({ preparationSeconds }) => preparationSeconds),
        'before the first file is read; not part of the above',
      ),
      memoryOf(
        'memory.import',
        imports.map(({ peakBytes }) => peakBytes),
        'engine and vision worker together, at their peak',
      ),
    ],
  };
}

function describeImport({ report, runtime }: BenchImport): string {
  const { found, failed, engine, precision, model } = report;
  const problems = failed === 0 ? '' : `, ${failed} of them unusable`;
  return `${found} images${problems}; ${engine} ${precision}, ${model} at ${runtime.inputSize} pixels`;
}

function useless(images: string, report: ImportReport): Failure {
  const why = report.message ?? report.problems[0]?.reason ?? '';
  return new Failure('bad-input', `None of the images in ${images} could be measured with. ${why}`.trimEnd());
}
