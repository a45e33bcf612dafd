import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asidePath } from '../../../../src/adapters/files/aside.ts';
import type { CacheIdentity } from '../../../../src/adapters/vectors/cache/cacheFile.ts';
import { readIndexCache } from '../../../../src/adapters/vectors/cache/readIndexCache.ts';
import { writeIndexCache } from '../../../../src/adapters/vectors/cache/writeIndexCache.ts';
import type { CompactIndex } from '../../../../src/adapters/vectors/compactIndex.ts';
import type { Axes } from '../../../../src/adapters/vectors/prefixes/axes.ts';
import { cellCountFor } from '../../../../src/adapters/vectors/prefixes/cells/findCells.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import { createRandom, drawVector, shortVector } from '../../../core/search/searchCatalog.ts';
import { drawAxes } from '../prefixes/drawAxes.ts';

const identity: CacheIdentity = { space: 'space-a', generation: '7 c0ffee' };
const random = createRandom(1);
/** More than one piece of fine bytes, and a part. */
const centres = Array.from({ length: 20 }, () => drawVector(random));
const vectors = new Map(
  Array.from({ length: 1100 }, (_, i) => [`i${i}`, drawVector(random, centres[i % 20], 0.5)]),
);
const keys = new Map([...vectors.keys()].map((imageId, i) => [imageId, i + 1]));
/** Keys with which vectors were asked for. */
const asked: number[] = [];
function load(imageId: string, key: number) {
  asked.push(key);
  const vector = vectors.get(imageId);
  return vector && { key: keys.get(imageId) ?? 0, vector: vector.slice() };
}
const entries = [...vectors].map(([imageId, vector]) => ({ imageId, vector }));
const query = drawVector(random, centres[7], 0.5);
const axes = drawAxes(centres);

let folder: string;
let file: string;
let vectorsPath: string;
let index: CompactIndex;
let whole: Buffer;

const read = (asked: CacheIdentity = identity, along: Axes | null = axes) =>
  readIndexCache(file, vectorsPath, asked, load, Promise.resolve(along));

/** The nearest by image, since slots may be others. */
function nearestImages(of: CompactIndex) {
  return (['cosine', 'euclidean', 'manhattan'] as const).map((metric) =>
    of.nearest(query, 40, metric, null).map(({ slot, ...rest }) => ({ imageId: of.imageAt(slot), ...rest })),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-cache-'));
  file = join(folder, 'index.cache');
  vectorsPath = join(folder, 'vectors.cache');
  index = createVectorIndex(load);
  index.add(entries);
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

  it('has its sketches and cells, and answers as before', async () => {
    const sketched = createVectorIndex(load, undefined, undefined, { sketched: 1000, divided: 1000 });
    sketched.add(entries);
    await sketched.takeAxes(axes, () => false);
    expect(sketched.content().areSketched).toBe(true);
    expect(sketched.cellCount).toBe(cellCountFor(1100));
    await writeIndexCache(file, identity, sketched, () => false);
    const found = await read();
    expect(found).toMatchObject({ count: 1100, slotCount: 1100, axesId: axes.id });
    if (found === null) return;
    expect(found.content().areSketched).toBe(true);
    expect(found.cellCount).toBe(sketched.cellCount);
    expect(found.content().cells).toEqual(sketched.content().cells);
    expect(nearestImages(found)).toEqual(nearestImages(index));
    expect(found.searches()?.survivors).toHaveLength(2);
    expect(readFileSync(file).length - whole.length).toBeGreaterThan(1100 * 263);
  });

  it('has no prefixes where those in the file are along other axes, none are known, or it has none', async () => {
    const others = [drawAxes([], 3), null];
    for (const other of others) {
      const found = await read(identity, other);
      expect(found).toMatchObject({ count: 1100, axesId: null });
      if (found !== null) expect(nearestImages(found)).toEqual(nearestImages(index));
    }
    const plain = createVectorIndex(load);
    plain.add(entries);
    await writeIndexCache(file, identity, plain, () => false);
    expect(await read()).toMatchObject({ count: 1100, axesId: null });
  });

  it('reads no rows for searches that go by prefixes, and all of them for others', async () => {
    const found = await read();
    writeFileSync(file, 'gone');
    const nearest = found?.nearest(query, 40, 'cosine', null).map(({ slot }) => found.imageAt(slot));
    expect(nearest).toEqual(index.nearest(query, 40, 'cosine', null).map(({ slot }) => index.imageAt(slot)));
    writeFileSync(file, whole);
    const again = await read();
    await again?.wake();
    writeFileSync(file, 'gone');
    asked.length = 0;
    expect(again && nearestImages(again)).toEqual(nearestImages(index));
    expect(asked.length).toBeLessThan(1100);
  });

  it('knows where vectors are stored that were read before it was written, and learns the others', async () => {
    expect(index.vectorOf('i9')).toEqual(vectors.get('i9'));
    await writeIndexCache(file, identity, index, () => false);
    const found = await read();
    asked.length = 0;
    for (const imageId of ['i9', 'i10', 'i10']) {
      found?.vectorOf(imageId);
      // After a change vectors are read anew.
      found?.remove(['i0']);
    }
    expect(asked).toEqual([10, asked[1], 11]);
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
    thinned.add(entries);
    await thinned.takeAxes(axes, () => false);
    thinned.remove(['i0', 'i700', 'i701', 'i1023', 'i1024', 'i1099']);
    await writeIndexCache(file, identity, thinned, () => false);
    const found = await read();
    expect(found).toMatchObject({ count: 1094, slotCount: 1094, axesId: axes.id });
    if (found !== null) expect(nearestImages(found)).toEqual(nearestImages(thinned));
  });
});

const headerEnd = (): number => 24 + whole.readUInt32LE(20);
const rowsBytes = (): number => Number(JSON.parse(whole.toString('utf8', 24, headerEnd())).rowsBytes);

describe('a cache file that is not to be trusted', () => {
  it('is one of another space, or of another generation', async () => {
    expect(await read({ ...identity, space: 'space-b' })).toBeNull();
    expect(await read({ ...identity, generation: '8 c0ffee' })).toBeNull();
    expect(await read({ ...identity, generation: '7 decade' })).toBeNull();
  });

  /** The file with another header, and with checksums that agree. */
  function withHeader(change: (header: Record<string, unknown>) => object): Buffer {
    const header = JSON.parse(whole.toString('utf8', 24, headerEnd())) as Record<string, unknown>;
    const text = Buffer.from(JSON.stringify(change(header)));
    const start = Buffer.from(whole.subarray(0, 24));
    start.writeUInt32LE(text.length, 20);
    const made = Buffer.concat([start, text, whole.subarray(headerEnd())]);
    made.writeUInt32LE(crc32(made.subarray(24, made.length - rowsBytes())), 12);
    made.writeUInt32LE(crc32(made.subarray(12, 24)), 8);
    return made;
  }

  it('is not one whose header was only written again', async () => {
    writeFileSync(
      file,
      withHeader((header) => header),
    );
    expect(await read()).toMatchObject({ count: 1100 });
  });

  it('is one that names an image twice', async () => {
    const { otherIdsBytes } = JSON.parse(whole.toString('utf8', 24, headerEnd())) as {
      otherIdsBytes: number;
    };
    const made = Buffer.from(whole);
    const firstId = headerEnd() + otherIdsBytes;
    made.copy(made, firstId + 32, firstId, firstId + 32);
    made.writeUInt32LE(crc32(made.subarray(24, made.length - rowsBytes())), 12);
    made.writeUInt32LE(crc32(made.subarray(12, 24)), 8);
    writeFileSync(file, made);
    expect(await read()).toBeNull();
  });

  it.each(['version', 'dimension', 'space', 'generation', 'count', 'otherIdsBytes', 'rowsBytes'])(
    'is one whose %s is wrong, of another kind, or missing',
    async (name) => {
      for (const value of [1, 0, -1, 1099, 1101, 2 ** 53, 0.5, null, 'x', [], undefined]) {
        const made = withHeader((header) => ({ ...header, [name]: header[name] === value ? 2 : value }));
        writeFileSync(file, made);
        expect(await read()).toBeNull();
      }
    },
  );

  it.each([undefined, 7, []])('is one that says %o of its copies', async (vectorsFile) => {
    writeFileSync(
      file,
      withHeader((header) => ({ ...header, vectorsFile })),
    );
    expect(await read()).toBeNull();
  });

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

  function flipped(place: number): Buffer {
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 4;
    return bytes;
  }

  it('is one with a flipped bit anywhere in its head: start, header, ids, keys, each kind of prefixes', async () => {
    const rowsStart = whole.length - rowsBytes();
    const start = Array.from({ length: 26 }, (_, i) => i);
    const inHead = [
      headerEnd() - 1,
      headerEnd(),
      headerEnd() + 5000,
      rowsStart - 264 * 1100 - 5,
      rowsStart - 1,
    ];
    for (const place of [...start, ...inHead]) {
      writeFileSync(file, flipped(place));
      expect(await read()).toBeNull();
    }
  });

  it('is not asked for rows that are damaged: they are made anew, and found where they are read at once', async () => {
    const rowsStart = whole.length - rowsBytes();
    const [coarse, fine] = [rowsStart + 6 * 8 * 1100, rowsStart + 6 * 8 * 1100 + 2048 * 1100];
    for (const place of [rowsStart, rowsStart + 4321, coarse, coarse + 1_000_000, fine, whole.length - 1]) {
      writeFileSync(file, flipped(place));
      const found = await read();
      if (place === coarse) await found?.wake();
      expect(found && nearestImages(found)).toEqual(nearestImages(index));
      expect(await read(identity, null)).toBeNull();
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
    expect(await read()).toMatchObject({ count: 1100, axesId: axes.id });
    expect(readdirSync(folder)).toEqual(['index.cache']);
  });

  it('fails where a folder stands in its place, and leaves nothing beside it', async () => {
    rmSync(file);
    mkdirSync(file);
    await expect(writeIndexCache(file, identity, index, () => false)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['index.cache']);
  });
});
