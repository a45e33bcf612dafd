/** Many tastes together: to the last entry what each one finds by itself. */
import { describe, expect, it } from 'vitest';
import type { BatchOptions } from '../../../src/adapters/vectors/nearestOfEach.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import type { Match, Profile, SearchPort } from '../../../src/core/search/ports.ts';
import { buildCatalog, type CatalogProduct, createRandom, drawVector, plain } from './searchCatalog.ts';

/** Threads for the smallest of searches. */
const always: BatchOptions = { minPairs: 0 };
const count = 300;
const random = createRandom(11);
const centres = Array.from({ length: 6 }, () => drawVector(random));

/** Every third product has a second image, and every tenth is embedded not at all. */
const products: readonly CatalogProduct[] = Array.from({ length: count }, (_, i) => ({
  id: `p${i}`,
  images: {
    [`p${i}`]: i % 10 === 9 ? null : drawVector(random, centres[i % 6], 1),
    ...(i % 3 === 0 && { [`p${i}b`]: drawVector(random, centres[(i + 1) % 6], 1) }),
  },
}));

function drawProfiles(howMany: number): (Profile & { readonly owner: string })[] {
  const some = (most: number) =>
    Array.from({ length: Math.floor(random() * most) }, () => ({
      id: `p${Math.floor(random() * (count + 20))}`,
      weight: 0.1 + random(),
    }));
  return Array.from({ length: howMany }, (_, i) => ({
    owner: `the user ${i}`,
    liked: some(12),
    disliked: some(6),
    leftOut: some(i % 7 === 0 ? 200 : 9).map(({ id }) => id),
  }));
}

async function* inTurn<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) {
    await Promise.resolve();
    yield value;
  }
}

async function oneByOne(search: SearchPort, profile: Profile, metric: typeof plain.metric) {
  const { where, ...options } = { ...plain, metric };
  const asked = search.similar({ kind: 'profile', profile }, where, options);
  return asked.then(
    ({ matches }) => matches,
    () => null,
  );
}

describe('many profiles at once', () => {
  it.each(['cosine', 'euclidean', 'manhattan'] as const)('have by %s what each has', async (metric) => {
    const search = createLocalSearch(buildCatalog(products, always));
    const profiles = drawProfiles(450);
    const expected = await Promise.all(profiles.map((profile) => oneByOne(search, profile, metric)));
    const answers: (readonly Match[] | null)[] = [];
    const onFallback = (reason: Error): never => {
      throw reason;
    };
    const options = { k: plain.k, metric, onFallback };
    for await (const { profile, matches } of search.similarToEach(inTurn(profiles), options)) {
      expect(profile).toBe(profiles[answers.length]);
      answers.push(matches);
    }
    expect(answers).toEqual(expected);
    expect(answers.filter((matches) => matches === null).length).toBeGreaterThan(10);
  });
});
