/** What many lists have now, so that it can be kept with them when they are said to be done. */
import { kindOf } from './listKinds.ts';
import type { DoneList } from './ports.ts';
import { askForList, buildRecommendationList, today } from './recommendationList.ts';
import type { ListSources } from './showList.ts';

/** @param ids the products' own. @returns their lists as `showList` has them without filters, searched for together */
export async function seenLists(
  { search, curation }: Pick<ListSources, 'search' | 'curation'>,
  type: string,
  ids: readonly string[],
): Promise<DoneList[]> {
  const top = kindOf(await curation.types(), type).length;
  const day = today();
  const asked = await Promise.all(
    ids.map(async (id) => {
      const decisions = await curation.decisionsOf(id, type);
      const generated = await curation.generatedOf(id, type);
      return askForList(id, decisions, generated, { type, top, onlyCurated: false }, day);
    }),
  );
  const diversity = 0;
  const options = { metric: 'cosine' as const, same: [], diversity, onFallback: () => undefined };
  const lists: DoneList[] = [];
  for await (const { query, found } of search.listsOf(asked, [], options)) {
    const entries = found === null ? [] : buildRecommendationList(query, found, { top, diversity });
    lists.push({ productId: query.id, seen: entries.map(({ match }) => match.id) });
  }
  return lists;
}
