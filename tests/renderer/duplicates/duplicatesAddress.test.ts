import { expect, it } from 'vitest';
import {
  type DuplicatesAddress,
  duplicatesPlace,
} from '../../../src/renderer/features/duplicates/duplicatesAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([duplicatesPlace]);
const start: DuplicatesAddress = {
  page: 'duplicates',
  view: emptyView,
  product: null,
  mode: null,
  min: null,
  max: null,
  rule: 'resolution',
  at: 0,
};

it('says what is looked for, which group is seen and who is kept, and nothing of what is usual', () => {
  const third: DuplicatesAddress = {
    ...start,
    product: '10',
    mode: 'look-alike',
    min: 0.95,
    max: 0.99,
    rule: 'oldest',
    at: 2,
  };
  expect(book.format(third)).toBe(
    '#/duplicates?product=10&mode=look-alike&min=0.95&max=0.99&keep=oldest&group=3',
  );
  expect(book.parse(book.format(third))).toEqual(third);
  expect(book.format(start)).toBe('#/duplicates');
});

it('takes what cannot be read as usual', () => {
  expect(book.parse('#/duplicates?mode=twin&min=2&max=-1&keep=best&group=0')).toEqual(start);
});
