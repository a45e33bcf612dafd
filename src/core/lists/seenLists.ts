/** What many lists have now, so that it can be kept with them when they are said to be done. */
import type { ListsOptions, SearchPort } from '../search/ports.ts';
import { kindOf } from './listKinds.ts';
import type { CurationPort, DoneList } from './ports.ts';
import { askForList, buildRecommendationList, today } from './recommendationList.ts';

/**
 * @param ids the products' own
 * @param onLooked told after each list, of how many
 * @returns their lists as `showList` has them without filters, searched for together
 */
export async function seenLists(
  {
    search,
    curation,
    ranking,
  }: Pick<ListsOptions, 'ranking'> & {
    readonly search: SearchPort;
    readonly curation: Pick<CurationPort, 'types' | 'decisions'>;
  },
  type: string,
  ids: readonly string[],
  onLooked: (done: number) => void = () => undefined,
): Promise<DoneList[]> {
  const top = kindOf(await curation.types(), type).length;
  const day = today();
  const { decisionsOf, generatedOf } = await curation.decisions(type);
  const asked = ids.map((id) =>
    askForList(id, decisionsOf(id), generatedOf(id), { type, top, onlyCurated: false }, day),
  );
  const options = { metric: 'cosine' as const, same: [], ranking, onFallback: () => undefined };
  const lists: DoneList[] = [];
  for await (const { query, found } of search.listsOf(asked, [], options)) {
    const entries = found === null ? [] : buildRecommendationList(query, found, { top });
    lists.push({ productId: query.id, seen: entries.map(({ match }) => match.id) });
    onLooked(lists.length);
  }
  return lists;
}
