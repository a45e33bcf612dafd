import type { Output } from '../../src/contract/contract.ts';
import type { Engine } from '../../src/engine/engine.ts';

/** Opens a catalog with nothing left to be done of what opening puts off: closing writes the index's cache file, a search readies the text. */
export async function openSettled(engine: Engine, folder: string): Promise<Output<'catalogs.open'>> {
  await engine.call('catalogs.open', { folder });
  await engine.call('catalogs.close', {});
  const catalog = await engine.call('catalogs.open', { folder });
  await engine.call('products.ids', { view: { text: 'a' } });
  return catalog;
}
