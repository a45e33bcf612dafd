/** Accepts suggestions, one or all that are chosen, previewed or done. */
import type { Parsed } from '../../contract/contract.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { chooseSuggestions, kindOf } from '../../core/repair/chooseSuggestions.ts';
import { listOpen } from './repairJob.ts';

const examplesNamed = 20;

export async function acceptValues(
  { corrections }: CatalogSession,
  { values }: Parsed<'repair.accept'>,
): Promise<{ changed: number }> {
  const previous = await corrections.correct(
    values.map(({ id, field, value }) => ({ productId: id, field, value })),
  );
  return { changed: previous.filter((before, at) => before !== values[at]?.value).length };
}

export async function acceptAll(catalog: CatalogSession, { dryRun, ...choice }: Parsed<'repair.acceptAll'>) {
  const chosen = chooseSuggestions(await listOpen(catalog), choice);
  if (!dryRun && chosen.length > 0)
    await catalog.corrections.correct(
      chosen.map(({ id, field, to }) => ({ productId: id, field, value: to })),
    );
  return {
    changes: chosen.length,
    products: new Set(chosen.map(({ id }) => id)).size,
    fields: [...Map.groupBy(chosen, ({ field }) => field)].map(([field, ofField]) => {
      const missing = ofField.filter((one) => kindOf(one) === 'missing').length;
      return { field, doubtful: ofField.length - missing, missing };
    }),
    examples: chosen.slice(0, examplesNamed),
  };
}
