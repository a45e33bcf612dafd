/** What is known of a shared catalog's products beside the cluster, and rows of those that a call names. */
import type { BesideCluster } from '../../../adapters/cluster/cluster.ts';
import type { SoldOut } from '../../../contract/queue.ts';
import type { CurationStore } from '../../../core/lists/ports.ts';
import type { ListStates } from '../../../core/products/filterMask.ts';
import type { HeldSelections } from '../../../core/products/heldSelections.ts';
import type { ListSource, MutableProductRows } from '../../../core/products/productRows.ts';
import type { ExposureCounts } from '../exposureCounts.ts';
import { createListStates } from '../stored/listStates.ts';
import { createListSummaries } from '../stored/listSummaries.ts';
import type { StoredCatalog } from '../stored/storedCatalog.ts';

/** How rows come from the cluster. */
export interface RowSource {
  /** As they were published. */
  readonly soldOut: SoldOut | null;
  fetchRows(
    ids: readonly string[],
    how: { readonly hidden: ReadonlySet<string>; readonly soldOut: SoldOut | null },
  ): Promise<MutableProductRows>;
  findKnown(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface SharedProducts {
  readonly beside: Required<Pick<BesideCluster, 'idsOfSelection' | 'curated'>>;
  /** How far lists are, where all products are at hand. */
  listsOver(rows: MutableProductRows): ListSource;
  /** What curation is answered from, where it is about these products. @param type of lists whose states are asked for */
  about(ids: Iterable<string>, type?: string): Promise<StoredCatalog>;
  listStates(type: string): Promise<ListStates>;
  /** Hidden product → the one that is kept for it, both there. */
  hidden(): Promise<ReadonlyMap<string, string>>;
  /** Decisions on products that are gone. */
  countResting(): Promise<number>;
}

export function createSharedProducts(
  source: RowSource,
  curation: CurationStore,
  exposure: ExposureCounts,
  selections: HeldSelections,
): SharedProducts {
  /** Products that were there when somebody asked. */
  const known = new Set<string>();

  async function isThereOf(ids: readonly string[]): Promise<(id: string) => boolean> {
    for (const id of await source.findKnown(ids.filter((each) => !known.has(each)))) known.add(id);
    return (id) => known.has(id);
  }

  /** Keeps what was found out until something is decided. */
  function remembered<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
    let version = -1;
    const found = new Map<string, Promise<T>>();
    return (key) => {
      if (version !== curation.version) found.clear();
      version = curation.version;
      const answer = found.get(key) ?? find(key);
      found.set(key, answer);
      answer.catch(() => found.delete(key));
      return answer;
    };
  }

  const standingHidden = remembered(async (): Promise<ReadonlyMap<string, string>> => {
    const { hidden } = curation.duplicates.decided();
    const isThere = await isThereOf([...hidden].flat());
    return new Map([...hidden].filter((ids) => ids.every(isThere)));
  });
  const hidden = () => standingHidden('');

  const restingNow = remembered(async () =>
    curation.countResting(await isThereOf([...curation.absentIds(() => false)])),
  );

  function over(rows: MutableProductRows): StoredCatalog {
    const listSummaries = createListSummaries(curation, rows);
    const listStates = createListStates(curation, rows, listSummaries, exposure);
    return {
      ...{ curation, rows, exposure, listSummaries, listStates },
      // The cluster has attributes as they were published; who counts what rests asks for it below.
      refresh: () => undefined,
      countResting: () => 0,
    };
  }

  async function about(ids: Iterable<string>, type?: string): Promise<StoredCatalog> {
    const kept = await hidden();
    const how = { hidden: new Set(kept.keys()), soldOut: curation.soldOut() ?? source.soldOut };
    const stored = over(await source.fetchRows([...new Set(ids)], how));
    if (type === undefined) return stored;
    // What stands in other lists is not among these products.
    const states = await statesOf(type);
    return { ...stored, listStates: { ...stored.listStates, statesOf: () => states } };
  }

  const statesOf = remembered(async (type) => {
    const { done } = curation.listStates(type);
    const chosen = done.size === 0 ? [] : [...curation.chosenInDone(type)].map(([, id]) => id);
    return (await about(chosen)).listStates.statesOf(type);
  });

  return {
    beside: {
      idsOfSelection: selections.ids,
      async curated(listTypes) {
        const states = listTypes.map(async (type) => [type, await statesOf(type)] as const);
        return {
          hidden: new Set((await hidden()).keys()),
          soldOut: curation.soldOut(),
          listStates: new Map(await Promise.all(states)),
        };
      },
    },
    listsOver: (rows) => over(rows).listStates,
    about,
    listStates: statesOf,
    hidden,
    countResting: () => restingNow(''),
  };
}
