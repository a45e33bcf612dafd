/** Threads say of pairs of pictures what is said of them here, and where there are none it is said here. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type AsideOptions,
  type ComparingAside,
  compareAside,
} from '../../../src/adapters/duplicates/compareAside.ts';
import type { Failure } from '../../../src/contract/failure.ts';
import {
  compareHere,
  type PictureComparer,
  type ShownPicture,
} from '../../../src/core/duplicates/compareBlocks.ts';
import { makeSketchTable, putSketch } from '../../../src/core/duplicates/sketchTable.ts';
import { drawPicture } from '../../engine/workplace.ts';
import { copyKinds, drawCopy } from '../../fixtures/drawCopy.ts';
import { showPicture } from '../../fixtures/showPicture.ts';

const pause = async (): Promise<void> => undefined;
const here = compareHere(pause);

/** An original, its copies, and another picture. */
let pictures: readonly ShownPicture[];
/** The first with each. */
let pairs: Uint32Array;
let reasons: Failure[] = [];
let comparing: ComparingAside | undefined;

beforeAll(async () => {
  const original = await drawPicture(1);
  const copies = await Promise.all(copyKinds.map((kind) => drawCopy(original, kind)));
  pictures = await Promise.all([original, ...copies, await drawPicture(5)].map(showPicture));
  pairs = Uint32Array.from(pictures.slice(1).flatMap((_, at) => [0, at + 1]));
});

afterEach(async () => {
  await comparing?.close();
  comparing = undefined;
  reasons = [];
});

function start(options?: AsideOptions): ComparingAside {
  comparing = compareAside(pause, (reason) => reasons.push(reason), options);
  return comparing;
}

/** By sketches as wholes and as parts, closely, and closely where one has no square. */
async function compareAll(comparer: PictureComparer) {
  const table = makeSketchTable(pictures.length);
  for (const [place, picture] of pictures.entries()) putSketch(table, place, picture);
  const withoutFirst = pictures.map((picture, at) => (at === 0 ? { ...picture, square: null } : picture));
  return Promise.all([
    comparer.bySketches({ table, pairs, mayBeCut: false }),
    comparer.bySketches({ table, pairs, mayBeCut: true }),
    comparer.closely({ pictures, pairs }),
    comparer.closely({ pictures: withoutFirst, pairs }),
  ]);
}

const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures', name);

describe('pictures compared on threads', () => {
  it('are told apart as they are here', async () => {
    const expected = await compareAll(here);
    const likenesses = expected.map((compared) => compared.map((found) => found?.likeness ?? null));
    expect(likenesses[0]).toContain('mirrored');
    expect(likenesses[0]).not.toContain('cropped');
    expect(likenesses[1]).toContain('cropped');
    expect(likenesses[2]).toContain('cropped');
    expect(likenesses[3]).toEqual(likenesses[1]);
    expect(likenesses[2]).not.toEqual(likenesses[3]);
    expect(await compareAll(start({ minPairs: 0 }))).toEqual(expected);
    expect(reasons).toEqual([]);
  });

  it('are compared here where a thread dies, which is said once', async () => {
    const comparer = start({ minPairs: 0, threadFile: fixture('dyingCompareThread.ts') });
    const expected = await compareAll(here);
    // More blocks than there can be threads: one of them gets a second.
    const rounds = await Promise.all(
      Array.from({ length: availableParallelism() }, () => compareAll(comparer)),
    );
    expect(rounds).toEqual(rounds.map(() => expected));
    expect(reasons.map(({ detail }) => detail)).toEqual([expect.stringMatching(/made to die/)]);
  });

  it('are compared here where threads cannot be started', async () => {
    const comparer = start({ minPairs: 0, threadFile: fixture('noSuchThread.ts') });
    expect(await compareAll(comparer)).toEqual(await compareAll(here));
    expect(reasons).toHaveLength(1);
  });

  it('are compared here where they are few', async () => {
    const comparer = start({ minPairs: 1000, threadFile: fixture('noSuchThread.ts') });
    expect(await compareAll(comparer)).toEqual(await compareAll(here));
    expect(reasons).toEqual([]);
  });

  it('are compared no more once it was closed', async () => {
    const comparer = start({ minPairs: 0 });
    const isCancelled = expect(compareAll(comparer)).rejects.toMatchObject({ code: 'cancelled' });
    await comparer.close();
    await isCancelled;
    expect(reasons).toEqual([]);
  });
});
