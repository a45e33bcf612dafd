/** Candidates of many lists at once: the nearest products that a list's rule lets in, as far as filters can say it. */
import type { Filter } from '../../../contract/products.ts';
import type { ListQuery } from '../../search/ports.ts';
import type { ListFill } from './listFill.ts';
import type { ProductTable } from './productTable.ts';
import { type SearchSources, searchAll } from './searchAll.ts';

/** Nearest first. */
export interface Candidates {
  readonly rows: Int32Array;
  readonly scores: Float64Array;
  /** There are no others that the rule lets in, but for those left out by filters. */
  readonly areAll: boolean;
}

export interface CandidateRequest {
  readonly fill: ListFill;
  readonly count: number;
  /** What is left out beside the rule's own exceptions. */
  readonly without: readonly Filter[];
  /** What else they must pass. */
  readonly within?: readonly Filter[];
}

interface Query extends ListQuery {
  readonly place: number;
  /** Farther ones have no place in the list. */
  readonly least: number;
}

interface FilterGroup {
  readonly where: readonly Filter[];
  readonly whereNot: readonly Filter[];
}

export interface CandidateSearch {
  /** In the order of the requests. @throws Failure `cancelled`; what a search throws */
  find(requests: readonly CandidateRequest[]): Promise<Candidates[]>;
}

/** A field with more values than this is compared entry by entry: a mask per value would take longer than it saves. */
const mostMaskedValues = 1000;

/** @param onFound told after each list */
export function createCandidateSearch(
  sources: SearchSources,
  table: ProductTable,
  onFound: () => void,
): CandidateSearch {
  /** Stands for filters that may be long: relaxed rules share theirs with the rule. */
  const numbers = new Map<unknown, number>();
  function numberOf(part: unknown): number {
    const number = numbers.get(part) ?? numbers.size;
    numbers.set(part, number);
    return number;
  }

  /** Lists of one group share the very arrays, and so the masks that come of them. */
  function groupOf(
    { fill: { row, rule }, without, within = [] }: CandidateRequest,
    groups: Map<string, FilterGroup>,
  ) {
    const { same, different } = rule;
    const compared = different.filter((field) => table.column(field).values.length <= mostMaskedValues);
    const codes = [...same, ...compared].map((field) => table.column(field).codeAt(row));
    const key = JSON.stringify([
      numberOf(rule.target),
      numberOf(rule.exclude),
      same,
      compared,
      codes,
      without,
      within,
    ]);
    const known = groups.get(key);
    if (known !== undefined) return { key, group: known };
    const valueFilters = (fields: readonly string[]): Filter[] =>
      fields.flatMap((field): Filter[] => {
        const { values, codeAt } = table.column(field);
        const value = values[codeAt(row)] ?? '';
        return value === '' ? [] : [{ field, values: [value] }];
      });
    const excluded: Filter[] = rule.exclude.length === 0 ? [] : [{ kind: 'ids', ids: rule.exclude }];
    const group = {
      where: [...rule.target, ...valueFilters(same), ...within],
      whereNot: [...excluded, ...valueFilters(compared), ...without],
    };
    groups.set(key, group);
    return { key, group };
  }

  return {
    async find(requests) {
      const groups = new Map<string, FilterGroup>();
      const asked = requests.map((request, place) => {
        const { fill, count } = request;
        const { key, group } = groupOf(request, groups);
        const query: Query = {
          id: idAt(fill.row),
          listed: [],
          excluded: [...fill.kept, ...fill.rejected, ...fill.chosen].map(idAt),
          count,
          ...group,
          place,
          least: fill.rule.minScore ?? Number.NEGATIVE_INFINITY,
        };
        return { key, query };
      });
      asked.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.query.place - b.query.place));
      const found = requests.map((): Candidates => none);
      const queries = asked.map(({ query }) => query);
      for await (const { query, found: matches } of searchAll(sources, queries, onFound)) {
        const nearest = matches?.nearest ?? [];
        const known = nearest.flatMap(({ id, score }) => {
          const row = table.rowOf(id);
          return row === undefined ? [] : [{ row, score }];
        });
        found[query.place] = {
          rows: Int32Array.from(known, ({ row }) => row),
          scores: Float64Array.from(known, ({ score }) => score),
          areAll: nearest.length < query.count || (nearest.at(-1)?.score ?? 0) < query.least,
        };
      }
      return found;
    },
  };

  function idAt(row: number): string {
    return table.ids[row] ?? '';
  }
}

const none: Candidates = { rows: new Int32Array(0), scores: new Float64Array(0), areAll: true };
