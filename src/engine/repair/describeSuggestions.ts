/** Suggestions with who votes on them. */
import { Failure } from '../../contract/failure.ts';
import type { NeighbourValue, Suggestion } from '../../contract/insight/repair.ts';
import type { ProductSummary } from '../../contract/products.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import type { ProductRecord } from '../../core/products/ports.ts';
import type { HeldSuggestion } from '../../core/repair/chooseSuggestions.ts';
import { type HeldRepair, heldRepair } from './repairJob.ts';

/** The nearest products that a product had when it was looked at, nearest first. */
function nearestOf({ rowOf, ids, neighbours }: HeldRepair, id: string): { id: string; score: number }[] {
  const row = rowOf.get(id);
  if (row === undefined) return [];
  const { k, rows, scores } = neighbours;
  return Array.from({ length: k }, (_, at) => row * k + at).flatMap((place) => {
    const other = ids[rows[place] ?? -1];
    return other === undefined ? [] : [{ id: other, score: scores[place] ?? 0 }];
  });
}

/** With what the neighbours say now; those that are gone are left out. */
export async function describeSuggestions(
  catalog: CatalogSession,
  suggestions: readonly HeldSuggestion[],
): Promise<Suggestion[]> {
  const repair = heldRepair(catalog);
  if (repair === null) return [];
  const nearest = suggestions.map(({ id }) => nearestOf(repair, id));
  const ids = [...new Set(nearest.flat().map(({ id }) => id))];
  const fields = [...new Set(suggestions.map(({ field }) => field))];
  const records = await catalog.products.recordsOf(ids, fields);
  const byId = new Map(ids.map((id, at) => [id, records[at] ?? null]));
  return suggestions.map((suggestion, at) => ({
    ...suggestion,
    neighbours: (nearest[at] ?? []).flatMap(({ id, score }): NeighbourValue[] => {
      const record = byId.get(id) ?? null;
      return record === null ? [] : [{ id, score, value: record.attributes[suggestion.field] ?? '' }];
    }),
  }));
}

/** @throws Failure `not-found` for an unknown product, or before the first look */
export async function describeEvidence(catalog: CatalogSession, given: string, field: string) {
  const repair = heldRepair(catalog);
  if (repair === null)
    throw new Failure('not-found', 'The metadata was not looked at yet. Look at it first.');
  const id = await catalog.products.ownId(given);
  const nearest = nearestOf(repair, id);
  const [own = null, ...others] = await catalog.products.recordsOf(
    [id, ...nearest.map((near) => near.id)],
    [field],
  );
  if (own === null) throw new Failure('not-found', `There is no product ${given}.`);
  return {
    product: summaryOf(own),
    neighbours: nearest.flatMap((near, at) => {
      const record = others[at] ?? null;
      return record === null
        ? []
        : [{ ...near, value: record.attributes[field] ?? '', product: summaryOf(record) }];
    }),
  };
}

function summaryOf({ id, name, images }: ProductRecord): ProductSummary {
  return { id, name, imageId: images[0]?.imageId ?? null };
}
