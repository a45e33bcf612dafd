/** Whatever ends a program while sketches are made: the next one answers as if there had never been any. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAside } from '../../../../src/adapters/files/aside.ts';
import { writeIndexCache } from '../../../../src/adapters/vectors/cache/writeIndexCache.ts';
import { axes, fileIn, identity, imageCount, makeIndex, nearestImages, readIndex } from './sketchedIndex.ts';

const program = fileURLToPath(new URL('sketchProcess.ts', import.meta.url));

let folder: string;
/** With prefixes and no sketches, as a version before them wrote it. */
let older: string;
let right: object[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-sketches-'));
  older = join(folder, 'older.cache');
  const plain = makeIndex(Number.POSITIVE_INFINITY);
  right = nearestImages(plain);
  await plain.takeAxes(axes, () => false);
  await writeIndexCache(fileIn(folder), identity, plain, () => false);
  copyFileSync(fileIn(folder), older);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the program so long after it has said where it is; null: it ends by itself. */
async function sketchAndKill(at: string | null, delayMs: number): Promise<void> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (at === null) child.stdin.end();
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== at) continue;
    await wait(delayMs);
    child.kill('SIGKILL');
  }
  const [, signal] = await ended;
  expect(signal).toBe(at === null ? null : 'SIGKILL');
}

/** What is beside the files that belong there is what a killed writer leaves, which the next one takes away. */
const strangers = (): string[] =>
  readdirSync(folder).filter((name) => !isAside(name) && !['index.cache', 'older.cache'].includes(name));

describe('a program that is killed while it makes sketches', () => {
  it.each([
    ['sketching', 40],
    ['sketching', 120],
    ['writing', 0],
    ['writing', 3],
    ['written', 0],
  ])('(%s, %i ms later) leaves what the next answers by exactly', async (at, delayMs) => {
    for (const isThere of [true, false]) {
      if (isThere) copyFileSync(older, fileIn(folder));
      else rmSync(fileIn(folder), { force: true });
      await sketchAndKill(at, delayMs);
      expect(strangers()).toEqual([]);
      const found = await readIndex(folder);
      if (isThere || at === 'written') expect(found).toMatchObject({ count: imageCount, axesId: axes.id });
      const index = found ?? makeIndex(imageCount);
      expect(nearestImages(index)).toEqual(right);
      await index.takeAxes(axes, () => false);
      expect(nearestImages(index)).toEqual(right);
    }
  });

  it('does not hold up the one that ends by itself', async () => {
    await sketchAndKill(null, 0);
    const found = await readIndex(folder);
    expect(found?.content().areSketched).toBe(true);
    expect(found && nearestImages(found)).toEqual(right);
    expect(readdirSync(folder).sort()).toEqual(['index.cache', 'older.cache']);
  });
});

describe('sketches that are half made', () => {
  it.each([1, 400, imageCount - 1])('(%i rows) answer exactly, and are not kept as whole', async (rows) => {
    const index = makeIndex(imageCount);
    let done = 0;
    await index.takeAxes(axes, () => ++done === rows);
    expect(done).toBe(rows);
    expect(nearestImages(index)).toEqual(right);
    expect(index.content()).toMatchObject({ axesId: null, areSketched: false });
    await writeIndexCache(fileIn(folder), identity, index, () => false);
    const found = await readIndex(folder);
    expect(found).toMatchObject({ count: imageCount, axesId: null });
    expect(found && nearestImages(found)).toEqual(right);
  });
});
