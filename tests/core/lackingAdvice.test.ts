import { describe, expect, it } from 'vitest';
import type { BroughtBy } from '../../src/contract/cluster.ts';
import { adviceOnLacking } from '../../src/core/cluster/lackingAdvice.ts';

const of = (broughtBy: BroughtBy) => ({ folder: '/shoes', broughtBy, pictures: 3, example: '1.jpg' });

describe('the advice on originals that are not here', () => {
  it('is none where none is lacking', () => {
    expect(adviceOnLacking([])).toBe(null);
  });

  it('says who goes on, and that what was deleted holds it up until its product is removed', () => {
    const advice = adviceOnLacking([of('others')]);
    expect(advice).toMatch(
      /^Whoever has the rest embeds the catalog with the same model, pooling and input size/,
    );
    expect(advice).toMatch(
      /deleted holds that up until its product is removed.*what others imported, on their machines\.$/,
    );
  });

  it('says for each who brought it where that is, once', () => {
    const advice = adviceOnLacking([of('published'), of('here'), of('here')]);
    expect(advice).toMatch(
      /: what was imported here, on this machine; what was published, in the catalog that it came from, which is then published again\.$/,
    );
  });
});
