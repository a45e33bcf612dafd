import { describe, expect, it } from 'vitest';
import { createPacking } from '../../../src/core/products/packedProducts.ts';
import type { ProductRecord } from '../../../src/core/products/ports.ts';
import { createProductRows } from '../../../src/core/products/productRows.ts';
import { fillRows, product } from './catalogRows.ts';

const records: readonly ProductRecord[] = [
  product('a', 'Shirt', { color: 'red', size: 'M' }, ['i1', 'i2']),
  product('b', '', { color: 'blue' }),
  product('c', 'Schön "quoted"\n', { color: 'red', fit: 'loose' }, ['i3']),
  product('e\u0301', 'Loose id', {}, ['i1']),
  product('f', 'Last', { size: 'L', color: 'green', empty: '' }, ['i4']),
];

/** Rows that take the records packed, so many a page. */
function rowsOfPages(size: number, fields: readonly string[] = []): ReturnType<typeof createProductRows> {
  const rows = createProductRows();
  rows.setFields(fields);
  const pack = createPacking();
  for (let at = 0; at < records.length; at += size) rows.append(pack(records.slice(at, at + size)));
  return rows;
}

describe('packed products', () => {
  it.each([1, 2, 5])('become the rows that their records become, %i a page', (size) => {
    const [packed, plain] = [rowsOfPages(size), fillRows(...records)];
    expect(packed.rowCount).toBe(records.length);
    for (let row = 0; row < records.length; row++) {
      expect(packed.at(row)).toEqual(plain.at(row));
      expect(packed.isAlive(row)).toBe(true);
    }
    for (const id of ['i1', 'i2', 'i3', 'i4', 'gone'])
      expect(packed.rowsWithImage(id)).toEqual(plain.rowsWithImage(id));
    expect(packed.rowOf('\u00e9')).toBe(3);
    expect(packed.mask([{ field: 'color', values: ['red'] }])).toEqual(
      plain.mask([{ field: 'color', values: ['red'] }]),
    );
    expect(packed.matchText('schon')).toEqual(plain.matchText('schon'));
    expect(packed.column('color').values).toEqual(plain.column('color').values);
  });

  it('keep the order of the fields that the catalog has, and those that no product has a value in', () => {
    expect(rowsOfPages(2, ['size', 'material', 'color', 'fit']).fields).toEqual([
      'size',
      'material',
      'color',
      'fit',
    ]);
  });

  it('are asked by their images the same, made ready before or not', () => {
    const [ready, halfReady] = [rowsOfPages(2), rowsOfPages(2)];
    expect([2, 2, 2, 2, 2, 2].map(ready.prepare)).toEqual([false, false, false, false, true, true]);
    halfReady.prepare(1);
    for (const rows of [ready, halfReady]) {
      rows.upsert([product('b', '', {}, ['i1', 'i4'])]);
      expect(['i1', 'i2', 'i4'].map(rows.rowsWithImage)).toEqual([[0, 1, 3], [0], [1, 4]]);
    }
  });

  it('can be changed and removed as others, and followed by others', () => {
    const rows = rowsOfPages(2);
    rows.upsert([
      product('a', 'Skirt', { color: 'violet' }, ['i9']),
      product('new', 'New', { color: 'blue' }),
    ]);
    rows.remove(['c']);
    expect(rows.at(0)).toEqual(product('a', 'Skirt', { color: 'violet' }, ['i9']));
    expect(rows.rowsWithImage('i2')).toEqual([]);
    expect(rows.isAlive(2)).toBe(false);
    expect(rows.valueOf(rows.rowOf('new') ?? -1, 'color')).toBe('blue');
    expect([...rows.mask([{ field: 'color', values: ['blue'] }])]).toEqual([0, 1, 0, 0, 0, 1]);
  });
});
