/** What a taste recommends, against vectors worked out by hand and a brute force. */
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../src/core/search/ports.ts';
import {
  buildCatalog,
  type CatalogProduct,
  createRandom,
  dimensions,
  drawVector,
  findSimilar,
  normalise,
  plain,
  type SearchOptions,
  shortVector,
} from './searchCatalog.ts';

function profileOf(liked: readonly string[], disliked: readonly string[] = []): Profile {
  const weigh = (ids: readonly string[]) => ids.map((id) => ({ id, weight: 1 }));
  return {
    owner: 'the board "Test"',
    liked: weigh(liked),
    disliked: weigh(disliked),
    leftOut: [...liked, ...disliked],
  };
}

const recommend = (
  products: readonly CatalogProduct[],
  profile: Profile,
  part: Partial<SearchOptions> = {},
) => findSimilar(buildCatalog(products), { kind: 'profile', profile }, { ...plain, ...part });

const axes: readonly CatalogProduct[] = [
  { id: 'x', images: { x: shortVector(1, 0, 0) } },
  { id: 'y', images: { y: shortVector(0, 1, 0) } },
  { id: 'z', images: { z: shortVector(0, 0, 1) } },
  { id: 'xy', images: { xy: shortVector(1, 1, 0) } },
  { id: 'xz', images: { xz: shortVector(1, 0, 1) } },
  { id: 'yz', images: { yz: shortVector(0, 1, 1) } },
];

describe('a profile', () => {
  it('is the mean of the liked less half of the mean of the disliked', async () => {
    const { results } = await recommend(axes, profileOf(['x', 'y'], ['z', 'xz']));
    // (½, ½, 0) − ½ · ((0, 0, 1) + (√½, 0, √½)) / 2
    const away = 0.25 * Math.SQRT1_2;
    const query = [0.5 - away, 0.5, -0.25 - away];
    const length = Math.hypot(...query);
    const [qx = 0, qy = 0, qz = 0] = query.map((value) => value / length);
    expect(results.map(({ id }) => id)).toEqual(['xy', 'yz']);
    expect(results[0]?.score).toBeCloseTo((qx + qy) * Math.SQRT1_2, 6);
    expect(results[1]?.score).toBeCloseTo((qy + qz) * Math.SQRT1_2, 6);
  });

  it('counts products by their weights', async () => {
    const profile: Profile = {
      ...profileOf([]),
      liked: [
        { id: 'x', weight: 3 },
        { id: 'y', weight: 1 },
      ],
    };
    const { results } = await recommend(axes, profile);
    const length = Math.hypot(3, 1);
    expect(results[0]).toMatchObject({ id: 'x' });
    expect(results.find(({ id }) => id === 'xy')?.score).toBeCloseTo((4 / length) * Math.SQRT1_2, 6);
  });

  it('works from its first liked product, and says where each recommendation comes from', async () => {
    const one = await recommend(axes, profileOf(['x']));
    expect(one.results.slice(0, 2).map(({ id, from }) => [id, from])).toEqual([
      ['xy', 'x'],
      ['xz', 'x'],
    ]);
    const two = await recommend(axes, profileOf(['xz', 'y']));
    const origins = new Map(two.results.map(({ id, from }) => [id, from]));
    expect(origins).toEqual(
      new Map([
        ['x', 'xz'],
        ['z', 'xz'],
        ['xy', 'y'],
        ['yz', 'y'],
      ]),
    );
  });

  it('takes no notice of products that are gone or not embedded', async () => {
    const products = [...axes, { id: 'bare', images: { bare: null } }];
    const whole = await recommend(products, profileOf(['x', 'gone', 'bare'], ['gone too']));
    expect(whole.results).toEqual((await recommend(products, profileOf(['x']))).results);
  });

  it.each([
    [profileOf([]), 'has no liked product'],
    [profileOf([], ['x']), 'What is disliked alone'],
    [profileOf(['gone']), 'can be compared now'],
  ])('without anything to look for is refused in words', async (profile, words) => {
    await expect(recommend(axes, profile)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(words),
    });
  });

  it.each(['cosine', 'euclidean', 'manhattan'] as const)(
    'is that of a brute force, by %s',
    async (metric) => {
      const random = createRandom(11);
      const products = Array.from({ length: 60 }, (_, i) => ({
        id: `p${i}`,
        images: { [`i${i}`]: drawVector(random) },
      }));
      const vectorOf = (i: number) => products[i]?.images[`i${i}`] ?? new Float32Array(dimensions);
      const mean = Float32Array.from({ length: dimensions }, (_, at) => {
        const sumOf = (those: readonly number[]) => those.reduce((sum, i) => sum + (vectorOf(i)[at] ?? 0), 0);
        return sumOf([3, 7, 20]) / 3 - sumOf([5, 9]) / 4;
      });
      const query = normalise(mean);
      const distance = (other: Float32Array): number => {
        const gaps = Array.from(other, (value, at) => value - (query[at] ?? 0));
        return metric === 'manhattan'
          ? gaps.reduce((sum, gap) => sum + Math.abs(gap), 0)
          : Math.hypot(...gaps);
      };
      const left = products.map((_, i) => i).filter((i) => ![3, 7, 20, 5, 9].includes(i));
      const expected = left
        .map((i) => ({ id: `p${i}`, far: distance(vectorOf(i)) }))
        .sort((a, b) => a.far - b.far)
        .slice(0, 10);
      const { results } = await recommend(products, profileOf(['p3', 'p7', 'p20'], ['p5', 'p9']), { metric });
      expect(results.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    },
  );
});
