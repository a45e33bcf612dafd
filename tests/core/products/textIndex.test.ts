import { describe, expect, it } from 'vitest';
import { createTextIndex } from '../../../src/core/products/textIndex.ts';
import { wordsOf } from '../../../src/core/products/textTokens.ts';
import { createRandom } from '../search/searchCatalog.ts';

const random = createRandom(5);
const stems = ['shirt', 'sh', 'blue', 'bluebird', 'b', 'Écru', '靴', '12', '120', '👟', ''];
const draw = (among: readonly string[]): string => among[Math.floor(random() * among.length)] ?? '';

function drawText(): string {
  return Array.from(
    { length: Math.floor(random() * 4) },
    () => `${draw(stems)}${draw(['', '', 's', '7'])}`,
  ).join(' ');
}

function matchesOf(texts: readonly (string | null)[], wanted: string): number[] {
  const words = wordsOf(wanted);
  return texts.map((text) => {
    const own = text === null ? [] : wordsOf(text);
    return Number(words.every((word) => own.some((each) => each.startsWith(word))));
  });
}

describe('the words of rows', () => {
  it('are found as one looks through all texts, however they came, changed and were brought into order', () => {
    const index = createTextIndex();
    const texts: (string | null)[] = [];
    let compared = 0;
    for (let step = 0; step < 8000; step++) {
      const kind = random();
      const row = kind < 0.5 ? texts.length : Math.floor(random() * texts.length);
      const before = texts[row];
      if (before != null) index.remove(row, before);
      const text = kind < 0.85 || texts.length === row ? drawText() : null;
      if (text !== null) index.add(row, text);
      texts[row] = text;
      if (random() < 0.01) index.sortWords();
      if (step % 100 !== 0) continue;
      const wanted = draw([drawText(), draw(stems), `${draw(stems)} ${draw(stems)}`]);
      const found = index.match(wanted, texts.length);
      if (found === null) expect(wordsOf(wanted)).toEqual([]);
      else {
        expect([...found]).toEqual(matchesOf(texts, wanted));
        compared += found.filter((match) => match === 1).length;
      }
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('are brought into order where many came', () => {
    const index = createTextIndex();
    const count = 20_000;
    for (let row = 0; row < count; row++) index.add(row, `word${row} all`);
    for (const wanted of ['word1999', 'word', 'all', 'word19999', 'alls']) {
      const texts = Array.from({ length: count }, (_, row) => `word${row} all`);
      expect(Array.from(index.match(wanted, count) ?? [])).toEqual(matchesOf(texts, wanted));
    }
    index.remove(1999, 'word1999 all');
    index.add(1999, 'other');
    expect(index.match('word1999', count)?.filter((match) => match === 1)).toHaveLength(10);
    expect(index.match('oth', count)?.indexOf(1)).toBe(1999);
  });
});
