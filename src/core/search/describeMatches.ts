/** Matches as the contract shows them: each product with its nearest image. */
import type { LookAlike } from '../../contract/search.ts';
import type { ProductRows } from '../products/ports.ts';
import type { Match } from './ports.ts';

/** The matches in their order, ranked from 1; a product that has gone since it was found is left out. */
export function describeMatches(rows: ProductRows, matches: readonly Match[]): LookAlike[] {
  const described: LookAlike[] = [];
  for (const { id, imageId, score, distance } of matches) {
    const row = rows.rowOf(id);
    if (row === undefined) continue;
    const { name, attributes, images } = rows.at(row);
    const image = images.find((link) => link.imageId === imageId)?.path ?? '';
    described.push({ rank: described.length + 1, id, name, score, distance, image, imageId, attributes });
  }
  return described;
}
