/** The same folder always makes the same catalog, whichever of its pictures is ready first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Vision } from '../../../src/core/models/ports.ts';
import { type ImportFolder, openImportFolder } from './importFolder.ts';

let folder: ImportFolder;

beforeEach(() => {
  folder = openImportFolder();
});
afterEach(() => folder.close());

/** Holds the first batch back until the second is answered. */
function secondFirst(real: Vision): Vision {
  const second = Promise.withResolvers<void>();
  let batches = 0;
  return {
    ...real,
    async process(requests) {
      batches++;
      if (batches === 1) await second.promise;
      const outcomes = await real.process(requests);
      if (batches >= 2) second.resolve();
      return outcomes;
    },
  };
}

describe('products come in the order of their files', () => {
  const paths = Array.from({ length: 70 }, (_, at) => `${String(at).padStart(2, '0')}.jpg`);

  it('also where a later batch is ready first', async () => {
    for (const path of paths) folder.write(`photos/${path}`, path);
    await folder.import({ vision: secondFirst });
    expect(folder.productIds()).toEqual(paths.map((path) => path.slice(0, 2)));
  });

  it('also where some need no look, because their bytes are known from another folder', async () => {
    const known = paths.filter((_, at) => at % 3 === 1);
    for (const path of known) folder.write(`earlier/x${path}`, path);
    for (const path of paths) folder.write(`photos/${path}`, path);
    await folder.import({ folder: 'earlier' });
    await folder.import({ vision: secondFirst });
    expect(folder.productIds().slice(known.length)).toEqual(paths.map((path) => path.slice(0, 2)));
  });
});
