import { beforeAll, describe, expect, it } from 'vitest';
import { createBounds } from '../../../src/adapters/vectors/bounds.ts';
import { createByteRows } from '../../../src/adapters/vectors/rows/byteRows.ts';
import { createRowProducts } from '../../../src/adapters/vectors/rows/rowProducts.ts';
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

function open() {
  const rows = createByteRows();
  for (const [slot, vector] of vectors.entries()) rows.write(slot, vector);
  const shared = rows.share(vectors.length);
  const { coarse, fine } = shared;
  const own = openThreadMemory(coarse.memory, coarse.roomsAddress);
  const products = createRowProducts(shared, { coarse: own.at.planes, fine: fine.roomsAddress });
  const fill = () => {
    const bounds = createBounds(slots);
    products.fill(bounds);
    return bounds;
  };
  return { rows, products, fill };
}

describe('products with rows, from their bytes', () => {
  let opened: ReturnType<typeof open>;

  beforeAll(() => {
    opened = open();
  });

  it('hold the products with the vectors', () => {
    for (const query of vectors) {
      opened.products.aim(query, 0);
      const { distances, errors } = opened.fill();
      for (const [slot, vector] of vectors.entries())
        expect(Math.abs((distances[slot] ?? 0) + dot(query, vector))).toBeLessThan(errors[slot] ?? 0);
      expect(Math.max(...errors)).toBeLessThan(2e-4);
    }
  });

  it('hold them for a query that is known only so well', () => {
    const [query = shortVector(1)] = vectors;
    const off = 0.01;
    const other = query.map((number, i) => number + (i % 2 === 0 ? 1 : -1) * (off / Math.sqrt(2048)));
    opened.products.aim(other, off);
    const { distances, errors } = opened.fill();
    for (const [slot, vector] of vectors.entries())
      expect(Math.abs((distances[slot] ?? 0) + dot(query, vector))).toBeLessThan(errors[slot] ?? 0);
  });

  it('are made once for a query', () => {
    const { rows, products, fill } = open();
    const [first = shortVector(1), second = shortVector(1)] = vectors;
    products.aim(first, 0);
    const { distances } = fill();
    rows.write(0, second);
    expect(fill().distances).toEqual(distances);
    products.aim(first, 0);
    expect(fill().distances[0]).toBe(distances[1]);
    expect(distances[0]).not.toBe(distances[1]);
  });
});
