import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/contract/products.ts';
import type { ProductRecord } from '../../../src/core/products/ports.ts';
import { createProductQueries } from '../../../src/core/products/queryProducts.ts';
import { fillRows, product, view } from './catalogRows.ts';

function queries(...records: ProductRecord[]) {
  const rows = fillRows(...records);
  return { rows, ...createProductQueries(rows) };
}

const shop = () =>
  queries(
    product('10', 'belt', { type: 'Belt', colour: 'Blue', price: '9' }, ['image10', 'other']),
    product('9', 'Ärmel', { type: 'Shirt', colour: 'Blue', price: '100' }),
    product('2b', 'Bag', { type: 'Bag', price: '-3' }),
    product('2a', 'apron', { type: 'Apron', colour: 'red', price: 'free' }),
    product('100', 'Bag', { type: 'Bag', colour: 'Amber' }),
  );

describe('a view', () => {
  const sorted = (field: string, descending = false) => shop().ids(view({ sort: { field, descending } }));

  it('shows the products in the order in which they came, or the other way round', () => {
    expect(sorted('added')).toEqual(['10', '9', '2b', '2a', '100']);
    expect(sorted('added', true)).toEqual(['100', '2a', '2b', '9', '10']);
  });

  it('sorts ids by their numbers', () => {
    expect(sorted('id')).toEqual(['2a', '2b', '9', '10', '100']);
    expect(sorted('id', true)).toEqual(['100', '10', '9', '2b', '2a']);
  });

  it('sorts names without case and accents, and keeps equal ones in the order in which they came', () => {
    expect(sorted('name')).toEqual(['2a', '9', '2b', '100', '10']);
    expect(sorted('name', true)).toEqual(['10', '2b', '100', '9', '2a']);
  });

  it('sorts by a field, numbers before words, products without a value last either way', () => {
    expect(sorted('price')).toEqual(['2b', '10', '9', '2a', '100']);
    expect(sorted('price', true)).toEqual(['2a', '9', '10', '2b', '100']);
    expect(sorted('colour')).toEqual(['100', '10', '9', '2a', '2b']);
  });

  it('sorts numbers with leading zeros and long digit runs', () => {
    const { ids } = queries(
      product('a010', ''),
      product('a9', ''),
      product(`a${'1'.repeat(40)}`, ''),
      product('a1', ''),
    );
    expect(ids(view({ sort: { field: 'id', descending: false } }))).toEqual([
      'a1',
      'a9',
      'a010',
      `a${'1'.repeat(40)}`,
    ]);
  });

  it('keeps its order while products come, change and go', () => {
    const { rows, ids } = shop();
    const byName = view({ sort: { field: 'name', descending: false } });
    ids(byName);
    rows.upsert([product('new', 'Anorak'), product('10', 'Zip')]);
    rows.remove(['9']);
    expect(ids(byName)).toEqual(['new', '2a', '2b', '100', '10']);
  });

  it('lists a window with the first image of each product and the size of the whole', () => {
    expect(shop().list(view(), 0, 2)).toEqual({
      total: 5,
      products: [
        { id: '10', name: 'belt', imageId: 'image10' },
        { id: '9', name: 'Ärmel', imageId: null },
      ],
    });
    expect(
      shop()
        .list(view(), 4, 100)
        .products.map(({ id }) => id),
    ).toEqual(['100']);
    expect(shop().list(view(), 50, 10)).toEqual({ total: 5, products: [] });
  });

  it('is narrowed by filters and text together', () => {
    const { ids } = shop();
    expect(ids(view({ where: [{ field: 'type', values: ['Bag', 'Belt'] }], text: 'b' }))).toEqual([
      '10',
      '2b',
      '100',
    ]);
    expect(ids(view({ where: [{ field: 'type', values: ['Bag'] }], text: '2' }))).toEqual(['2b']);
  });

  it('tells the place of a product, and null for one that it does not show', () => {
    const { position } = shop();
    expect(position(view(), '2a')).toBe(3);
    expect(position(view({ where: [{ field: 'type', values: ['Belt'] }] }), '2a')).toBeNull();
    expect(position(view(), 'unknown')).toBeNull();
  });

  it('refuses to sort by an unknown field', () => {
    expect(() => sorted('weight')).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  it('of an empty catalog is empty', () => {
    const { list, facets } = queries();
    expect(list(view(), 0, 10)).toEqual({ total: 0, products: [] });
    expect(facets(view())).toEqual({ products: 0, facets: [] });
  });
});

describe('facets', () => {
  it('count every value, the most frequent first, equal counts by value, "no value" last', () => {
    const { products, facets } = shop().facets(view());
    expect(products).toBe(5);
    expect(facets.map(({ field }) => field)).toEqual(['type', 'colour', 'price']);
    expect(facets[1]?.values).toEqual([
      { value: 'Blue', count: 2 },
      { value: 'Amber', count: 1 },
      { value: 'red', count: 1 },
      { value: '', count: 1 },
    ]);
  });

  it('narrow each other, but a field does not narrow its own counts', () => {
    const where = [
      { field: 'type', values: ['Bag'] },
      { field: 'colour', values: ['Amber'] },
    ];
    const { products, facets } = shop().facets(view({ where }));
    expect(products).toBe(1);
    expect(facets[0]?.values).toEqual([{ value: 'Bag', count: 1 }]);
    expect(facets[1]?.values).toEqual([
      { value: 'Amber', count: 1 },
      { value: '', count: 1 },
    ]);
    expect(facets[2]?.values).toEqual([{ value: '', count: 1 }]);
  });

  it('keep selected values at count 0, even ones that no product ever had', () => {
    const where = [
      { field: 'type', values: ['Shirt', 'Gone'] },
      { field: 'colour', values: ['red'] },
    ];
    const { products, facets } = shop().facets(view({ where }));
    expect(products).toBe(0);
    expect(facets[0]?.values).toEqual([
      { value: 'Apron', count: 1 },
      { value: 'Gone', count: 0 },
      { value: 'Shirt', count: 0 },
    ]);
  });

  it('are narrowed by the text', () => {
    const { products, facets } = shop().facets(view({ text: 'bag' }));
    expect([products, facets[0]?.values]).toEqual([2, [{ value: 'Bag', count: 2 }]]);
  });

  it('leave out fields of codes and texts, but show what is selected of them', () => {
    const records = Array.from({ length: 300 }, (_, i) =>
      product(`${i}`, '', { code: `C${i % 200}`, size: `S${i % 90}` }),
    );
    const { facets } = queries(...records);
    expect(facets(view()).facets.map(({ field }) => field)).toEqual(['size']);
    const selected = facets(view({ where: [{ field: 'code', values: ['C1'] }] })).facets;
    expect(selected[0]).toEqual({ field: 'code', values: [{ value: 'C1', count: 2 }] });
  });

  it('leave out a field in which no product ever had a value', () => {
    const rows = fillRows(product('1', 'One', { type: 'Bag' }));
    rows.setFields(['type', 'category']);
    expect(
      createProductQueries(rows)
        .facets(view())
        .facets.map(({ field }) => field),
    ).toEqual(['type']);
  });

  it('forget the values of removed products', () => {
    const { rows, facets } = shop();
    rows.remove(['9']);
    expect(facets(view()).facets[0]?.values.map(({ value }) => value)).toEqual(['Bag', 'Apron', 'Belt']);
  });

  it('are not narrowed by any kind of filter on their own field, but by all on others and on whole products', () => {
    const { facets } = shop();
    const typesWith = (...where: Filter[]) =>
      facets(view({ where })).facets[0]?.values.map(({ value }) => value);
    const all = ['Bag', 'Apron', 'Belt', 'Shirt'];
    expect(typesWith({ kind: 'text', field: 'type', text: 'be' })).toEqual(all);
    expect(typesWith({ kind: 'lacks', field: 'type' })).toEqual(all);
    expect(typesWith({ field: 'type', values: ['Bag'] }, { kind: 'has', field: 'type' })).toEqual(all);
    expect(typesWith({ kind: 'range', field: 'price', min: 5 })).toEqual(['Belt', 'Shirt']);
    expect(typesWith({ kind: 'has', field: 'price' })).toEqual(['Apron', 'Bag', 'Belt', 'Shirt']);
    expect(typesWith({ kind: 'ids', ids: ['10'] })).toEqual(['Belt']);
    expect(typesWith({ kind: 'text', text: 'bag' })).toEqual(['Bag']);
    expect(facets(view({ where: [{ kind: 'range', field: 'price', min: 5 }] })).products).toBe(2);
  });

  it('tell from where to where a field of numbers or dates goes, whatever is filtered', () => {
    const { rows, facets } = queries(
      ...Array.from({ length: 20 }, (_, at) =>
        product(`${at}`, '', {
          price: `${at}.5`,
          day: `2012-01-${at + 10}`,
          size: at < 10 ? `${at}` : `${at} L`,
        }),
      ),
      product('free', '', { price: 'free' }),
      product('dear', '', { price: '1000' }),
    );
    rows.remove(['dear']);
    const narrowed = facets(view({ where: [{ kind: 'ids', ids: ['3'] }] })).facets;
    expect(narrowed.map(({ field, span }) => [field, span])).toEqual([
      ['price', { min: '0.5', max: '19.5', distinct: 21 }],
      ['day', { min: '2012-01-10', max: '2012-01-29', distinct: 20 }],
      ['size', undefined],
    ]);
  });

  it('show a field of too many numbers by its span alone', () => {
    const many = Array.from({ length: 1200 }, (_, at) => product(`${at}`, '', { price: `${at}` }));
    expect(queries(...many).facets(view()).facets).toEqual([
      { field: 'price', values: [], span: { min: '0', max: '1199', distinct: 1200 } },
    ]);
  });
});
