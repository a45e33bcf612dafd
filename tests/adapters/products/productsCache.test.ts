import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ProductsIdentity,
  readProductsCache,
  writeProductsCache,
} from '../../../src/adapters/products/productsCache.ts';
import { createPacking, type PackedProducts } from '../../../src/core/products/packedProducts.ts';
import { product } from '../../core/products/catalogRows.ts';
import { expectTurnedBitsSeen, expectWrongLengthSeen } from '../files/cache/expectDamageSeen.ts';
import { openTemporaryFolder } from '../files/temporaryFolder.ts';

const identity: ProductsIdentity = { space: 'space-a', products: '7 token', embeddings: '9 token' };
const perPage = 40;

/** @param padding more bytes in each name */
function makePages(count: number, padding = 0): PackedProducts[] {
  const pack = createPacking();
  return Array.from({ length: count }, (_, page) =>
    pack(
      Array.from({ length: perPage }, (_, at) => {
        const number = page * perPage + at;
        return product(
          `id ${number}`,
          `Ünï ${number}${'x'.repeat(padding)}`,
          { colour: `shade ${number % 50}`, ...(number % 7 === 0 ? { rare: `${number}` } : {}) },
          Array.from({ length: number % 3 }, (_, image) => `image ${number} ${image}`),
        );
      }),
    ),
  );
}

const pages = makePages(5);
const folder = openTemporaryFolder();
let file: string;

const write = (isStale = () => false, content: Iterable<PackedProducts> = pages) =>
  writeProductsCache(file, identity, content, isStale);

/** All pages, or null where they are not sound. */
async function read(asked: Partial<ProductsIdentity> = {}, path = file): Promise<PackedProducts[] | null> {
  const taken: PackedProducts[] = [];
  const isSound = await readProductsCache(path, { ...identity, ...asked }, (page) => taken.push(page));
  return isSound ? taken : null;
}

const readFrom = (path: string) => read({}, path);

beforeEach(async () => {
  file = folder.at('products.cache');
  await write();
});

describe('the cache file of products', () => {
  it('has them as they were, and nothing beside it', async () => {
    expect(await read()).toEqual(pages);
    expect(readdirSync(folder.path)).toEqual(['products.cache']);
  });

  it('has pages that lie across the blocks that are read at once, and one that is larger than a block', async () => {
    const large = [...makePages(3, 60_000), ...makePages(1, 150_000)];
    await write(undefined, large);
    expect(readFileSync(file).length).toBeGreaterThan(3 * 4 * 2 ** 20);
    expect(await read()).toEqual(large);
  });

  it('can be of a catalog without any', async () => {
    await write(undefined, []);
    expect(await read()).toEqual([]);
  });

  it.each<Partial<ProductsIdentity>>([
    { space: 'space-b' },
    { space: null },
    { products: '8 token' },
    { embeddings: '8 token' },
  ])('is passed over where other products are asked for: %o', async (other) => {
    expect(await read(other)).toBeNull();
  });

  it('is passed over with a single bit turned anywhere', async () => {
    await expectTurnedBitsSeen(file, readFrom, { startBytes: 300, step: 61 });
  });

  it('is passed over where it is cut, longer, empty, missing or a folder', async () => {
    await expectWrongLengthSeen(file, readFrom, { folder: folder.path, cutTo: [300, 20, 0] });
  });

  it('stays as it was where its writing is ended', async () => {
    const before = readFileSync(file);
    expect(await write(() => true)).toBe(false);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder.path)).toEqual(['products.cache']);
  });

  it('is written and read in turns', async () => {
    let turns = 0;
    let isOver = false;
    const turning = (async () => {
      for (; !isOver; turns++) await nextTurn();
    })();
    await write();
    expect(turns).toBeGreaterThanOrEqual(pages.length);
    turns = 0;
    await read();
    expect(turns).toBeGreaterThanOrEqual(pages.length);
    isOver = true;
    await turning;
  });
});
