import { describe, expect, it } from 'vitest';
import { createProductRows } from '../../../src/core/products/productRows.ts';
import { fillRows, product } from './catalogRows.ts';

describe('product rows', () => {
  it('give back a product as it was put in', () => {
    const record = product('1', 'Blue shirt', { colour: 'Blue', type: 'Shirt' }, ['a', 'b']);
    const rows = fillRows(record);
    expect(rows.at(rows.rowOf('1') ?? -1)).toEqual(record);
    expect([rows.productCount, rows.rowCount, rows.fields]).toEqual([1, 1, ['colour', 'type']]);
  });

  it('keep the order of fields that was set, and append fields that come later', () => {
    const rows = createProductRows();
    rows.setFields(['type', 'colour']);
    rows.upsert([product('1', 'One', { colour: 'Blue', season: 'Summer', type: 'Shirt' })]);
    expect(rows.fields).toEqual(['type', 'colour', 'season']);
    expect(Object.keys(rows.at(0).attributes)).toEqual(['type', 'colour', 'season']);
  });

  it('forget the values of a field that is no longer set', () => {
    const rows = fillRows(product('1', 'One', { colour: 'Blue', type: 'Shirt' }));
    rows.setFields(['type']);
    expect(rows.at(0).attributes).toEqual({ type: 'Shirt' });
  });

  it('replace a product in its own row, values it no longer has included', () => {
    const rows = fillRows(product('1', 'One', { colour: 'Blue', type: 'Shirt' }), product('2', 'Two'));
    rows.upsert([product('1', 'Uno', { type: 'Skirt' })]);
    expect(rows.rowOf('1')).toBe(0);
    expect(rows.at(0)).toEqual(product('1', 'Uno', { type: 'Skirt' }));
    expect(rows.valueOf(0, 'colour')).toBe('');
  });

  it('never bring a removed row back to life: the same id gets another row', () => {
    const rows = fillRows(product('1', 'One', { colour: 'Blue' }, ['a']), product('2', 'Two'));
    rows.remove(['1', 'unknown']);
    expect([rows.productCount, rows.rowCount, rows.isAlive(0), rows.rowOf('1')]).toEqual([
      1,
      2,
      false,
      undefined,
    ]);
    expect(() => rows.at(0)).toThrow(RangeError);
    rows.upsert([product('1', 'One again')]);
    expect(rows.rowOf('1')).toBe(2);
    expect(Array.from(rows.mask([]))).toEqual([0, 1, 1]);
  });

  it('find an id however its letters are composed, the very id first', () => {
    const [composed, decomposed] = ['Caf\u00e9-1', 'Cafe\u0301-1'];
    const rows = fillRows(product(decomposed, 'from a Mac'), product('\u00c5', 'ring'), product('plain', ''));
    expect(rows.rowOf(composed)).toBe(0);
    expect(rows.rowOf(decomposed)).toBe(0);
    // The sign for one ångström is the same letter.
    expect(rows.rowOf('\u212b')).toBe(1);
    expect(rows.rowOf('Cafe-1')).toBeUndefined();
    rows.upsert([product(composed, 'another product')]);
    expect([rows.rowOf(composed), rows.rowOf(decomposed)]).toEqual([3, 0]);
    rows.remove([decomposed]);
    expect(rows.rowOf(decomposed)).toBe(3);
    rows.remove([composed]);
    expect(rows.rowOf(composed)).toBeUndefined();
  });

  it('find no product where an id is equivalent to those of several', () => {
    const rows = fillRows(product('e\u0323\u0302', 'one'), product('\u1eb9\u0302', 'other'));
    expect(rows.rowOf('\u1ec7')).toBeUndefined();
  });

  it('know which products have an image, through replacement and removal', () => {
    const rows = fillRows(
      product('1', 'One', {}, ['a', 'b']),
      product('2', 'Two', {}, ['b']),
      product('3', '', {}, ['b', 'b']),
    );
    expect(rows.rowsWithImage('b')).toEqual([0, 1, 2]);
    rows.upsert([product('1', 'One', {}, ['a'])]);
    rows.remove(['3']);
    expect(rows.rowsWithImage('b')).toEqual([1]);
    expect(rows.rowsWithImage('a')).toEqual([0]);
    expect(rows.rowsWithImage('unknown')).toEqual([]);
  });

  it('keep fields and values with the names of object members apart from them', () => {
    const attributes = Object.fromEntries([
      ['__proto__', 'p'],
      ['constructor', 'toString'],
    ]);
    const rows = fillRows(product('__proto__', 'Odd', attributes), product('hasOwnProperty', 'Odd'));
    expect(rows.valueOf(0, '__proto__')).toBe('p');
    expect(Object.entries(rows.at(0).attributes)).toEqual(Object.entries(attributes));
    expect(Array.from(rows.mask([{ field: 'constructor', values: ['toString'] }]))).toEqual([1, 0]);
    expect(rows.rowOf('constructor')).toBeUndefined();
  });

  it('hold more products than the first capacity of a column', () => {
    const rows = createProductRows();
    rows.upsert(
      Array.from({ length: 5000 }, (_, i) =>
        product(`${i}`, `Name ${i}`, i % 2 === 0 ? { even: 'yes' } : {}),
      ),
    );
    expect(rows.mask([{ field: 'even', values: ['yes'] }]).reduce((sum, one) => sum + one, 0)).toBe(2500);
    expect(rows.valueOf(4998, 'even')).toBe('yes');
  });
});

describe('a mask', () => {
  const rows = fillRows(
    product('1', 'One', { colour: 'Blue', type: 'Shirt' }),
    product('2', 'Two', { colour: 'Red', type: 'Shirt' }),
    product('3', 'Three', { type: 'Skirt' }),
  );
  const mask = (...where: { field: string; values: string[] }[]) => Array.from(rows.mask(where));

  it('takes values of one field as OR and filters as AND', () => {
    expect(mask({ field: 'colour', values: ['Blue', 'Red'] })).toEqual([1, 1, 0]);
    expect(mask({ field: 'colour', values: ['Blue', 'Red'] }, { field: 'type', values: ['Skirt'] })).toEqual([
      0, 0, 0,
    ]);
  });

  it('finds products without a value by the empty string', () => {
    expect(mask({ field: 'colour', values: ['', 'Red'] })).toEqual([0, 1, 1]);
  });

  it('matches nothing for a value that no product has', () => {
    expect(mask({ field: 'colour', values: ['Mauve'] })).toEqual([0, 0, 0]);
  });

  it('refuses an unknown field and names the known ones', () => {
    expect(() => mask({ field: 'id', values: ['1'] })).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: 'The catalog has no field "id": its fields are colour, type.',
      }),
    );
  });
});
