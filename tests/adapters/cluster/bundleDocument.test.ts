/** Bundles of generated lists as documents: what was packed comes out again, or nothing does. */
import { describe, expect, it } from 'vitest';
import {
  bundleDocument,
  idOfBundle,
  readBundleDocument,
} from '../../../src/adapters/cluster/curation/bundleDocument.ts';
import type { ListBundle } from '../../../src/core/team/bundles.ts';

const bundle: ListBundle = {
  set: 'a-set',
  place: 3,
  lists: [
    { productId: 'Größe "1"', rule: 0, entries: ['b', 'c\u0000', '鞋'] },
    { productId: 'b', rule: null, entries: [] },
  ],
};
const by = { author: 'Ann', at: '2026-01-01T00:00:00.000Z' };

interface Document {
  readonly value: Readonly<Record<string, unknown>>;
}

const written = (): Document => JSON.parse(JSON.stringify(bundleDocument(bundle, by))) as Document;

/** The document, with something in it that is otherwise. */
const but = (other: Readonly<Record<string, unknown>>): object => ({
  ...written(),
  value: { ...written().value, ...other },
});

describe('a bundle of lists', () => {
  it('is read as it was written, under an id of its own', () => {
    expect(readBundleDocument(written(), bundle)).toEqual(bundle);
    expect(idOfBundle(bundle)).toBe('bundle-a-set-3');
    expect(written()).toMatchObject({ kind: 'bundle', ...by });
  });

  it('of many lists is a small part of them', () => {
    const lists = Array.from({ length: 500 }, (_, at) => ({
      ...{ productId: `${10_000 + at * 7}`, rule: 0 },
      entries: Array.from({ length: 10 }, (_none, place) => `${10_000 + ((at * 31 + place * 977) % 40_000)}`),
    }));
    const { value } = bundleDocument({ ...bundle, lists }, by) as Document;
    expect(String(value['packed']).length).toBeLessThan(JSON.stringify(lists).length / 3);
    expect(readBundleDocument({ value }, bundle)?.lists).toEqual(lists);
  });

  it('that is not there, is another one or is damaged is none', () => {
    const packed = String(written().value['packed']);
    for (const source of [
      undefined,
      {},
      but({ set: 'another' }),
      but({ place: 4 }),
      but({ packed: packed.slice(0, -8) }),
      but({ packed: `AAAA${packed.slice(4)}` }),
      but({ packed: 'no base64, by far' }),
      but({ digest: 'another' }),
      but({ packed: String((bundleDocument({ ...bundle, lists: [] }, by) as Document).value['packed']) }),
    ])
      expect(readBundleDocument(source, bundle)).toBeNull();
  });
});
