/** Matches as the contract shows them: each product with its nearest image. */
import type { LookAlike } from '../../contract/search.ts';
import type { ProductReader } from '../products/ports.ts';
import type { Match } from './ports.ts';

/** The matches in their order, ranked from 1; a product that has gone since it was found is left out. */
export async function describeMatches(
  products: Pick<ProductReader, 'recordsOf'>,
  matches: readonly Match[],
): Promise<LookAlike[]> {
  const ids = matches.map(({ id }) => id);
  const records = await products.recordsOf(ids, null);
  const described: LookAlike[] = [];
  for (const [i, { id, imageId, score, distance, from }] of matches.entries()) {
    const record = records[i] ?? null;
    if (record === null) continue;
    const { name, attributes, images } = record;
    const image = images.find((link) => link.imageId === imageId)?.path ?? '';
    described.push({
      ...{ rank: described.length + 1, id, name, score, distance, image, imageId, attributes },
      ...(from !== undefined && { from }),
    });
  }
  return described;
}
