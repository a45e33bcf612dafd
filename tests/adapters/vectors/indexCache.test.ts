import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asidePath } from '../../../src/adapters/files/aside.ts';
import {
  type CacheIdentity,
  readIndexCache,
  writeIndexCache,
} from '../../../src/adapters/vectors/indexCache.ts';
import { type CompactIndex, createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import { createRandom, drawVector, shortVector } from '../../core/search/searchCatalog.ts';
import { drawAxes } from './prefixes/drawAxes.ts';

const identity: CacheIdentity = { space: 'space-a', generation: '7 c0ffee' };
const random = createRandom(1);
/** More than one piece of fine bytes, and a part. */
const vectors = new Map(Array.from({ length: 1100 }, (_, i) => [`i${i}`, drawVector(random)]));
const load = (imageIds: readonly string[]) =>
  imageIds.flatMap((imageId) => {
    const vector = vectors.get(imageId);
    return vector === undefined ? [] : [{ imageId, vector }];
  });
const query = drawVector(random);
const axes = drawAxes([...vectors.values()].slice(0, 20));

let folder: string;
let file: string;
let index: CompactIndex;
let whole: Buffer;

const read = (asked: CacheIdentity = identity) => readIndexCache(file, asked, load, Promise.resolve(axes));

/** The nearest by image, since slots may be others. */
function nearestImages(of: CompactIndex) {
  return (['cosine', 'euclidean', 'manhattan'] as const).map((metric) =>
    of.nearest(query, 40, metric, null).map(({ slot, ...rest }) => ({ imageId: of.imageAt(slot), ...rest })),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-cache-'));
  file = join(folder, 'index.cache');
  index = createVectorIndex(load);
  index.add(load([...vectors.keys()]));
  await index.takeAxes(axes, () => false);
  expect(await writeIndexCache(file, identity, index, () => false)).toBe(true);
  whole = readFileSync(file);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(file, { recursive: true, force: true });
  writeFileSync(file, whole);
});

describe('an index read from its cache file', () => {
  it('answers as the one that was written, and holds its vectors', async () => {
    const found = await read();
    expect(found).toMatchObject({ count: 1100, slotCount: 1100, axesId: axes.id });
    if (found === null) return;
    expect(nearestImages(found)).toEqual(nearestImages(index));
    expect([...vectors].every(([imageId, vector]) => found.holds(imageId, vector))).toBe(true);
    expect(found.holds('i3', shortVector(1))).toBe(false);
  });

  it('has no prefixes where those in the file are along other axes, none are known, or it has none', async () => {
    const others = [drawAxes([], 3), null];
    for (const other of others) {
      const found = await readIndexCache(file, identity, load, Promise.resolve(other));
      expect(found).toMatchObject({ count: 1100, axesId: null });
      if (found !== null) expect(nearestImages(found)).toEqual(nearestImages(index));
    }
    const plain = createVectorIndex(load);
    plain.add(load([...vectors.keys()]));
    await writeIndexCache(file, identity, plain, () => false);
    expect(await read()).toMatchObject({ count: 1100, axesId: null });
  });

  it('can be added to and taken from', async () => {
    const found = await read();
    found?.remove(['i5']);
    found?.add([{ imageId: 'new', vector: shortVector(1) }]);
    expect(found).toMatchObject({ count: 1100, slotCount: 1101 });
    expect(found?.slotOf('i5')).toBeUndefined();
    expect(found?.holds('new', shortVector(1))).toBe(true);
  });

  it('leaves out what was removed before it was written', async () => {
    const thinned = createVectorIndex(load);
    thinned.add(load([...vectors.keys()]));
    await thinned.takeAxes(axes, () => false);
    thinned.remove(['i0', 'i700', 'i701', 'i1023', 'i1024', 'i1099']);
    await writeIndexCache(file, identity, thinned, () => false);
    const found = await read();
    expect(found).toMatchObject({ count: 1094, slotCount: 1094, axesId: axes.id });
    if (found !== null) expect(nearestImages(found)).toEqual(nearestImages(thinned));
  });
});

describe('a cache file that is not to be trusted', () => {
  it('is one of another space, or of another generation', async () => {
    expect(await read({ ...identity, space: 'space-b' })).toBeNull();
    expect(await read({ ...identity, generation: '8 c0ffee' })).toBeNull();
    expect(await read({ ...identity, generation: '7 decade' })).toBeNull();
  });

  /** The file with another header, and with a checksum that agrees. */
  function withHeader(change: (header: Record<string, unknown>) => object): Buffer {
    const length = whole.readUInt32LE(12);
    const header = JSON.parse(whole.toString('utf8', 16, 16 + length)) as Record<string, unknown>;
    const text = Buffer.from(JSON.stringify(change(header)));
    const start = Buffer.from(whole.subarray(0, 16));
    start.writeUInt32LE(text.length, 12);
    const made = Buffer.concat([start, text, whole.subarray(16 + length)]);
    made.writeUInt32LE(crc32(made.subarray(12)), 8);
    return made;
  }

  it('is not one whose header was only written again', async () => {
    writeFileSync(
      file,
      withHeader((header) => header),
    );
    expect(await read()).toMatchObject({ count: 1100 });
  });

  it.each(['version', 'dimension', 'space', 'generation', 'count', 'idsBytes', 'rowsBytes'])(
    'is one whose %s is wrong, of another kind, or missing',
    async (name) => {
      for (const value of [1, 0, -1, 1099, 1101, 2 ** 53, 0.5, null, 'x', [], undefined]) {
        const made = withHeader((header) => ({ ...header, [name]: header[name] === value ? 2 : value }));
        writeFileSync(file, made);
        expect(await read()).toBeNull();
      }
    },
  );

  it.each([null, undefined, 7, []])('is one that says %o of its axes', async (axesId) => {
    writeFileSync(
      file,
      withHeader((header) => ({ ...header, axesId })),
    );
    expect(await read()).toBeNull();
  });

  it.each([
    ['count and rows', { count: 1099, rowsBytes: (row: number) => row * 1099 }],
    ['more rows than there are', { count: 1101, rowsBytes: (row: number) => row * 1101 }],
    ['no rows', { count: 0, rowsBytes: () => 0 }],
  ])('is one whose numbers agree among each other, but not with the file: %s', async (_what, wrong) => {
    const made = withHeader((header) => {
      const rowsBytes = wrong.rowsBytes(Number(header['rowsBytes']) / 1100);
      const moved = Number(header['rowsBytes']) - rowsBytes;
      return { ...header, count: wrong.count, rowsBytes, idsBytes: Number(header['idsBytes']) + moved };
    });
    writeFileSync(file, made);
    expect(await read()).toBeNull();
  });

  it.each([0, 1, 7, 8, 12, 15, 16, 17, 100, 2000, 20_000, 1_000_000, -1, -5000])(
    'is one that was cut at byte %i',
    async (end) => {
      writeFileSync(file, whole.subarray(0, end < 0 ? whole.length + end : end));
      expect(await read()).toBeNull();
    },
  );

  it('is one with bytes after its end', async () => {
    writeFileSync(file, Buffer.concat([whole, Buffer.alloc(1)]));
    expect(await read()).toBeNull();
  });

  it('is one with a flipped bit anywhere: start, header, ids, each kind of rows, the last byte', async () => {
    const headerEnd = 16 + whole.readUInt32LE(12);
    const rowsStart = headerEnd + Number(JSON.parse(whole.toString('utf8', 16, headerEnd)).idsBytes);
    const kinds = Array.from({ length: 6 }, (_, kind) => rowsStart + kind * 8 * 1100 + 4321);
    const [coarse, fine] = [rowsStart + 6 * 8 * 1100, rowsStart + 6 * 8 * 1100 + 2048 * 1100];
    const start = Array.from({ length: 20 }, (_, i) => i);
    for (const place of [
      ...start,
      headerEnd - 1,
      headerEnd,
      rowsStart - 1,
      rowsStart,
      ...kinds,
      coarse,
      coarse + 1_000_000,
      fine,
      fine + 1_000_000,
      fine + 2_200_000,
      whole.length - 1,
    ]) {
      const flipped = Buffer.from(whole);
      flipped[place] = (flipped[place] ?? 0) ^ 4;
      writeFileSync(file, flipped);
      expect(await read()).toBeNull();
    }
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100_000)],
    ['text', Buffer.from('not an index '.repeat(5000))],
    ['a database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192)])],
  ])('is a foreign one: %s', async (_what, bytes) => {
    writeFileSync(file, bytes);
    expect(await read()).toBeNull();
  });

  it('is one that is not there, a folder, or a pipe that nobody writes to', async () => {
    rmSync(file);
    expect(await read()).toBeNull();
    mkdirSync(file);
    expect(await read()).toBeNull();
    rmSync(file, { recursive: true });
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [file]);
    expect(await read()).toBeNull();
  });
});

describe('writing the cache file', () => {
  it('stops where it is told that it is stale, and leaves what was there, and nothing beside it', async () => {
    let asked = 0;
    const isStale = () => ++asked === 3;
    expect(await writeIndexCache(file, { ...identity, space: 'space-b' }, index, isStale)).toBe(false);
    expect(asked).toBe(3);
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(readdirSync(folder)).toEqual(['index.cache']);
  });

  it('writes over what a killed process left', async () => {
    writeFileSync(asidePath(file, { isOnlyWriter: true }), 'half '.repeat(1_000_000));
    rmSync(file);
    expect(await writeIndexCache(file, identity, index, () => false)).toBe(true);
    expect(readFileSync(file).equals(whole)).toBe(true);
    expect(readdirSync(folder)).toEqual(['index.cache']);
  });

  it('fails where a folder stands in its place, and leaves nothing beside it', async () => {
    rmSync(file);
    mkdirSync(file);
    await expect(writeIndexCache(file, identity, index, () => false)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['index.cache']);
  });
});
