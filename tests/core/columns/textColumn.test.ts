import { describe, expect, it } from 'vitest';
import { createTextColumn, packTexts } from '../../../src/core/columns/textColumn.ts';
import { createRandom } from '../search/searchCatalog.ts';

const letters = [
  '',
  'a',
  'sneaker',
  'Schön',
  '鞋',
  '👟',
  'e\u0301',
  '\ud83d',
  'a name of more than thirteen letters',
];

function textsOf({ length, at }: { length: number; at(number: number): string }): string[] {
  return Array.from({ length }, (_, number) => at(number));
}

describe('a column of texts', () => {
  it('has nothing at first, and nothing before it or behind it', () => {
    const column = createTextColumn();
    expect(column.length).toBe(0);
    expect([-1, 0, 1].map(column.at)).toEqual(['', '', '']);
    column.append(packTexts(['a', 'b']));
    expect([-1, 0, 1, 2].map(column.at)).toEqual(['', 'a', 'b', '']);
  });

  it('leaves empty what is passed over', () => {
    const column = createTextColumn();
    column.set(600, 'far');
    expect(column.length).toBe(601);
    expect(column.at(599)).toBe('');
    expect(column.at(600)).toBe('far');
  });

  it('is what a list of the same texts is, however it was filled and changed', () => {
    const random = createRandom(8);
    const draw = (): string =>
      `${letters[Math.floor(random() * letters.length)]}${Math.floor(random() * 50)}`;
    const column = createTextColumn();
    const texts: string[] = [];
    const put = (number: number, text: string): void => {
      column.set(number, text);
      texts[number] = text;
    };
    for (let step = 0; step < 12_000; step++) {
      const kind = random();
      if (kind < 0.01) {
        const page = Array.from({ length: Math.floor(random() * 60) }, draw);
        column.append(packTexts(page));
        texts.push(...page);
      } else if (kind < 0.4) put(texts.length, draw());
      else put(Math.floor(random() * texts.length), draw());
    }
    expect(texts.length).toBeGreaterThan(6000);
    expect(textsOf(column)).toEqual(texts);
  });

  it('held stays as it was, and does not take a part of a large array with it', () => {
    const column = createTextColumn();
    const { text, ends } = packTexts(['a', 'b', 'c']);
    const part = Uint32Array.from([9, ...ends]).subarray(1);
    column.append({ text, ends: part });
    part.fill(0);
    column.set(3, 'd');
    const held = column.hold();
    column.set(0, 'other');
    column.set(3, 'other');
    column.append(packTexts(['e']));
    expect([0, 1, 2, 3, 4].map(held.at)).toEqual(['a', 'b', 'c', 'd', '']);
    expect(textsOf(column)).toEqual(['other', 'b', 'c', 'other', 'e']);
  });
});
