import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readIndexCache } from '../../../../src/adapters/vectors/cache/readIndexCache.ts';
import { checkedVector, headBytes, vectorBytes } from '../../../../src/adapters/vectors/cache/vectorsFile.ts';
import { writeIndexCache } from '../../../../src/adapters/vectors/cache/writeIndexCache.ts';
import { writeVectorsFile } from '../../../../src/adapters/vectors/cache/writeVectorsFile.ts';
import type { CompactIndex } from '../../../../src/adapters/vectors/compactIndex.ts';
import { createVectorIndex } from '../../../../src/adapters/vectors/vectorIndex.ts';
import { createRandom, drawVector } from '../../../core/search/searchCatalog.ts';
import { drawAxes } from '../prefixes/drawAxes.ts';

const random = createRandom(9);
const centres = Array.from({ length: 20 }, () => drawVector(random));
const drawn = Array.from({ length: 1100 }, (_, i) => drawVector(random, centres[i % 20], 0.5));
/** What is stored, by image. */
const stored = new Map<string, Float32Array>();
let asked: string[] = [];
function load(imageId: string) {
  asked.push(imageId);
  const vector = stored.get(imageId);
  return vector && { key: 1, vector: vector.slice() };
}
const identity = { space: 'a', generation: '1' };
const axes = drawAxes(centres);
const query = drawVector(random, centres[3], 0.5);

const folder = mkdtempSync(join(tmpdir(), 'twinset-vectors-'));
const file = join(folder, 'index.cache');
const path = join(folder, 'vectors.cache');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let index: CompactIndex;

function add(count: number): void {
  const first = stored.size;
  for (let i = first; i < first + count; i++) stored.set(`i${i}`, drawn[i % drawn.length] ?? query);
  index.add([...stored].slice(first).map(([imageId, vector]) => ({ imageId, vector, key: 1 })));
}

const write = (isStale = () => false) => writeVectorsFile(path, index, isStale);

async function reopen(): Promise<CompactIndex> {
  await writeIndexCache(file, identity, index, () => false);
  const found = await readIndexCache(file, path, identity, load, Promise.resolve(axes));
  if (found === null) throw new Error('The cache file was not read.');
  return found;
}

const ask = (of: CompactIndex) =>
  (['cosine', 'euclidean'] as const).map((metric) =>
    of
      .nearest(query, 30, metric, null)
      .map(({ slot, distance, score }) => ({ image: of.imageAt(slot), distance, score })),
  );

beforeEach(async () => {
  rmSync(path, { force: true });
  stored.clear();
  index = createVectorIndex(load);
  add(1000);
  await index.takeAxes(axes, () => false);
  await write();
});

describe('copies of the vectors', () => {
  it('answer in place of where vectors are stored', async () => {
    const answer = ask(index);
    const opened = await reopen();
    asked = [];
    expect(ask(opened)).toEqual(answer);
    expect(asked).toEqual([]);
    expect(statSync(path).size).toBe(headBytes + 1000 * vectorBytes);
    expect(opened.vectorOf('i7')).toEqual(stored.get('i7'));
  });

  it('serve many searches at once', async () => {
    const opened = await reopen();
    asked = [];
    let answers = 0;
    const requests = Array.from({ length: 50 }, (_, slot) => ({ slots: [slot], k: 5, allowed: null }));
    for await (const { neighbours } of opened.nearestOfEach(requests, 'cosine', () => undefined))
      answers += neighbours.length;
    expect(answers).toBe(50);
    expect(asked).toEqual([]);
  });

  it('are written behind the others where some came, and all anew where most are gone', async () => {
    add(100);
    const before = readFileSync(path);
    await write();
    const after = readFileSync(path);
    expect(after.length).toBe(before.length + 100 * vectorBytes);
    expect(after.subarray(0, before.length).equals(before)).toBe(true);
    asked = [];
    const answer = ask(await reopen());
    expect(asked).toEqual([]);
    expect(answer).toEqual(ask(index));

    index.remove([...stored.keys()].slice(0, 900));
    await write();
    expect(statSync(path).size).toBe(after.length);
    index.remove([...stored.keys()].slice(900, 1080));
    await write();
    expect(statSync(path).size).toBe(headBytes + 20 * vectorBytes);
    expect(readdirSync(folder).filter((name) => name.startsWith('vectors'))).toEqual(['vectors.cache']);
  });

  it('of a vector that became another are not used', async () => {
    const another = drawVector(random, centres[3], 0.1);
    stored.set('i5', another);
    index.add([{ imageId: 'i5', vector: another, key: 1 }]);
    expect(index.vectorOf('i5')).toEqual(another);
    expect(ask(index)[0]?.some(({ image }) => image === 'i5')).toBe(true);
    await write();
    const opened = await reopen();
    asked = [];
    expect(ask(opened)).toEqual(ask(index));
    expect(asked).toEqual([]);
  });

  it('are not known of where writing them was stale', async () => {
    add(300);
    let turns = 0;
    await expect(write(() => ++turns > 1)).rejects.toThrow('meanwhile');
    asked = [];
    expect(ask(await reopen())).toEqual(ask(index));
    expect(index.copies.has(1200)).toBe(false);
    await write();
    expect(index.copies.has(1200)).toBe(true);
  });
});

describe('a file of copies that is not to be trusted', () => {
  it.each([
    ['gone', () => rmSync(path)],
    ['cut', () => truncateSync(path, headBytes + 20 * vectorBytes + 5)],
    ['empty', () => truncateSync(path, 0)],
    ['of another index', () => writeFileSync(path, readFileSync(path).fill(65, 8, 40))],
    [
      'flipped everywhere',
      () =>
        writeFileSync(
          path,
          readFileSync(path).map((byte, at) => (at < headBytes ? byte : byte ^ 1)),
        ),
    ],
    [
      'moved by a vector',
      () => {
        const bytes = readFileSync(path);
        writeFileSync(path, bytes.subarray(0, headBytes));
        appendFileSync(path, bytes.subarray(headBytes + vectorBytes));
      },
    ],
  ])('answers as ever: %s', async (_what, damage) => {
    const answer = ask(index);
    await writeIndexCache(file, identity, index, () => false);
    damage();
    const opened = await readIndexCache(file, path, identity, load, Promise.resolve(axes));
    asked = [];
    expect(opened && ask(opened)).toEqual(answer);
    expect(asked.length).toBeGreaterThan(0);
    if (opened === null) return;
    await writeVectorsFile(path, opened, () => false);
    asked = [];
    opened.remove(['none']);
    expect(ask(opened)).toEqual(answer);
  });
});

describe('the checksum of a vector', () => {
  it('is another after any change, also of two numbers that change places', () => {
    const { vector, sum } = checkedVector();
    const random = createRandom(4);
    vector.set(drawVector(random));
    const whole = vector.slice();
    const sums = new Set([sum()]);
    for (let i = 0; i < 2044; i += 7) {
      vector.set(whole);
      vector.set(
        [vector[i + 4] ?? 0, vector[i + 1] ?? 0, vector[i + 2] ?? 0, vector[i + 3] ?? 0, vector[i] ?? 0],
        i,
      );
      sums.add(sum());
      vector.set(whole);
      vector[i] = (vector[i] ?? 0) * (1 + 2 ** -22);
      sums.add(sum());
      vector.set(whole);
      vector.fill(0, i);
      sums.add(sum());
    }
    expect(sums.size).toBe(1 + 3 * 292);
    vector.set(whole);
    expect(sums.has(sum())).toBe(true);
  });
});
