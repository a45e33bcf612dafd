/** How many there are of everything in a catalog on this machine: counted in pages, between which the engine answers others. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCheckStore } from '../../../adapters/sqlite/catalog/checkStore.ts';
import { Failure } from '../../../contract/failure.ts';
import type { Inventory } from '../../../contract/settings.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

/** 5 ms of work. */
const countedAtOnce = 2048;

/**
 * What comes and goes meanwhile may be counted or not.
 * @throws Failure `cancelled` where the catalog is closed meanwhile
 */
export async function countInventory(catalog: OpenCatalog): Promise<Inventory> {
  const store = createCheckStore(catalog.database);
  const space = catalog.runtime()?.space ?? null;
  const counts = { files: 0, embedded: 0, contents: 0, failed: 0, productsWithout: 0 };

  async function countAll(
    countPage: (afterKey: number) => Partial<Inventory> & { readonly lastKey: number | null },
  ): Promise<void> {
    for (let key = 0; ; ) {
      const { lastKey, ...page } = countPage(key);
      if (lastKey === null) return;
      for (const [what, count] of Object.entries(page)) counts[what as keyof Inventory] += count;
      key = lastKey;
      await nextTurn();
      if (!catalog.database.open) throw new Failure('cancelled', 'The catalog was closed meanwhile.');
    }
  }

  await countAll((key) => store.countFiles(space, key, countedAtOnce));
  await countAll((key) => store.countProductsWithout(space, key, countedAtOnce));
  return counts;
}
