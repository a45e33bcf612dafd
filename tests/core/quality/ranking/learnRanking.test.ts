import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/map/random.ts';
import {
  type DecidedPair,
  learnRanking,
  standingOf,
} from '../../../../src/core/quality/ranking/learnRanking.ts';
import { pairFeatures } from '../../../../src/core/quality/ranking/pairFeatures.ts';

/** Eight decisions on each of so many products, by a curator who goes by the field, by likeness, or by neither. */
function decide(products: number, taste: 'field' | 'likeness' | 'neither', seed = 5): DecidedPair[] {
  const random = createRandom(seed);
  return Array.from({ length: products * 8 }, (_, at) => {
    const score = 0.7 + 0.3 * random();
    const agrees = random() < 0.5 ? 1 : -1;
    const chance = { field: agrees > 0 ? 0.85 : 0.15, likeness: score > 0.85 ? 0.85 : 0.15, neither: 0.5 };
    return {
      group: Math.floor(at / 8),
      features: [score, agrees],
      isAccepted: random() < chance[taste],
    };
  });
}

const learn = (pairs: readonly DecidedPair[], fields: readonly string[]) =>
  learnRanking(pairs, fields, async () => undefined);

describe('learning from decisions', () => {
  it('wins where the curator goes by a field, and says by how much on products held out', async () => {
    const ranking = await learn(decide(60, 'field'), ['gender']);
    expect(ranking.isBetter).toBe(true);
    expect(ranking.decisions).toBe(480);
    expect(ranking.plain.value).toBeCloseTo(0.5, 1);
    expect(ranking.learned.value).toBeGreaterThan(0.75);
    expect(ranking.difference.low).toBeGreaterThan(0.1);
    expect(ranking.weights[1]).toBeGreaterThan(0.5);
  });

  it('is not offered where likeness is all that counts, and where nothing does no oftener than the interval allows', async () => {
    expect((await learn(decide(60, 'likeness'), ['gender'])).isBetter).toBe(false);
    let offered = 0;
    for (let seed = 1; seed <= 100; seed++)
      if ((await learn(decide(60, 'neither', seed), ['gender'])).isBetter) offered += 1;
    // One end of an interval of 95 %.
    expect(offered).toBeLessThanOrEqual(5);
  });

  it('never puts what is less alike first for being so, and learns of fields all the same', async () => {
    const pairs = decide(60, 'field');
    const unlike = pairs.map((pair) => {
      const [score = 0, agrees = 0] = pair.features;
      return { ...pair, features: [pair.isAccepted ? score - 0.2 : score, agrees] };
    });
    const { weights, isBetter } = await learn(unlike, ['gender']);
    expect(weights[0]).toBe(0);
    expect(weights[1]).toBeGreaterThan(0.5);
    expect(isBetter).toBe(true);
    expect((await learn(pairs, ['gender'])).weights[1]).toBeCloseTo(weights[1] ?? 0, 1);
  });

  it('is not offered from few decisions, however well they fit', async () => {
    const few = decide(8, 'field');
    expect(standingOf(few).isEnough).toBe(false);
    expect((await learn(few, ['gender'])).isBetter).toBe(false);
    expect(standingOf(decide(60, 'field'))).toMatchObject({ isEnough: true });
  });

  it('counts what there is to learn from', async () => {
    const pairs = [
      { group: 0, isAccepted: true },
      { group: 0, isAccepted: false },
      { group: 1, isAccepted: true },
    ];
    expect(standingOf(pairs)).toEqual({ accepted: 2, rejected: 1, mixed: 1, isEnough: false });
    expect(await learn([], [])).toMatchObject({ decisions: 0, products: 0, isBetter: false });
  });

  it('learns the same from the same decisions', async () => {
    expect(await learn(decide(60, 'field'), ['gender'])).toEqual(
      await learn(decide(60, 'field'), ['gender']),
    );
  });
});

describe('what a learned order knows of a pair', () => {
  it('is likeness and fields; one without a value counts neither way', () => {
    expect(pairFeatures(0.9, ['1', '1', '1', ''], ['1', '2', '', '']).toString()).toBe('0.9,1,-1,0,0');
  });
});
