import { beforeAll, describe, expect, it } from 'vitest';
import { createBounds } from '../../../src/adapters/vectors/bounds.ts';
import { createByteRows } from '../../../src/adapters/vectors/rows/byteRows.ts';
import { quantiseVector } from '../../../src/adapters/vectors/rows/quantise.ts';
import { rowOf as bytesOf } from '../../../src/adapters/vectors/rows/rowMemory.ts';
import { createRowNumbers } from '../../../src/adapters/vectors/rows/rowNumbers.ts';
import { createRowProducts } from '../../../src/adapters/vectors/rows/rowProducts.ts';
import type { RowBytes } from '../../../src/adapters/vectors/rows/sevenBits.ts';
import { openThreadMemory } from '../../../src/adapters/vectors/threadMemory.ts';
import { createRandom, drawVector, shortVector } from '../../core/search/searchCatalog.ts';

const random = createRandom(6);
/** Also one of a single number, one of equal numbers, and of all signs. */
const vectors = [
  ...Array.from({ length: 60 }, () => drawVector(random)),
  shortVector(1),
  new Float32Array(2048).fill(Math.sqrt(1 / 2048)),
];
const slots = Uint32Array.from(vectors, (_, slot) => slot);

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, number, i) => sum + number * (b[i] ?? 0), 0);
}

function rowOf(vector: Float32Array): RowBytes {
  const coarse = new Int8Array(2048);
  const fine = new Int8Array(2048);
  return { coarse, fine, ...quantiseVector(vector, coarse, fine) };
}

function open() {
  const rows = createByteRows();
  for (const [slot, vector] of vectors.entries()) rows.write(slot, vector);
  const shared = rows.share(vectors.length);
  const { coarse, fine } = shared;
  const own = openThreadMemory(coarse.memory, coarse.roomsAddress);
  const planesAt = { coarse: own.at.planes, fine: fine.roomsAddress };
  const products = createRowProducts(shared, planesAt, createRowNumbers());
  const fill = (bytes: 'coarse' | 'all') => {
    const bounds = createBounds(slots);
    products.fill(bounds, bytes);
    return bounds;
  };
  return { shared, products, fill };
}

describe('products with rows, from their bytes', () => {
  let opened: ReturnType<typeof open>;

  beforeAll(() => {
    opened = open();
  });

  it.each([
    { bytes: 'coarse', most: 0.05 },
    { bytes: 'all', most: 2e-4 },
  ] as const)('hold the products with the vectors by $bytes bytes', ({ bytes, most }) => {
    for (const query of vectors) {
      const row = rowOf(query);
      opened.products.aim(row, row.fineErrorL2);
      const { distances, errors } = opened.fill(bytes);
      for (const [slot, vector] of vectors.entries())
        expect(Math.abs((distances[slot] ?? 0) + dot(query, vector))).toBeLessThan(errors[slot] ?? 0);
      expect(Math.max(...errors)).toBeLessThan(most);
    }
  });

  it('are exact of what the bytes stand for', () => {
    const [vector = shortVector(1)] = vectors;
    const row = rowOf(vector);
    opened.products.aim(row, 0);
    const { distances } = opened.fill('all');
    for (const [slot, other] of vectors.entries()) {
      const { coarse, fine, scale } = rowOf(other);
      let sum = 0;
      for (let i = 0; i < 2048; i++)
        sum += (254 * (row.coarse[i] ?? 0) + (row.fine[i] ?? 0)) * (254 * (coarse[i] ?? 0) + (fine[i] ?? 0));
      expect(distances[slot]).toBeCloseTo((-sum * row.scale * scale) / 254 ** 2, 14);
    }
  });

  it('hold them for a query that is known only so well', () => {
    const [query = shortVector(1)] = vectors;
    const off = 0.01;
    const other = query.map((number, i) => number + (i % 2 === 0 ? 1 : -1) * (off / Math.sqrt(2048)));
    const row = rowOf(other);
    opened.products.aim(row, off + row.fineErrorL2);
    const { distances, errors } = opened.fill('all');
    for (const [slot, vector] of vectors.entries())
      expect(Math.abs((distances[slot] ?? 0) + dot(query, vector))).toBeLessThan(errors[slot] ?? 0);
  });

  it('are made once for a query', () => {
    const { shared, products, fill } = open();
    const [first = shortVector(1)] = vectors;
    products.aim(rowOf(first), 0);
    const { distances } = fill('all');
    for (const bytes of [shared.coarse, shared.fine]) bytesOf(bytes, 0).fill(0);
    expect(fill('all').distances).toEqual(distances);
    products.aim(rowOf(first), 0);
    expect(fill('all').distances[0]).toBe(-0);
    expect(distances[0]).toBeCloseTo(-1, 4);
  });
});
