import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/contract/products.ts';
import { fillRows, product } from './catalogRows.ts';

const shop = () =>
  fillRows(
    product('1', 'Navy shirt', { price: '9.99', material: 'Cotton twill', added: '2012-03-31' }),
    product('2', 'Blue belt', { price: '20', material: 'Leather', added: '2012-04-01' }),
    product('3', 'Navy belt', { price: 'free', material: 'Écru cotton-linen' }),
    product('4', 'Bag', { added: '2013' }),
    product('navy-5', 'Hat', { price: '15', material: '---' }),
  );

function passing(rows: ReturnType<typeof fillRows>, ...where: Filter[]): string[] {
  const mask = rows.mask(where);
  return [...mask.keys()].filter((row) => mask[row] === 1).map((row) => rows.idAt(row));
}

describe('a filter', () => {
  it.each<[string, Filter, string[]]>([
    ['values', { field: 'price', values: ['20', ''] }, ['2', '4']],
    ['values, the kind told', { kind: 'values', field: 'price', values: ['20'] }, ['2']],
    ['a range of numbers', { kind: 'range', field: 'price', min: 9.99, max: 15 }, ['1', 'navy-5']],
    ['a range of dates', { kind: 'range', field: 'added', max: '2012-03' }, ['1']],
    ['text', { kind: 'text', text: 'navy' }, ['1', '3', 'navy-5']],
    ['text that begins a word', { kind: 'text', text: 'sh NAV' }, ['1']],
    ['text in a field', { kind: 'text', field: 'material', text: 'cot' }, ['1', '3']],
    ['text in a field, without accents', { kind: 'text', field: 'material', text: 'lin ecru' }, ['3']],
    ['text in a field, not within a word', { kind: 'text', field: 'material', text: 'ton' }, []],
    ['text without letters in a field', { kind: 'text', field: 'material', text: '--' }, ['navy-5']],
    ['ids', { kind: 'ids', ids: ['4', 'gone', '1', '4'] }, ['1', '4']],
    ['has', { kind: 'has', field: 'material' }, ['1', '2', '3', 'navy-5']],
    ['lacks', { kind: 'lacks', field: 'material' }, ['4']],
  ])('lets pass: %s', (_name, filter, ids) => {
    expect(passing(shop(), filter)).toEqual(ids);
  });

  it('of a held selection lets its products pass, as they are held at the time', () => {
    const rows = shop();
    const filter: Filter = { kind: 'selection', id: 'mine' };
    rows.selections.hold('mine', ['2', 'gone']);
    expect(passing(rows, filter)).toEqual(['2']);
    rows.selections.add('mine', ['1']);
    expect(passing(rows, filter)).toEqual(['1', '2']);
    rows.selections.release('mine');
    expect(() => passing(rows, filter)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('goes with others of any kind and of the same field', () => {
    expect(
      passing(
        shop(),
        { kind: 'range', field: 'price', min: 5 },
        { kind: 'range', field: 'price', max: 15 },
        { kind: 'text', text: 'navy' },
        { field: 'material', values: ['---', 'Leather'] },
      ),
    ).toEqual(['navy-5']);
  });

  it('sees values that came after it was asked for the first time', () => {
    const rows = shop();
    const filters: Filter[] = [
      { kind: 'range', field: 'price', min: 100 },
      { kind: 'text', field: 'material', text: 'wool' },
    ];
    for (const filter of filters) expect(passing(rows, filter)).toEqual([]);
    rows.upsert([
      product('6', 'Coat', { price: '120', material: 'Wool' }),
      product('7', '', { price: '99' }),
    ]);
    rows.remove(['7']);
    for (const filter of filters) expect(passing(rows, filter)).toEqual(['6']);
  });

  it.each<Filter>([
    { field: 'weight', values: ['1'] },
    { kind: 'range', field: 'weight', min: 1 },
    { kind: 'text', field: 'weight', text: 'a' },
    { kind: 'has', field: 'weight' },
    { kind: 'lacks', field: 'weight' },
  ])('on an unknown field is refused: %j', (filter) => {
    expect(() => shop().mask([filter])).toThrow('no field "weight": its fields are price, material, added');
  });
});
