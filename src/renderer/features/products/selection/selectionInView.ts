/** What of a selection a view shows, and what its filters hide. */
import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../../../contract/contract.ts';
import { asFailure } from '../../../../contract/failure.ts';
import type { Filter, View } from '../../../../contract/products.ts';
import { client } from '../../../api/client.ts';
import { showToast } from '../../../shell/toasts.ts';
import { isNarrowed } from '../facets/filters.ts';
import { holdSelection, mostNamed } from './holdSelection.ts';
import { selectedIds, selectWhenKnown, useSelection } from './selection.ts';

/** How many of these products the view shows. @throws Failure */
export async function countInView(ids: readonly string[], view: View): Promise<number> {
  return !isNarrowed(view) || ids.length === 0 ? ids.length : (await listInView(ids, view)).total;
}

function listInView(ids: readonly string[], view: View): Promise<Output<'products.list'>> {
  return askOfThese(ids, (filter) =>
    client.call('products.list', { view: within(view, filter), offset: 0, limit: 1 }),
  );
}

/** How many of the selected products the view's filters hide; null while that is being counted. */
export function useHiddenSelection(view: View): number | null {
  const { ids, version } = useSelection();
  const isAsked = isNarrowed(view) && ids.size > 0;
  const shown = useQuery({
    // Asked for again with the products: an import may bring some into the view.
    queryKey: ['products.list', 'selected', version, { ...view, sort: undefined }],
    queryFn: () => listInView([...ids], view),
    enabled: isAsked,
  });
  if (!isAsked) return 0;
  return shown.data === undefined ? null : ids.size - shown.data.total;
}

/** Takes out of the selection what the view's filters hide, and what is in the catalog no more. */
export async function dropHidden(view: View): Promise<void> {
  const ids = await selectedIds();
  if (ids.length === 0) return;
  try {
    await selectWhenKnown(
      askOfThese(ids, async (filter) => {
        const shown = new Set((await client.call('products.ids', { view: within(view, filter) })).ids);
        return ids.filter((id) => shown.has(id));
      }),
    );
  } catch (thrown) {
    showToast(`The selection stays as it was. ${asFailure(thrown).message}`, { kind: 'error' });
  }
}

/** The view of the selected products and no others, in the same order. @throws Failure where the engine cannot hold them */
export async function viewOfSelection(view: View): Promise<View> {
  const ids = await selectedIds();
  // Held for as long as the catalog is open: the address names it.
  const filter: Filter =
    ids.length <= mostNamed ? { kind: 'ids', ids } : { kind: 'selection', id: await holdSelection(ids) };
  return { ...view, where: [filter], text: '' };
}

function within(view: View, filter: Filter): View {
  return { ...view, where: [...view.where, filter] };
}

/** Asks something about these products, by a filter that means them. */
async function askOfThese<T>(ids: readonly string[], ask: (filter: Filter) => Promise<T>): Promise<T> {
  if (ids.length <= mostNamed) return ask({ kind: 'ids', ids: [...ids] });
  const id = await holdSelection(ids);
  try {
    return await ask({ kind: 'selection', id });
  } finally {
    // Where releasing fails, the engine forgets it in its own time.
    client.call('selections.release', { id }).catch(() => undefined);
  }
}
