import { describe, expect, it } from 'vitest';
import { createProductQueries } from '../../../src/core/products/queryProducts.ts';
import { fillRows, product, view } from './catalogRows.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `p${at}`);
const gone = expect.objectContaining({
  code: 'not-found',
  message: expect.stringContaining('no longer held'),
});

function shop() {
  const rows = fillRows(...numbered(10).map((id) => product(id, id)));
  return { rows, selections: rows.selections, queries: createProductQueries(rows) };
}

describe('a held selection', () => {
  it('keeps its ids in order, each once, and takes further slices and exceptions', () => {
    const { selections } = shop();
    expect(selections.hold('s', ['p3', 'p1', 'p3'])).toEqual({ id: 's', size: 2, gone: 0 });
    selections.add('s', ['p9', 'p1']);
    expect(selections.remove('s', ['p3', 'p8'])).toEqual({ id: 's', size: 2, gone: 0 });
    expect([...selections.ids('s')]).toEqual(['p1', 'p9']);
  });

  it('counts products that are gone, and has them again when they are back', () => {
    const { rows, selections, queries } = shop();
    selections.hold('s', ['p1', 'p2', 'never']);
    rows.remove(['p2']);
    expect(selections.describe('s')).toEqual({ id: 's', size: 3, gone: 2 });
    const selected = view({ where: [{ kind: 'selection', id: 's' }] });
    expect(queries.ids(selected)).toEqual(['p1']);
    rows.upsert([product('p2', 'again')]);
    expect(queries.ids(selected)).toEqual(['p1', 'p2']);
    expect(selections.describe('s').gone).toBe(1);
  });

  it('is found in remembered views as it is now, and not any more once it is released', () => {
    const { selections, queries } = shop();
    const selected = view({ where: [{ kind: 'selection', id: 's' }] });
    selections.hold('s', ['p1']);
    expect(queries.ids(selected)).toEqual(['p1']);
    selections.add('s', ['p0']);
    expect(queries.ids(selected)).toEqual(['p0', 'p1']);
    selections.remove('s', ['p1']);
    expect(queries.facets(selected).products).toBe(1);
    selections.release('s');
    selections.release('s');
    expect(() => queries.ids(selected)).toThrow(gone);
  });

  it('goes where too many are held, the one that was not used for longest first', () => {
    const { selections, queries } = shop();
    for (let at = 0; at < 32; at++) selections.hold(`s${at}`, ['p1']);
    const first = view({ where: [{ kind: 'selection', id: 's0' }] });
    const second = view({ where: [{ kind: 'selection', id: 's1' }] });
    expect(queries.ids(second)).toEqual(['p1']);
    for (let at = 2; at < 32; at++) selections.describe(`s${at}`);
    selections.ids('s0');
    selections.hold('new', []);
    expect(() => queries.ids(second)).toThrow(gone);
    expect(queries.ids(first)).toEqual(['p1']);
    expect(selections.describe('s31').size).toBe(1);
  });

  it('makes room for a million ids in all, and says where one alone has more', () => {
    const { selections } = shop();
    selections.hold('small', ['p1']);
    selections.hold('large', numbered(1_000_000));
    expect(() => selections.describe('small')).toThrow(gone);
    expect(() => selections.add('large', ['one more'])).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringContaining('at most 1000000') }),
    );
  });

  it.each(['add', 'remove'] as const)('that nobody holds cannot be changed: %s', (change) => {
    expect(() => shop().selections[change]('s', ['p1'])).toThrow(gone);
  });
});
