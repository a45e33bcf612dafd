/** Gives a file that crashed a native library to the real vision worker, and returns the reason that it tells. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVisionWorker } from '../../src/adapters/vision/visionWorker.ts';

/** @returns null where the worker read it, or told no reason */
export async function tellCrash(bytes: Buffer, folder: string): Promise<string | null> {
  const file = join(folder, 'crashing.bin');
  writeFileSync(file, bytes);
  const worker = createVisionWorker({
    embedding: { engine: 'onnx', precision: 'fp32', threads: 1 },
    bundledModelsFolder: resolve(import.meta.dirname, '../../resources/models'),
    installedModelsFolder: join(folder, 'models'),
    onError: () => undefined,
  });
  try {
    const request = { file, imageId: 'e'.repeat(64), bytes: null, wantsThumbnail: true, wantsVector: true };
    const [outcome] = await worker.at(join(folder, 'thumbnails')).process([request]);
    return outcome === undefined || outcome.ok ? null : outcome.reason;
  } finally {
    await worker.close();
  }
}
