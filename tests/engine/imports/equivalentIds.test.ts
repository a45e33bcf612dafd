/** Ids given by a person find the product whose id is canonically equivalent, in every call that takes one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

/** What a keyboard types, and what a file name from a Mac has. */
const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id,type'];
  for (const [at, id] of [decomposed, 'tea', 'r\u00f6sti'].entries()) {
    await place.draw(`${id}.jpg`, at + 1);
    rows.push(`${id},Food`);
  }
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import();
});

afterAll(() => place.close());

describe('an id that is composed otherwise', () => {
  it('gets the product under its own id, with its images, and its place in a view', async () => {
    const product = await place.engine.call('products.get', { id: composed });
    expect(product.id).toBe(decomposed);
    expect(product.images).toHaveLength(1);
    const { ids } = await place.engine.call('products.ids', { view: {} });
    expect(await place.engine.call('products.position', { view: {}, id: composed })).toEqual({
      position: ids.indexOf(decomposed),
    });
    expect(await place.engine.call('products.get', { id: 'ro\u0308sti' })).toMatchObject({
      id: 'r\u00f6sti',
    });
  });

  it('decides on the very product, from either side', async () => {
    await place.engine.call('lists.decide', { id: composed, lookAlikeId: 'tea', state: 'accepted' });
    await place.engine.call('lists.decide', { id: 'tea', lookAlikeId: composed, state: 'rejected' });
    expect(await place.engine.call('lists.get', { id: decomposed })).toMatchObject({
      decisions: [{ id: 'tea', state: 'accepted' }],
    });
    expect(await place.engine.call('lists.get', { id: 'tea' })).toMatchObject({
      decisions: [{ id: decomposed, state: 'rejected' }],
    });
  });

  it('searches, filters, is selected and exported as the one product it is', async () => {
    const query = { kind: 'product', id: composed } as const;
    const { results } = await place.engine.call('search.similar', { query, unlike: [], like: [decomposed] });
    expect(results.map(({ id }) => id).sort()).toEqual(['r\u00f6sti', 'tea']);
    const where = [{ kind: 'ids' as const, ids: [composed] }];
    expect(await place.engine.call('products.ids', { view: { where } })).toEqual({ ids: [decomposed] });
    const { id } = await place.engine.call('selections.hold', { ids: [composed, decomposed] });
    expect(await place.engine.call('selections.size', { id })).toEqual({ id, size: 1, gone: 0 });
    expect(await place.engine.call('selections.remove', { id, ids: [composed] })).toMatchObject({ size: 0 });
    const preview = await place.engine.call('lists.preview', {
      what: { kind: 'products', ids: [composed, decomposed] },
    });
    expect(preview.products).toBe(1);
  });
});
