/** Reverse links by hand, and over a drawn catalog. */
import { expect, it } from 'vitest';
import type { Generated } from '../../../../src/core/lists/generation/generateLists.ts';
import { embeddingLength } from '../../../../src/core/models/ports.ts';
import { buildCatalog, type CatalogProduct, createRandom, drawVector } from '../../search/searchCatalog.ts';
import { type Asked, generate } from './generationCatalog.ts';

function at(id: string, degrees: number): CatalogProduct {
  const vector = new Float32Array(embeddingLength);
  vector[0] = Math.cos((degrees * Math.PI) / 180);
  vector[1] = Math.sin((degrees * Math.PI) / 180);
  return { id, attributes: {}, images: { [`image of ${id}`]: vector } };
}

/** Of two places: hub → near left, near → hub left, left → hub near, alone → near hub. */
const few = [at('hub', 0), at('near', 10), at('left', -12), at('alone', 60)];

async function listsOf(asked: Asked): Promise<{ lists: Record<string, string>; linked: number }> {
  const { lists, linked } = await generate(buildCatalog(few), { reverseLinks: true, ...asked });
  return { lists: Object.fromEntries(lists.map((list) => [list.productId, list.entries.join(' ')])), linked };
}

it('a product that no list shows takes the last place in the nearest list that may give it up', async () => {
  expect(await listsOf({ length: 2 })).toEqual({
    lists: { hub: 'near left', near: 'hub alone', left: 'hub near', alone: 'near hub' },
    linked: 1,
  });
});

it('it is offered to the next list where the first one rejected it', async () => {
  const decisions = { near: [{ id: 'alone', state: 'rejected' as const }] };
  expect(await listsOf({ length: 2, decisions })).toEqual({
    lists: { hub: 'near alone', near: 'hub left', left: 'hub near', alone: 'near hub' },
    linked: 1,
  });
});

it('nobody is pushed out of the only list that shows it, and what was decided keeps its place', async () => {
  expect(await listsOf({ length: 1 })).toEqual({
    lists: { hub: 'left', near: 'alone', left: 'hub', alone: 'near' },
    linked: 2,
  });
  const decisions = {
    hub: [{ id: 'near', state: 'pinned' as const }],
    near: [{ id: 'hub', state: 'accepted' as const }],
  };
  const { lists, linked } = await listsOf({ length: 1, decisions });
  expect([lists['hub'], lists['near'], linked]).toEqual(['', '', 0]);
});

it('rules hold for it', async () => {
  const { lists, linked } = await listsOf({ length: 2, rules: [{ exclude: ['alone'] }] });
  expect([lists['near'], linked]).toEqual(['hub left', 0]);
});

it('over a drawn catalog only last places change, and as many products are found again as are told', async () => {
  const random = createRandom(4);
  const centres = Array.from({ length: 4 }, () => drawVector(random));
  const products = Array.from({ length: 160 }, (_, place): CatalogProduct => {
    const vector = drawVector(random, centres[place % 4], 1 + random());
    const attributes = { gender: place % 3 === 0 ? 'Men' : 'Women' };
    return { id: `p${place}`, attributes, images: { [`i${place}`]: vector } };
  });
  const catalog = buildCatalog(products);
  const asked: Asked = { length: 4, rules: [{ same: ['gender'], exposureCap: 12 }] };
  const [plain, linked] = [
    await generate(catalog, asked),
    await generate(catalog, { ...asked, reverseLinks: true }),
  ];
  const orphansOf = ({ lists }: Generated): Set<string> => {
    const shown = new Set(lists.flatMap(({ entries }) => entries));
    return new Set(products.map(({ id }) => id).filter((id) => !shown.has(id)));
  };
  const [before, after] = [orphansOf(plain), orphansOf(linked)];
  expect(linked.linked).toBeGreaterThan(5);
  expect(before.size - after.size).toBe(linked.linked);
  expect([...after].filter((id) => !before.has(id))).toEqual([]);
  const genderOf = new Map(products.map(({ id, attributes }) => [id, attributes?.['gender']]));
  for (const [place, { productId, entries }] of linked.lists.entries()) {
    expect(entries.slice(0, -1)).toEqual(plain.lists[place]?.entries.slice(0, entries.length - 1));
    expect(new Set(entries).size).toBe(entries.length);
    for (const entry of entries) expect(genderOf.get(entry)).toBe(genderOf.get(productId));
  }
});
