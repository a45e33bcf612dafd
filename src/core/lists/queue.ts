/** Which lists are still to be curated, in the order of a view. */
import type { ListState } from '../../contract/listWords.ts';
import type { View } from '../../contract/products.ts';
import type { ListStates } from '../products/filterMask.ts';
import type { ProductsPort } from '../products/ports.ts';

export function countStates(ids: readonly string[], { begun, done }: ListStates): Record<ListState, number> {
  const counts = { untouched: 0, begun: 0, done: 0 };
  for (const id of ids) counts[done.has(id) ? 'done' : begun.has(id) ? 'begun' : 'untouched']++;
  return counts;
}

/** The next one whose list is not done, after `after` and round about to it; null where all others are. */
export function nextToCurate(
  ids: readonly string[],
  { done }: ListStates,
  after: string | null,
): string | null {
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  const round = [...ids.slice(start), ...ids.slice(0, start)];
  return round.find((id) => id !== after && !done.has(id)) ?? null;
}

/**
 * As `nextToCurate` in the view's order. In that of a queue, which changes with the work, one that is done is followed by the
 * first of all; and a field's value is finished before another one begins.
 */
export async function nextInQueue(
  products: Pick<ProductsPort, 'ids' | 'recordsOf'>,
  view: View,
  states: ListStates,
  after: string | null,
): Promise<string | null> {
  const ids = await products.ids(view);
  const order = view.queue?.order;
  if (after === null || order === undefined) return nextToCurate(ids, states, after);
  if (order.by === 'field') {
    const [record] = await products.recordsOf([after], [order.field]);
    const values = [record?.attributes[order.field] ?? ''];
    const alike = { ...view, where: [...view.where, { field: order.field, values }] };
    const found = record ? nextToCurate(await products.ids(alike), states, after) : null;
    if (found !== null) return found;
  }
  if (order.by !== 'field' && !states.done.has(after)) return nextToCurate(ids, states, after);
  const others = ids.filter((id) => id !== after);
  return nextToCurate(others, states, null);
}
