import { expect, it } from 'vitest';
import {
  type QueueAddress,
  queuePlace,
  viewOfQueue,
} from '../../../src/renderer/features/queue/queueAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([queuePlace]);
const start: QueueAddress = {
  page: 'lists',
  view: emptyView,
  product: null,
  type: 'substitute',
  state: null,
  order: null,
};

it('says which lists are shown, and nothing of what is usual; what cannot be read is that', () => {
  const begun: QueueAddress = { ...start, type: 'cross-sell', state: 'begun', product: '10' };
  expect(book.format(begun)).toBe('#/lists?product=10&type=cross-sell&state=begun');
  expect(book.parse(book.format(begun))).toEqual(begun);
  expect(book.format(start)).toBe('#/lists');
  expect(book.parse('#/lists?type=No+type&state=lost')).toEqual(start);
});

it('keeps the order in which lists are curated', () => {
  const orders = {
    'field%3Abase+colour': { by: 'field', field: 'base colour' },
    'most-recommended': { by: 'exposure', first: 'most' },
    'least-recommended': { by: 'exposure', first: 'least' },
    'most-missing': { by: 'shortfall' },
  } as const;
  for (const [word, order] of Object.entries(orders)) {
    const address: QueueAddress = { ...start, order };
    expect(book.format(address)).toBe(`#/lists?order=${word}`);
    expect(book.parse(`#/lists?order=${word}`)).toEqual({ ...start, order });
    expect(viewOfQueue({ ...start, order, state: 'done' })).toEqual({
      ...emptyView,
      where: [{ kind: 'list', type: 'substitute', states: ['done'] }],
      queue: { type: 'substitute', order },
    });
  }
  for (const word of ['', 'field:', 'best']) expect(book.parse(`#/lists?order=${word}`)).toEqual(start);
});

it('comes back to the lists that were seen last, with the filters that are on now', () => {
  const last: QueueAddress = { ...start, type: 'related', state: 'done' };
  const view = { ...emptyView, text: 'navy' };
  expect(queuePlace.enter({ view, product: '3' }, last)).toEqual({ ...last, view, product: '3' });
});

it('keeps to the library’s filters, and of these to the chosen state', () => {
  const view = { ...emptyView, where: [{ field: 'gender', values: ['Men'] }] };
  expect(viewOfQueue({ ...start, view })).toBe(view);
  expect(viewOfQueue({ ...start, view, state: 'done' }).where).toEqual([
    { field: 'gender', values: ['Men'] },
    { kind: 'list', type: 'substitute', states: ['done'] },
  ]);
});
