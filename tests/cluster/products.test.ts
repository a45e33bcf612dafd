/** Views, facets and products of a shared catalog are those of the same catalog on this machine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClusterCatalog, createClusterProducts } from '../../src/adapters/cluster/cluster.ts';
import { type View, viewSchema } from '../../src/contract/products.ts';
import type { CatalogSession } from '../../src/core/catalogs/session.ts';
import type { ProductsPort } from '../../src/core/products/ports.ts';
import {
  addressOf,
  makeSampleCatalog,
  openShared,
  publish,
  type SampleCatalog,
} from './fixtures/sampleCatalog.ts';

let sample: SampleCatalog;
let local: CatalogSession;
let shared: ClusterCatalog;
let products: ProductsPort;

beforeAll(async () => {
  sample = await makeSampleCatalog(150);
  const engine = await sample.openEngine();
  await publish(engine, { address: addressOf('products') });
  await engine.close();
  local = await sample.openSession();
  shared = await openShared('products');
  products = createClusterProducts(shared, { idsOfSelection: () => [] });
});

afterAll(async () => {
  await shared.cluster.close();
  await local.close();
  sample.remove();
});

const views: readonly (readonly [string, Partial<View>])[] = [
  ['everything', {}],
  ['the newest first', { sort: { field: 'added', descending: true } }],
  ['by id', { sort: { field: 'id', descending: false } }],
  ['by name, backwards', { sort: { field: 'name', descending: true } }],
  ['by a number', { sort: { field: 'year', descending: true } }],
  ['by words', { sort: { field: 'baseColour', descending: false } }],
  ['a value', { where: [{ field: 'gender', values: ['Women'] }] }],
  [
    'values of two fields',
    {
      where: [
        { field: 'gender', values: ['Women', 'Men'] },
        { field: 'baseColour', values: ['Black', 'Nowhere'] },
      ],
    },
  ],
  ['a text', { text: 'bl' }],
  ['two words', { text: 'men b' }],
  ['a range', { where: [{ kind: 'range', field: 'year', min: 2014 }] }],
  ['what has no value', { where: [{ kind: 'lacks', field: 'season' }] }],
  ['a text in a field', { where: [{ kind: 'text', field: 'articleType', text: 's' }], text: 'm' }],
  ['chosen products', { where: [{ kind: 'ids', ids: ['10001', '10005', 'gone'] }] }],
  ['nothing', { where: [{ field: 'gender', values: ['Nobody'] }] }],
];

describe('a view of a shared catalog', () => {
  it.each(views)('of %s has the same products in the same order, and the same facets', async (_, wanted) => {
    const view = viewSchema.parse(wanted);
    expect(await products.ids(view)).toEqual(await local.products.ids(view));
    expect(await products.list(view, 5, 20)).toEqual(await local.products.list(view, 5, 20));
    expect(await products.facets(view)).toEqual(await local.products.facets(view));
  });

  it('tells where a product stands', async () => {
    const view = viewSchema.parse({ sort: { field: 'name', descending: false } });
    const [id = ''] = (await local.products.ids(view)).slice(33);
    expect(await products.position(view, id)).toBe(33);
    expect(await products.position(view, 'nobody')).toBeNull();
  });

  it('by an unknown field is refused in the same words', async () => {
    const view = viewSchema.parse({ where: [{ field: 'mood', values: ['x'] }] });
    const said = await local.products.list(view, 0, 1).catch((thrown: unknown) => thrown);
    await expect(products.list(view, 0, 1)).rejects.toEqual(said);
  });
});

describe('a product of a shared catalog', () => {
  it('is all that it is on this machine', async () => {
    const ids = await local.products.choose({ kind: 'all' });
    expect(await products.count()).toBe(ids.length);
    for (const id of ids.slice(0, 10)) expect(await products.get(id)).toEqual(await local.products.get(id));
    const wanted = [...ids.slice(40, 60), 'nobody'];
    for (const fields of [null, ['baseColour', 'season']])
      expect(await products.recordsOf(wanted, fields)).toEqual(
        await local.products.recordsOf(wanted, fields),
      );
    await expect(products.get('nobody')).rejects.toMatchObject({ code: 'not-found' });
  });
});
