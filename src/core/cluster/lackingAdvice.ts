/** What to do about originals that are not on the machine which embeds a shared catalog. */
import type { BroughtBy, Lacking } from '../../contract/cluster.ts';

/** Where products are removed whose originals were deleted. */
const removedWhere: Readonly<Record<BroughtBy, string>> = {
  here: 'what was imported here, on this machine',
  others: 'what others imported, on their machines',
  published: 'what was published, in the catalog that it came from, which is then published again',
};

const inOrder: readonly BroughtBy[] = ['here', 'others', 'published'];

/** Sentences; null where none is lacking. */
export function adviceOnLacking(lacking: readonly Lacking[]): string | null {
  if (lacking.length === 0) return null;
  const brought = new Set(lacking.map(({ broughtBy }) => broughtBy));
  const where = inOrder.filter((by) => brought.has(by)).map((by) => removedWhere[by]);
  return (
    'Whoever has the rest embeds the catalog with the same model, pooling and input size; then all of it is shown. ' +
    'An original that was deleted holds that up until its product is removed (“Remove products whose files are gone”, ' +
    `or an import of its folder with --prune): ${where.join('; ')}.`
  );
}
