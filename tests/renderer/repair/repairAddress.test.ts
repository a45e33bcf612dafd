import { expect, it } from 'vitest';
import { type RepairAddress, repairPlace } from '../../../src/renderer/features/repair/repairAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([repairPlace]);
const start: RepairAddress = {
  page: 'repair',
  view: emptyView,
  product: null,
  field: null,
  kind: null,
  min: 0.5,
  at: 0,
};

it('says which suggestions are shown and which is seen, and nothing of what is usual', () => {
  const third: RepairAddress = { ...start, field: 'articleType', kind: 'missing', min: 0.9, at: 2 };
  expect(book.format(third)).toBe('#/repair?of=articleType&kind=missing&from=0.9&suggestion=3');
  expect(book.parse(book.format(third))).toEqual(third);
  expect(book.format(start)).toBe('#/repair');
});

it('takes what cannot be read as usual', () => {
  expect(book.parse('#/repair?kind=odd&from=2&suggestion=0')).toEqual(start);
});
