import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BatchOptions } from '../../../src/adapters/vectors/nearestOfEach.ts';
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import { Failure } from '../../../src/contract/failure.ts';
import type { Metric } from '../../../src/contract/search.ts';
import type { NearestRequest, Neighbour, VectorIndex } from '../../../src/core/search/ports.ts';
import {
  createRandom,
  dimensions,
  drawVector,
  normalise,
  shortVector,
} from '../../core/search/searchCatalog.ts';

/** Threads for the smallest of searches, as an export of tens of thousands of products has them. */
const always: BatchOptions = { minPairs: 0 };
const never: BatchOptions = { minPairs: Number.POSITIVE_INFINITY };

function fill(vectors: readonly Float32Array[], batch = always): VectorIndex {
  const index = createVectorIndex(undefined, undefined, batch);
  index.add(vectors.map((vector, i) => ({ imageId: `i${i}`, vector })));
  return index;
}

function drawClusters(count: number, seed: number, spread: number): Float32Array[] {
  const random = createRandom(seed);
  const centres = Array.from({ length: 8 }, () => drawVector(random));
  return Array.from({ length: count }, (_, i) => drawVector(random, centres[i % 8], spread));
}

/** Negative numbers too, which the batch threads' bytes cannot have as they are. */
function drawSigned(count: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    normalise(new Float32Array(dimensions).map(() => random() - 0.5)),
  );
}

/** Pooled features of many images, a few of them slightly below zero. */
function drawNearlyPositive(count: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  return drawClusters(count, seed, 1).map((vector) =>
    normalise(vector.map((value) => value - 0.01 * random())),
  );
}

const everySlot = (index: VectorIndex, k: number, allowed: Uint8Array | null = null): NearestRequest[] =>
  Array.from({ length: index.slotCount }, (_, slot) => ({ slots: [slot], k, allowed }));

const noFallback = (reason: Failure): never => {
  throw reason;
};

async function askAll(
  index: VectorIndex,
  requests: readonly NearestRequest[],
  metric: Metric = 'cosine',
  onFallback: (reason: Failure) => void = noFallback,
): Promise<Neighbour[][][]> {
  const answers: Neighbour[][][] = [];
  for await (const { request, neighbours } of index.nearestOfEach(requests, metric, onFallback)) {
    expect(request).toBe(requests[answers.length]);
    answers.push(neighbours.map((list) => [...list]));
  }
  return answers;
}

/** What one search each answers. */
function askOneByOne(
  index: VectorIndex,
  requests: readonly NearestRequest[],
  metric: Metric = 'cosine',
): Neighbour[][][] {
  return requests.map(({ slots, k, allowed }) =>
    slots.map((slot) => {
      const vector = index.vectorOf(index.imageAt(slot) ?? '');
      return vector === undefined ? [] : index.nearest(vector, k, metric, allowed);
    }),
  );
}

describe.each(['cosine', 'euclidean', 'manhattan'] as const)('many searches at once by %s', (metric) => {
  const kinds = {
    clustered: drawClusters(400, 2, 1),
    'nearly alike': drawClusters(400, 3, 0.001),
    'not quite positive': drawNearlyPositive(400, 4),
    scattered: drawSigned(400, 1),
  };

  it.each(Object.entries(kinds))('answer as one search each does: %s vectors', async (_, vectors) => {
    const index = fill(vectors);
    const requests = everySlot(index, 12);
    expect(await askAll(index, requests, metric)).toEqual(askOneByOne(index, requests, metric));
  });
});

describe('many searches at once', () => {
  const vectors = drawClusters(500, 7, 1);

  it('keep to the slots that each request allows, and to its own k', async () => {
    const random = createRandom(5);
    const masks = [0.01, 0.3, 0.9].map((share) => Uint8Array.from(vectors, () => (random() < share ? 1 : 0)));
    const index = fill(vectors);
    const requests = vectors.map(
      (_, slot): NearestRequest => ({
        slots: [slot],
        k: 1 + (slot % 40),
        allowed: [null, ...masks][slot % 4] ?? null,
      }),
    );
    expect(await askAll(index, requests)).toEqual(askOneByOne(index, requests));
  });

  it('answer every image of a request, and one without images', async () => {
    const index = fill(vectors);
    const requests = [[3, 470, 12], [], [5]].map((slots) => ({ slots, k: 9, allowed: null }));
    const answers = await askAll(index, requests);
    expect(answers).toEqual(askOneByOne(index, requests));
    expect(answers.map((lists) => lists.length)).toEqual([3, 0, 1]);
  });

  it('answer vectors that are in no slot beside those that are, also from requests that have to be waited for', async () => {
    const index = fill(vectors);
    const drawn = drawClusters(450, 21, 2);
    const requests = drawn.map((vector, i): NearestRequest => {
      const own = [vector, ...(i % 3 === 0 ? [drawn[(i + 1) % 450] ?? vector] : [])];
      return { slots: i % 4 === 0 ? [i] : [], vectors: own, k: 1 + (i % 30), allowed: null };
    });
    async function* coming(): AsyncGenerator<NearestRequest> {
      for (const request of requests) {
        await Promise.resolve();
        yield request;
      }
    }
    const answers: Neighbour[][][] = [];
    for await (const { neighbours } of index.nearestOfEach(coming(), 'cosine', noFallback))
      answers.push(neighbours.map((list) => [...list]));
    const ofSlots = askOneByOne(index, requests);
    expect(answers).toEqual(
      requests.map(({ vectors: own = [], k, allowed }, i) => [
        ...(ofSlots[i] ?? []),
        ...own.map((vector) => index.nearest(vector, k, 'cosine', allowed)),
      ]),
    );
  });

  it('answer more than fit into two windows, in order', async () => {
    const index = fill(vectors);
    const expected = askOneByOne(index, everySlot(index, 3));
    const slots = Array.from({ length: 5000 }, (_, i) => (i * 7) % 500);
    const answers = await askAll(
      index,
      slots.map((slot) => ({ slots: [slot], k: 3, allowed: null })),
    );
    expect(answers).toEqual(slots.map((slot) => expected[slot]));
  });

  it('order exact ties by slot, also where the tie straddles k', async () => {
    const twin = shortVector(1, 2);
    const index = fill([shortVector(2, 1), ...Array.from({ length: 90 }, () => twin), shortVector(1, 2.1)]);
    const requests = everySlot(index, 20);
    expect(await askAll(index, requests)).toEqual(askOneByOne(index, requests));
  });

  it('answer where too many rows are alike to be told apart by their bytes', async () => {
    const index = fill([...Array.from({ length: 2500 }, () => shortVector(3, 4)), shortVector(4, 3)]);
    const requests = [0, 1200, 2500].map((slot) => ({ slots: [slot], k: 5, allowed: null }));
    expect(await askAll(index, requests)).toEqual(askOneByOne(index, requests));
  });

  it('pass over removed images, also those that are removed meanwhile', async () => {
    const index = fill(vectors);
    index.remove(['i0', 'i250', 'i499']);
    const requests = everySlot(index, 8);
    const before = askOneByOne(index, requests);
    const answers: Neighbour[][][] = [];
    for await (const { neighbours } of index.nearestOfEach(requests, 'cosine', noFallback)) {
      answers.push(neighbours.map((list) => [...list]));
      if (answers.length === 200) index.remove(['i300', 'i301', 'i420']);
    }
    expect(answers.slice(0, 200)).toEqual(before.slice(0, 200));
    expect(answers.slice(200)).toEqual(askOneByOne(index, requests).slice(200));
    expect(answers[0]).toEqual([[]]);
  });

  it('go on one by one where a thread dies, and say so once', async () => {
    const threadFile = join(import.meta.dirname, '../../fixtures/dyingBatchThread.ts');
    const index = fill(vectors, { minPairs: 0, threadFile });
    // More blocks than there can be threads: one of them gets a second.
    const once = everySlot(index, 12);
    const rounds = [once, once, once, once];
    const reasons: Failure[] = [];
    const answers = await askAll(index, rounds.flat(), 'cosine', (reason) => reasons.push(reason));
    const expected = askOneByOne(index, once);
    expect(answers).toEqual(rounds.flatMap(() => expected));
    expect(reasons.map(({ detail }) => detail)).toEqual([expect.stringMatching(/made to die/)]);
  });

  it('go on one by one where the threads cannot be started', async () => {
    const index = fill(vectors, { minPairs: 0, threadFile: join(import.meta.dirname, 'noSuchThread.ts') });
    const requests = everySlot(index, 5).slice(0, 50);
    const reasons: Failure[] = [];
    const answers = await askAll(index, requests, 'cosine', (reason) => reasons.push(reason));
    expect(answers).toEqual(askOneByOne(index, requests));
    expect(reasons).toEqual([expect.any(Failure)]);
  });

  it('start no threads for a few products', async () => {
    const index = fill(vectors, { minPairs: 500 * 51, threadFile: 'there is no such file' });
    const requests = everySlot(index, 5).slice(0, 50);
    expect(await askAll(index, requests)).toEqual(askOneByOne(index, requests));
  });

  it('run beside each other on one index', async () => {
    const index = fill(vectors);
    const requests = everySlot(index, 7);
    const expected = askOneByOne(fill(vectors, never), requests);
    expect(await Promise.all([askAll(index, requests), askAll(index, requests)])).toEqual([
      expected,
      expected,
    ]);
  });

  it('end their threads when they are given up, and can begin anew', async () => {
    const index = fill(vectors);
    const requests = everySlot(index, 5);
    const threadsUnderWay = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const before = threadsUnderWay();
    for (let round = 0; round < 9; round++) {
      for await (const { neighbours } of index.nearestOfEach(requests, 'cosine', noFallback)) {
        expect(neighbours[0]?.[0]?.slot).toBe(0);
        expect(threadsUnderWay()).toBeGreaterThan(before);
        break;
      }
    }
    expect(threadsUnderWay()).toBe(before);
  });
});
