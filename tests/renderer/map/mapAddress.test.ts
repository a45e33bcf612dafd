import { expect, it } from 'vitest';
import { type MapAddress, mapPlace } from '../../../src/renderer/features/map/mapAddress.ts';
import { createAddressBook } from '../../../src/renderer/shell/address.ts';
import { emptyView } from '../../../src/renderer/shell/viewInAddress.ts';

const book = createAddressBook([mapPlace]);
const start: MapAddress = {
  page: 'map',
  view: emptyView,
  product: null,
  method: 'umap',
  colour: null,
  box: null,
  mode: 'move',
  isTable: false,
};

it('says how it is laid out and coloured, what is in sight and what the pointer does; nothing of what is usual', () => {
  const far: MapAddress = {
    ...start,
    method: 'tsne',
    colour: 'gender',
    box: { left: -20, top: 0, right: 400, bottom: 900 },
    mode: 'lasso',
    isTable: true,
    product: '10',
  };
  expect(book.parse(book.format(far))).toEqual(far);
  expect(book.format(start)).toBe('#/map');
  const oneColour: MapAddress = { ...start, colour: '' };
  expect(book.parse(book.format(oneColour))).toEqual(oneColour);
});

it('takes what cannot be read for what is usual', () => {
  for (const lost of ['method=pca', 'box=1,2,3', 'box=5,5,5,9', 'box=a,b,c,d', 'mode=fly', 'as=chart']) {
    expect(book.parse(`#/map?${lost}`)).toEqual(start);
  }
});

it('comes back to the part that was seen last, with the filters that are on now', () => {
  const last: MapAddress = { ...start, box: { left: 0, top: 0, right: 9, bottom: 9 }, colour: 'season' };
  const view = { ...emptyView, text: 'navy' };
  expect(mapPlace.enter({ view, product: '3' }, last)).toEqual({ ...last, view, product: '3' });
});
