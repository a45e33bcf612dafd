import { expect, it } from 'vitest';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import { buildCatalog, shortVector } from './searchCatalog.ts';

it('lets each of many searches have filters of its own, and exceptions', async () => {
  const colours = ['Red', 'Red', 'Blue', 'Blue', 'Green'];
  const catalog = buildCatalog(
    colours.map((colour, at) => ({
      id: `p${at}`,
      attributes: { colour },
      images: { [`i${at}`]: shortVector(1, at / 10) },
    })),
  );
  const red = [{ field: 'colour', values: ['Red'] }];
  const asked = { id: 'p0', listed: [], excluded: [], count: 3 };
  const queries = [asked, { ...asked, where: red }, { ...asked, whereNot: red }];
  const options = { metric: 'cosine', same: [], diversity: 0, onFallback: () => undefined } as const;
  const found: string[] = [];
  for await (const answer of createLocalSearch(catalog).listsOf(queries, [], options))
    found.push(answer.found?.nearest.map(({ id }) => id).join(' ') ?? '');
  expect(found).toEqual(['p1 p2 p3', 'p1', 'p2 p3 p4']);
});
