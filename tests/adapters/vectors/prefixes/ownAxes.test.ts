import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { checkAxes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { findAxes } from '../../../../src/adapters/vectors/prefixes/findAxes.ts';
import { readOwnAxes, writeOwnAxes } from '../../../../src/adapters/vectors/prefixes/ownAxes.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import { createRandom, dimensions, drawVector, shortVector } from '../../../core/search/searchCatalog.ts';
import { drawAxes } from './drawAxes.ts';

const place = mkdtempSync(join(tmpdir(), 'twinset-own-axes-'));
const file = join(place, 'axes.cache');
const axes = drawAxes([]);

afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('a file of a catalog’s own axes', () => {
  it('is read as it was written, with axes and without', async () => {
    await writeOwnAxes(file, 'a', axes, 4711);
    expect(await readOwnAxes(file, 'a')).toEqual({ axes, count: 4711 });
    await writeOwnAxes(file, 'a', null, 12);
    expect(await readOwnAxes(file, 'a')).toEqual({ axes: null, count: 12 });
  });

  it('is not one of another space, nor one that is not there', async () => {
    await writeOwnAxes(file, 'a', axes, 1);
    expect(await readOwnAxes(file, 'b')).toBeNull();
    expect(await readOwnAxes(join(place, 'none'), 'a')).toBeNull();
    expect(await readOwnAxes(place, 'a')).toBeNull();
  });

  it.each([0, 8, 13, 17, 30, 60, 3000])('is not one with a flipped bit at byte %i', async (at) => {
    await writeOwnAxes(file, 'a', axes, 1);
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await readOwnAxes(file, 'a')).toBeNull();
  });

  it.each([0, 11, 51, 53, 5000])('is not one that was cut at byte %i', async (end) => {
    await writeOwnAxes(file, 'a', axes, 1);
    writeFileSync(file, readFileSync(file).subarray(0, end));
    expect(await readOwnAxes(file, 'a')).toBeNull();
  });

  it('is not one whose axes are not orthonormal, though its checksum agrees', async () => {
    await writeOwnAxes(file, 'a', { ...axes, axes: axes.axes.map((value) => value * 1.1) }, 1);
    const bytes = readFileSync(file);
    expect(bytes.readUInt32LE(8)).toBe(crc32(bytes.subarray(12)));
    expect(await readOwnAxes(file, 'a')).toBeNull();
  });
});

describe('axes', () => {
  const random = createRandom(2);
  const directions = Array.from({ length: 20 }, () => drawVector(random));

  it('are found where the vectors lie', () => {
    const vectors = Array.from({ length: 400 }, (_, i) => drawVector(random, directions[i % 20], 0.02));
    const found = checkAxes(findAxes(vectors));
    expect(found?.departure).toBeLessThan(1e-3);
    for (const vector of vectors.slice(0, 20)) {
      let squares = 0;
      for (let start = 0; start < (found?.axes.length ?? 0); start += dimensions) {
        const axis = found?.axes.subarray(start, start + dimensions);
        squares += vector.reduce((sum, value, i) => sum + value * (axis?.[i] ?? 0), 0) ** 2;
      }
      expect(squares).toBeGreaterThan(0.99);
    }
  });

  it.each([
    ['alike', 300],
    ['alone', 1],
    ['not there', 0],
  ])('of vectors that are %s are none, or sound', async (_what, count) => {
    const index = createVectorIndex();
    index.add(Array.from({ length: count }, (_, i) => ({ imageId: `${i}`, vector: shortVector(1, 2) })));
    const found = await index.findAxes(new AbortController().signal);
    if (found !== null) await index.takeAxes(found, () => false);
    expect(index.nearest(shortVector(1, 2), 3, 'cosine', null)).toHaveLength(Math.min(3, count));
  });

  it('are not looked for any more once that is over', async () => {
    const index = createVectorIndex();
    index.add(directions.map((vector, i) => ({ imageId: `${i}`, vector })));
    const stop = new AbortController();
    const finding = index.findAxes(stop.signal);
    stop.abort();
    await expect(finding).rejects.toThrow(/abort/);
  });
});
