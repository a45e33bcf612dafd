import { describe, expect, it } from 'vitest';
import { diversityOf, varieties, varietyOf } from '../../../src/renderer/shell/variety.ts';

describe('the words for variety', () => {
  it('come back as themselves from the share that they stand for', () => {
    for (const { value } of varieties) expect(varietyOf(diversityOf[value])).toBe(value);
  });

  it('are there for any share that an address may hold', () => {
    expect([0, 0.01, 0.44, 0.46, 1].map(varietyOf)).toEqual(['nearest', 'some', 'some', 'much', 'much']);
  });
});
