import { describe, expect, it } from 'vitest';
import { createProductRows, type MutableProductRows } from '../../../src/core/products/productRows.ts';
import { product } from './catalogRows.ts';

function search(rows: MutableProductRows, text: string): string[] | null {
  const mask = rows.matchText(text);
  return mask === null
    ? null
    : [...mask.keys()].filter((row) => mask[row] === 1).map((row) => rows.idAt(row));
}

function fill(products: Record<string, string>): MutableProductRows {
  const rows = createProductRows();
  rows.upsert(Object.entries(products).map(([id, name]) => product(id, name)));
  return rows;
}

describe('text search', () => {
  it('wants every word, each as the beginning of a word of the name, in any order', () => {
    const rows = fill({ a: 'Nike Men White Polo', b: 'Nike Women Polo', c: 'Whitewash Nike' });
    expect(search(rows, 'nik whi')).toEqual(['a', 'c']);
    expect(search(rows, 'polo nike men')).toEqual(['a']);
    expect(search(rows, 'ike')).toEqual([]);
  });

  it('does not care for case, accents, width and letters with strokes', () => {
    const rows = fill({ a: 'Écru Blouse', b: 'ECRU skirt', c: 'Smørrebrød straße', d: 'Ｔｅｅ' });
    expect(search(rows, 'écru')).toEqual(['a', 'b']);
    expect(search(rows, 'ecru')).toEqual(['a', 'b']);
    expect(search(rows, 'SMORREBROD STRASSE')).toEqual(['c']);
    expect(search(rows, 'tee')).toEqual(['d']);
  });

  it('finds ids whole, by their beginning, and by the parts that make them up', () => {
    const rows = fill({ '10002': 'Skirt', '1000': 'Tee', 'SKU-77_b': 'Belt', 'Shirts/1000x': 'Shirt' });
    expect(search(rows, '10002')).toEqual(['10002']);
    expect(search(rows, '1000')?.sort()).toEqual(['1000', '10002', 'Shirts/1000x']);
    expect(search(rows, 'sku-77')).toEqual(['SKU-77_b']);
    expect(search(rows, 'shirts/1000')).toEqual(['Shirts/1000x']);
  });

  it('finds words within scripts that are written without spaces', () => {
    const rows = fill({ a: '青いシャツ', b: '赤い靴' });
    expect(search(rows, 'シャツ')).toEqual(['a']);
    expect(search(rows, '靴')).toEqual(['b']);
  });

  it('finds names of punctuation and emoji alone', () => {
    const rows = fill({ '---': '🙂', b: 'Belt' });
    expect(search(rows, '--')).toEqual(['---']);
    expect(search(rows, '🙂')).toEqual(['---']);
  });

  it('has nothing to search for in blanks', () => {
    expect(search(fill({ a: 'Belt' }), '  \t ')).toBeNull();
  });

  it('follows renamed, removed and added products', () => {
    const rows = fill({ a: 'Blue belt', b: 'Blue bag' });
    rows.upsert([product('a', 'Red belt')]);
    expect(search(rows, 'blue')).toEqual(['b']);
    expect(search(rows, 'red')).toEqual(['a']);
    rows.remove(['b']);
    expect(search(rows, 'blue')).toEqual([]);
    rows.upsert([product('b', 'Blue bag'), product('c', 'Blueberry')]);
    expect(search(rows, 'blue')).toEqual(['b', 'c']);
  });

  it('takes a very long text, and one with characters of patterns', () => {
    const rows = fill({ a: 'Belt (50%) [new]*' });
    expect(search(rows, 'b '.repeat(250))).toEqual(['a']);
    expect(search(rows, '(50%) [new]*')).toEqual(['a']);
    expect(
      search(rows, Array.from({ length: 500 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')),
    ).toEqual([]);
  });

  it('finds the same however many rows were made ready before, and whatever changed meanwhile', () => {
    const names = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`p${i}`, `Tee ${i % 2 === 0 ? 'red' : 'blue'}`]),
    );
    for (const limit of [0, 1, 4, 10, 50]) {
      const rows = fill(names);
      expect(rows.prepare(limit)).toBe(limit >= 10);
      rows.remove(['p0', 'p9']);
      rows.upsert([product('p2', 'Tee green'), product('p7', 'Tee green'), product('p10', 'Tee red')]);
      expect(rows.prepare(0)).toBe(false);
      expect(search(rows, 'red')).toEqual(['p4', 'p6', 'p8', 'p10']);
      expect(search(rows, 'gre')).toEqual(['p2', 'p7']);
      expect(rows.prepare(100)).toBe(true);
    }
  });
});
