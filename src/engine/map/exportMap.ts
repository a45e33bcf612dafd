/** The map as a table. */
import { resolve } from 'node:path';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Output, Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';

/** @throws Failure `not-found` where nothing was laid out; `not-allowed`, `disk-full` */
export async function exportMap(
  catalog: CatalogSession,
  { method, file }: Parsed<'map.export'>,
): Promise<Output<'map.export'>> {
  const layout = await catalog.map.layout(method);
  if (layout === null) {
    throw new Failure('not-found', 'There is no map yet, so nothing was written. Lay the map out first.');
  }
  const { ids, x, y } = layout.points;
  const stringify = createCsvStringifier(['product_id', 'x', 'y']);
  const target = resolve(file);
  await writeAside(target, stringify(ids.map((id, at) => [id, x[at] ?? 0, y[at] ?? 0])));
  return { points: ids.length, file: target };
}
