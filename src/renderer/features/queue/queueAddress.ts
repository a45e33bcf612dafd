/** Where the lists of the library's view are shown: of which type, and how far they are. */
import {
  type ListState,
  listStateSchema,
  listTypeSchema,
  type QueueOrder,
} from '../../../contract/listWords.ts';
import type { View } from '../../../contract/products.ts';
import type { Address, Place } from '../../shell/address.ts';
import { readQueueOrder, viewInOrder, writeQueueOrder } from '../search/list/queueOrder.ts';

export interface QueueAddress extends Address {
  readonly page: 'lists';
  readonly type: string;
  /** Null: all. */
  readonly state: ListState | null;
  /** Null: as the library is sorted. */
  readonly order: QueueOrder | null;
}

const usualType = 'substitute';

export const queuePlace: Place<QueueAddress> = {
  name: 'lists',
  paths: ['lists'],
  read: ({ view, product, params }) => ({
    page: 'lists',
    view,
    product,
    type: listTypeSchema.safeParse(params.get('type')).data ?? usualType,
    state: listStateSchema.safeParse(params.get('state')).data ?? null,
    order: readQueueOrder(params),
  }),
  write({ type, state, order }, params) {
    if (type !== usualType) params.set('type', type);
    if (state !== null) params.set('state', state);
    writeQueueOrder(order, params);
    return 'lists';
  },
  enter: ({ view, product }, last) => ({
    page: 'lists',
    type: last?.type ?? usualType,
    state: last?.state ?? null,
    order: last?.order ?? null,
    view,
    product,
  }),
};

export function isQueue(address: Address): address is QueueAddress {
  return address.page === queuePlace.name;
}

/** The library's view in the order of the queue, of it those whose lists are in the chosen state. */
export function viewOfQueue({
  view,
  type,
  state,
  order,
}: Pick<QueueAddress, 'view' | 'type' | 'state' | 'order'>): View {
  const ordered = viewInOrder(view, type, order);
  if (state === null) return ordered;
  return { ...ordered, where: [...view.where, { kind: 'list', type, states: [state] }] };
}
