/** What is known of a shared catalog's products beside the cluster, and rows of those that a call names. */
import type { BesideCluster, CuratedProducts } from '../../../adapters/cluster/cluster.ts';
import type { SoldOut } from '../../../contract/queue.ts';
import type { CurationStore } from '../../../core/lists/ports.ts';
import type { ListStates } from '../../../core/products/filterMask.ts';
import {
  createProductRows,
  type ListSource,
  type MutableProductRows,
} from '../../../core/products/productRows.ts';
import type { ExposureCounts } from '../exposureCounts.ts';
import { createListStates } from '../stored/listStates.ts';
import { createListSummaries } from '../stored/listSummaries.ts';
import type { StoredCatalog } from '../stored/storedCatalog.ts';
import type { SeenProducts } from './seenProducts.ts';

/** How rows come from the cluster. */
export interface RowSource {
  /** As they were published. */
  readonly soldOut: SoldOut | null;
  findKnown(ids: readonly string[]): Promise<ReadonlySet<string>>;
  fetchRows(
    ids: readonly string[],
    how: Pick<CuratedProducts, 'hidden' | 'soldOut' | 'unshown'>,
  ): Promise<MutableProductRows>;
}

export interface SharedProducts {
  /** What the cluster is asked with. */
  readonly curated: Required<BesideCluster>['curated'];
  /** How far lists are, where all products are at hand. */
  listsOver(rows: MutableProductRows): ListSource;
  /** What curation is answered from, where it names these products and asks no more of them: also while the cluster is away. */
  naming(ids: Iterable<string>): Promise<StoredCatalog>;
  /** The same where it asks what they are. @param type of lists whose states are asked for */
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
  seen: SeenProducts,
): SharedProducts {
  async function isThereOf(ids: readonly string[]): Promise<(id: string) => boolean> {
    const unsure = ids.filter((id) => !seen.isSure(id));
    if (unsure.length > 0) {
      const found = await source.findKnown(unsure).catch((thrown: unknown) => {
        if (seen.areKnown(unsure, thrown)) return null;
        throw thrown;
      });
      if (found !== null) seen.note(unsure, found);
    }
    return seen.has;
  }

  /** Keeps what was found out until something is decided, or products may be others. */
  function remembered<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
    let version = '';
    const found = new Map<string, Promise<T>>();
    return (key) => {
      const now = `${curation.version} ${seen.doubts}`;
      if (version !== now) found.clear();
      version = now;
      const answer = found.get(key) ?? find(key);
      found.set(key, answer);
      answer.catch(() => found.delete(key));
      return answer;
    };
  }

  let fieldsKnown: { readonly version: number; readonly fields: ReadonlySet<string> } | null = null;
  function correctedFields(): ReadonlySet<string> {
    if (fieldsKnown?.version === curation.version) return fieldsKnown.fields;
    const fields = new Set([...curation.corrections.all()].map(({ field }) => field));
    fieldsKnown = { version: curation.version, fields };
    return fields;
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
      // The cluster's products are corrected there; who counts what rests asks for it below.
      refresh: () => undefined,
      countResting: () => 0,
    };
  }

  async function fetchRows(ids: readonly string[]): Promise<MutableProductRows> {
    const kept = await hidden();
    const how = {
      hidden: new Set(kept.keys()),
      soldOut: curation.soldOut() ?? source.soldOut,
      unshown: curation.replica.unshownCorrections(),
    };
    const rows = await source.fetchRows(ids, how);
    seen.note(ids, new Set(ids.filter((id) => rows.idAt(rows.rowOf(id) ?? -1) === id)));
    return rows;
  }

  async function naming(ids: Iterable<string>): Promise<StoredCatalog> {
    const named = [...new Set(ids)];
    const known = named.filter(seen.has);
    const unseen = named.filter((id) => !seen.has(id));
    const rows =
      unseen.length === 0
        ? createProductRows()
        : await fetchRows(unseen).catch((thrown: unknown) => {
            if (seen.areGone(unseen, thrown)) return createProductRows();
            throw thrown;
          });
    rows.upsert(known.map((id) => ({ id, name: '', attributes: {}, images: [] })));
    return over(rows);
  }

  async function about(ids: Iterable<string>, type?: string): Promise<StoredCatalog> {
    const stored = over(await fetchRows([...new Set(ids)]));
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
    async curated(listTypes) {
      const states = listTypes.map(async (type) => [type, await statesOf(type)] as const);
      return {
        hidden: new Set((await hidden()).keys()),
        soldOut: curation.soldOut(),
        listStates: new Map(await Promise.all(states)),
        unshown: curation.replica.unshownCorrections(),
        correctedFields: correctedFields(),
      };
    },
    listsOver: (rows) => over(rows).listStates,
    naming,
    about,
    listStates: statesOf,
    hidden,
    countResting: () => restingNow(''),
  };
}
