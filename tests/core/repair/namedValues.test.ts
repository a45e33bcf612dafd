import { expect, it } from 'vitest';
import { findNamedValues } from '../../../src/core/repair/namedValues.ts';

const values = ['', 'Tshirts', 'Shirts', 'Eye Cream', 'Toner', 'Dress', '+'];

it.each([
  ['Honey Water Toner', ['Toner']],
  ['Ageing cream for the eyes', ['Eye Cream']],
  ['Cream Toner', ['Toner']],
  ['Black shirt', ['Shirts']],
  ['Hanes T-shirts', ['Tshirts', 'Shirts']],
  ['Tshirt', ['Tshirts']],
  ['Summer dresses', []],
  ['', []],
])('finds the values that a name says in all their words: %s', (name, named) => {
  const codes = findNamedValues([name], values).at(0);
  expect([...codes].map((code) => values[code]).toSorted()).toEqual(named.toSorted());
});
