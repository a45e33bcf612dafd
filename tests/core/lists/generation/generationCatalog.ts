/** Generation over a small catalog with real rows and a real index, and the same by looking at every pair. */
import {
  type GenerationRules,
  generationRulesSchema,
  type Rule,
} from '../../../../src/contract/generation.ts';
import type { Attributes, Filter } from '../../../../src/contract/products.ts';
import {
  type Generated,
  type GenerationSources,
  generateLists,
} from '../../../../src/core/lists/generation/generateLists.ts';
import type { GeneratedList, ListedDecision } from '../../../../src/core/lists/ports.ts';
import { createProductQueries } from '../../../../src/core/products/queryProducts.ts';
import { readRows } from '../../../../src/core/products/readRows.ts';
import type { SearchCatalog } from '../../../../src/core/search/candidates.ts';
import { createLocalSearch } from '../../../../src/core/search/localSearch.ts';
import { compareVectors } from '../../../../src/core/search/metrics.ts';
import { buildCatalog, type CatalogProduct } from '../../search/searchCatalog.ts';

export type Decisions = Readonly<Record<string, readonly ListedDecision[]>>;

export interface Asked {
  readonly rules?: readonly object[];
  readonly length?: number;
  readonly decisions?: Decisions;
  readonly standing?: readonly GeneratedList[];
  readonly ids?: readonly string[];
  readonly mutualProximity?: boolean;
  readonly reverseLinks?: boolean;
}

export type TestCatalog = ReturnType<typeof buildCatalog>;

export function rulesOf({ rules = [], length = 10 }: Asked): GenerationRules {
  return generationRulesSchema.parse({ type: 'substitute', length, rules });
}

export function idsOf({ rows }: SearchCatalog): string[] {
  return Array.from({ length: rows.rowCount }, (_, row) => rows.idAt(row));
}

export function sourcesOf(catalog: TestCatalog, { decisions = {}, standing = [] }: Asked): GenerationSources {
  const { rows } = catalog;
  const queries = createProductQueries(rows);
  let held = 0;
  return {
    products: { ...readRows(rows), ids: async (view) => queries.ids(view) },
    search: createLocalSearch(catalog),
    selections: {
      hold: async (ids) => rows.selections.hold(`selection ${held++}`, ids),
      release: async (id) => rows.selections.release(id),
    },
    decisions: { decisionsOf: (id) => decisions[id] ?? [], generatedOf: () => null },
    standing,
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
    tell: () => undefined,
  };
}

export function generate(catalog: TestCatalog, asked: Asked): Promise<Generated> {
  const allIds = idsOf(catalog);
  const { ids = allIds, mutualProximity = false, reverseLinks = false } = asked;
  return generateLists(sourcesOf(catalog, asked), {
    rules: rulesOf(asked),
    mutualProximity,
    reverseLinks,
    allIds,
    ids,
  });
}

/** "b c", or empty. */
export async function listOf(products: readonly CatalogProduct[], asked: Asked, id: string): Promise<string> {
  const { lists } = await generate(buildCatalog(products), asked);
  return lists.find(({ productId }) => productId === id)?.entries.join(' ') ?? 'none';
}

/** Every list by looking at every pair, one after the other. */
export function generateByForce(catalog: TestCatalog, asked: Asked): Map<string, string[]> {
  const { rules, length } = rulesOf(asked);
  const ids = idsOf(catalog);
  const ordered = rules
    .map((rule, place) => ({ rule, place }))
    .sort((a, b) => (a.rule.priority ?? 1e9) - (b.rule.priority ?? 1e9) || a.place - b.place);
  const exposure = new Map<string, number>();
  const count = (id: string): void => void exposure.set(id, (exposure.get(id) ?? 0) + 1);
  const keptOf = (id: string): string[] =>
    (asked.decisions?.[id] ?? []).filter(({ state }) => state !== 'rejected').map((one) => one.id);
  for (const id of ids) for (const kept of keptOf(id)) count(kept);

  const lists = new Map<string, string[]>();
  for (const id of ids) {
    const own = attributesOf(catalog, id);
    const rule = ordered.find((one) => one.rule.source.every((filter) => fits(own, filter)))?.rule;
    const kept = keptOf(id);
    const decided = new Set([id, ...(asked.decisions?.[id] ?? []).map((one) => one.id)]);
    const entries: string[] = [];
    for (const { id: other, score } of neighboursOf(catalog, id)) {
      if (kept.length + entries.length >= length) break;
      if (decided.has(other)) continue;
      if (rule !== undefined && !admits(rule, other, score)) continue;
      entries.push(other);
    }
    for (const entry of entries) count(entry);
    lists.set(id, entries);

    function admits(applied: Rule, other: string, score: number): boolean {
      const its = attributesOf(catalog, other);
      const valuesIn = (field: string): string[] =>
        [...kept, ...entries].map((entry) => attributesOf(catalog, entry)[field] ?? '');
      const isCapped = (limits: Rule['atMostPer']): boolean =>
        Object.entries(limits).some(([field, most]) => {
          const value = its[field] ?? '';
          return value !== '' && valuesIn(field).filter((each) => each === value).length >= most;
        });
      return (
        applied.target.every((filter) => fits(its, filter)) &&
        applied.same.every((field) => (own[field] ?? '') === '' || own[field] === its[field]) &&
        applied.different.every((field) => (own[field] ?? '') === '' || own[field] !== its[field]) &&
        !applied.exclude.includes(other) &&
        score >= (applied.minScore ?? -1) &&
        !isCapped(applied.atMostPer) &&
        (exposure.get(other) ?? 0) < (applied.exposureCap ?? Number.POSITIVE_INFINITY)
      );
    }
  }
  return lists;
}

function attributesOf({ rows }: SearchCatalog, id: string): Attributes {
  return rows.at(rows.rowOf(id) ?? -1).attributes;
}

function fits(attributes: Attributes, filter: Filter): boolean {
  if (!('values' in filter)) throw new Error('Only filters by value are looked at here.');
  return filter.values.includes(attributes[filter.field] ?? '');
}

const known = new WeakMap<object, Map<string, Neighbours>>();
type Neighbours = readonly { readonly id: string; readonly score: number }[];

/** All others with a picture, nearest first, ties by id; every product has one image at most. */
export function neighboursOf(catalog: SearchCatalog, id: string): Neighbours {
  const lists = known.get(catalog) ?? new Map<string, Neighbours>();
  known.set(catalog, lists);
  const list = lists.get(id) ?? compareAll(catalog, id);
  lists.set(id, list);
  return list;
}

function compareAll({ rows, index }: SearchCatalog, id: string): Neighbours {
  const vectorOf = (row: number): Float32Array | undefined => {
    const [image] = rows.imagesAt(row);
    return image === undefined ? undefined : index.vectorOf(image.imageId);
  };
  const own = vectorOf(rows.rowOf(id) ?? -1);
  if (own === undefined) return [];
  return idsOf({ rows, index })
    .flatMap((other, row) => {
      const vector = other === id ? undefined : vectorOf(row);
      return vector === undefined ? [] : [{ id: other, ...compareVectors(own, vector, 'cosine') }];
    })
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
}
