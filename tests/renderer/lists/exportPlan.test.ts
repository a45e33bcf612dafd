import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../src/contract/contract.ts';
import {
  baseName,
  describeDecisions,
  type ExportPlan,
  fileNameFor,
  likelyScope,
  toExportOptions,
} from '../../../src/renderer/features/lists/exportPlan.ts';

const plan: ExportPlan = {
  scope: 'all',
  top: 5,
  metric: 'euclidean',
  same: ['gender'],
  diversity: 0.3,
  filtersApply: false,
  columns: ['season', 'articleType'],
  format: 'csv',
  shop: { preset: 'magento', type: 'substitute', key: null, separator: null, shopCatalog: null },
  onlyCurated: true,
  heedsWishes: true,
};
const view = {
  where: [{ field: 'gender', values: ['Women'] }],
  text: 'blue',
  sort: { field: 'added', descending: false },
};
const selection = { kind: 'products' as const, ids: ['1', '2'] };
const wishes = { input: { like: ['8'], minScore: 0.5 }, words: ['like 1 product', 'scores from 0.50'] };
const wishesForAll = { input: { like: [], minScore: 0.5 }, words: ['scores from 0.50'] };
const list = { productId: '7', plan, wishes, wishesForAll };
const around = { list, selection, view, fields: ['gender', 'articleType', 'season'] };

describe('the plan of an export', () => {
  it('is of the type of the list on screen', () => {
    expect(toExportOptions({ ...plan, type: 'cross-sell' }, around)).toMatchObject({ type: 'cross-sell' });
  });

  it('means the list on screen first, then the selection, then the filtered view, then everything', () => {
    expect(likelyScope(list, 3, true)).toBe('list');
    expect(likelyScope(null, 3, true)).toBe('selection');
    expect(likelyScope(null, 1, true)).toBe('view');
    expect(likelyScope(null, 0, false)).toBe('all');
  });

  it('gives attribute columns in the catalog’s order, whatever the order of ticking', () => {
    expect(toExportOptions(plan, around).columns).toEqual(['articleType', 'season']);
  });

  it('narrows what is recommended only when asked to', () => {
    expect(toExportOptions(plan, around).where).toEqual([]);
    expect(toExportOptions({ ...plan, filtersApply: true }, around).where).toEqual(view.where);
  });

  it.each([
    ['list', { kind: 'products', ids: ['7'] }],
    ['selection', { kind: 'products', ids: ['1', '2'] }],
    ['view', { kind: 'view', view }],
    ['all', { kind: 'all' }],
  ] as const)('exports the %s', (scope, what) => {
    const parsed = parseInput('lists.preview', toExportOptions({ ...plan, scope }, around));
    expect(parsed.what).toEqual(what);
    expect(parsed).toMatchObject({ top: 5, metric: 'euclidean', same: ['gender'], onlyCurated: true });
  });

  it('has the wishes of the list on screen, for others those that are not about its product, and none where they are left out', () => {
    expect(toExportOptions({ ...plan, scope: 'list' }, around)).toMatchObject(wishes.input);
    expect(toExportOptions({ ...plan, scope: 'all' }, around)).toMatchObject(wishesForAll.input);
    const without = toExportOptions({ ...plan, scope: 'list', heedsWishes: false }, around);
    expect(without).not.toHaveProperty('minScore');
    expect(without).not.toHaveProperty('like');
  });

  it('says how decisions change the list that is on screen', () => {
    expect(describeDecisions(['rejected', 'pinned', 'rejected'])).toBe('1 pinned first, 2 rejected left out');
    expect(describeDecisions([])).toBe('');
  });

  it('is for a shop with what was chosen for it alone, and without columns', () => {
    const shop = { ...plan.shop, preset: 'salesforce' as const, key: 'gender', shopCatalog: ' ' };
    const options = toExportOptions({ ...plan, format: 'shop', shop }, around);
    expect(options.shop).toEqual({ preset: 'salesforce', type: 'substitute', key: 'gender' });
    expect(parseInput('lists.preview', options)).toMatchObject({ top: 5, columns: [] });
    expect(toExportOptions(plan, around).shop).toBeUndefined();
    expect(
      toExportOptions({ ...plan, format: 'shop', shop: { ...plan.shop, separator: '|' } }, around).shop,
    ).toEqual({ preset: 'magento', type: 'substitute', separator: '|' });
  });

  it('offers a file name that every file system takes', () => {
    expect(fileNameFor('fashion-2k', 'csv')).toBe('look-alikes fashion-2k.csv');
    expect(fileNameFor('fashion-2k', 'csv', 'Products')).toBe('Products fashion-2k.csv');
    expect(fileNameFor('a/b: "c"?', 'json')).not.toMatch(/[<>:"/\\|?*]/);
  });

  it('names a file by the last part of its path', () => {
    expect(baseName('/catalog/exports/look-alikes.csv')).toBe('look-alikes.csv');
    expect(baseName('C:\\exports\\look-alikes.csv')).toBe('look-alikes.csv');
  });
});
