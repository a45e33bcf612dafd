/** In which order lists are curated, as an address keeps it and as a view asks for it. */
import type { QueueOrder } from '../../../../contract/listWords.ts';
import type { View } from '../../../../contract/products.ts';

/** Null: as the library is sorted. */
export function readQueueOrder(params: URLSearchParams): QueueOrder | null {
  const text = params.get('order') ?? '';
  if (text === 'most-recommended') return { by: 'exposure', first: 'most' };
  if (text === 'least-recommended') return { by: 'exposure', first: 'least' };
  if (text === 'most-missing') return { by: 'shortfall' };
  const field = text.startsWith('field:') ? text.slice('field:'.length) : '';
  return field === '' ? null : { by: 'field', field };
}

export function writeQueueOrder(order: QueueOrder | null, params: URLSearchParams): void {
  if (order !== null) params.set('order', wordOf(order));
}

/** Names the order, in addresses and in menus. */
export function wordOf(order: QueueOrder): string {
  switch (order.by) {
    case 'field':
      return `field:${order.field}`;
    case 'exposure':
      return `${order.first}-recommended`;
    case 'shortfall':
      return 'most-missing';
  }
}

/** The library's view, in the order in which its lists of a type are curated. */
export function viewInOrder(view: View, type: string, order: QueueOrder | null): View {
  return order === null ? view : { ...view, queue: { type, order } };
}
