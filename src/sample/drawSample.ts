/** Draws the sample catalog into a folder; the drawing itself happens in a process of its own. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAside } from '../adapters/files/aside.ts';
import { asUnwritable } from '../adapters/files/asUnwritable.ts';
import { findEntry } from '../adapters/files/findEntry.ts';
import { writeAside } from '../adapters/files/writeAside.ts';
import { forkVision, type VisionExit } from '../adapters/vision/forkVision.ts';
import { asFailure, Failure, failureOf } from '../contract/failure.ts';
import type { FromDrawing, ToDrawing } from './sampleMessages.ts';
import { sampleCsv, sampleProducts } from './sampleProducts.ts';

export interface SampleOrder {
  readonly folder: string;
  readonly count: number;
  readonly seed: number;
  readonly onProgress?: (drawn: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface DrawnSample {
  readonly images: number;
  readonly folder: string;
  readonly metadata: string;
}

/** Left by file browsers; no reason to refuse a folder. */
const invisibleFiles = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

async function listVisible(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    const message = `The folder "${folder}" cannot be read (${thrown.code}). Choose another one.`;
    throw new Failure('folder-unreadable', message, String(thrown));
  });
  return names.filter((name) => !invisibleFiles.has(name) && !isAside(name));
}

/** Ours is what a drawing of the same count and seed leaves behind, complete or not. */
async function requireOwnFolder(folder: string, csv: string, imageNames: ReadonlySet<string>): Promise<void> {
  const refuse = (what: string) => {
    const message = `The folder "${folder}" holds ${what}. Choose an empty folder for the sample catalog.`;
    return new Failure('bad-input', message);
  };
  const names = await listVisible(folder);
  if (names.length === 0) return;
  const foreign = names.find((name) => name !== 'images' && name !== 'styles.csv');
  if (foreign !== undefined) throw refuse(`something else ("${foreign}")`);
  const present = await readFile(join(folder, 'styles.csv'), 'utf8').catch(() => null);
  if (present !== csv) throw refuse('another catalog');
  const images = await listVisible(join(folder, 'images'));
  const foreignImage = images.find((name) => !imageNames.has(name));
  if (foreignImage !== undefined) throw refuse(`something else ("images/${foreignImage}")`);
}

/**
 * Draws `count` products: `images/<id>.jpg` and `styles.csv`, in the columns of Fashion Product Images. Goes on where
 * an earlier drawing of the same count and seed was cut off; one that is complete is left as it is.
 * @throws Failure `bad-input` where the folder holds anything else, `folder-unreadable`, `not-allowed`, `disk-full`,
 * `cancelled`
 */
export async function drawSample(order: SampleOrder): Promise<DrawnSample> {
  const { folder, count, seed, signal } = order;
  if (signal?.aborted) throw cancelled();
  const products = sampleProducts(count, seed);
  const csv = sampleCsv(products);
  const metadata = join(folder, 'styles.csv');
  await requireOwnFolder(folder, csv, new Set(products.map(({ id }) => `${id}.jpg`)));
  try {
    await mkdir(join(folder, 'images'), { recursive: true });
    // First the table: it tells a later run whose images these are.
    await writeAside(metadata, csv);
  } catch (thrown) {
    throw asUnwritable(folder, thrown);
  }
  await drawImages(order);
  return { images: count, folder, metadata };
}

function cancelled(): Failure {
  return new Failure('cancelled', 'The sample catalog was not drawn to its end.');
}

async function drawImages({ folder, count, seed, onProgress, signal }: SampleOrder): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = forkVision({
    file: findEntry('sampleProcess', import.meta.url, 'draws the sample catalog'),
    mode: 'draw',
    onMessage(received) {
      const message = received as FromDrawing;
      if (message.type === 'drawn') onProgress?.(message.drawn, count);
      else if (message.type === 'done') resolve();
      else reject(failureOf(message.error));
    },
  });
  void child.gone.then(({ how, lastWords }: VisionExit) => {
    reject(new Failure('internal', `The sample catalog could not be drawn (${how}).`, lastWords));
  });
  const cancel = () => reject(cancelled());
  signal?.addEventListener('abort', cancel);
  try {
    child.send({ type: 'draw', folder: join(folder, 'images'), count, seed } satisfies ToDrawing);
    await promise;
  } catch (thrown) {
    throw asFailure(thrown);
  } finally {
    signal?.removeEventListener('abort', cancel);
    child.kill();
    await child.gone;
  }
}
