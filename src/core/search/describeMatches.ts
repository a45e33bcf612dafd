/** Matches as the contract shows them: each product with its nearest image. */
import type { LookAlike } from '../../contract/search.ts';
import type { ProductReader, ProductRecord } from '../products/ports.ts';
import type { Match } from './ports.ts';

/** The matches in their order, ranked from 1; a product that has gone since it was found is left out. */
export async function describeMatches(
  products: Pick<ProductReader, 'recordsOf'>,
  matches: readonly Match[],
): Promise<LookAlike[]> {
  const all = matches.flatMap(({ variants = [], ...match }) => [match, ...variants]);
  const records = await products.recordsOf(
    all.map(({ id }) => id),
    null,
  );
  const byId = new Map(records.flatMap((record, i) => (record === null ? [] : [[all[i]?.id, record]])));

  function describeAll(those: readonly Match[]): LookAlike[] {
    const described: LookAlike[] = [];
    for (const match of those) {
      const record = byId.get(match.id);
      if (record === undefined) continue;
      const { variants } = match;
      described.push({
        ...describe(match, record, described.length + 1),
        ...(variants !== undefined && { variants: describeAll(variants) }),
      });
    }
    return described;
  }

  return describeAll(matches);
}

function describe(
  { id, imageId, score, distance, parts, from, distanceRank }: Match,
  { name, attributes, images }: ProductRecord,
  rank: number,
): LookAlike {
  const image = images.find((link) => link.imageId === imageId)?.path ?? '';
  return {
    ...{ rank, id, name, score, distance, image, imageId, attributes },
    ...(parts !== undefined && { parts }),
    ...(from !== undefined && { from }),
    ...(distanceRank !== undefined && { distanceRank }),
  };
}
