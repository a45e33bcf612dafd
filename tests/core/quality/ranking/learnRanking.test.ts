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

  it('is not offered where likeness is all that counts, nor where nothing does', async () => {
    expect((await learn(decide(60, 'likeness'), ['gender'])).isBetter).toBe(false);
    for (const seed of [1, 2, 3, 4, 5])
      expect((await learn(decide(60, 'neither', seed), ['gender'])).isBetter).toBe(false);
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
