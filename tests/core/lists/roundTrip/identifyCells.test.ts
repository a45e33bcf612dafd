import { describe, expect, it } from 'vitest';
import { createIdFinder } from '../../../../src/core/lists/roundTrip/findIds.ts';
import {
  createCellIdentifier,
  type NamedProduct,
} from '../../../../src/core/lists/roundTrip/identifyCells.ts';

const shirts = ['7', '007', '0123'].map((id) => ({
  id,
  name: 'Shirt',
  attributes: {},
  images: [{ imageId: id, path: `photos/${id}.jpg` }],
}));

async function identify(cell: Partial<NamedProduct>, keepsZeros = false): Promise<string | null> {
  const identifier = createCellIdentifier(createIdFinder(shirts.map(({ id }) => id)), keepsZeros, {
    recordsOf: async (ids) => ids.map((id) => shirts.find((shirt) => shirt.id === id) ?? null),
  });
  return (await identifier.identify('product_id', { id: '7', name: '', image: '', ...cell })).id;
}

describe('a cell that several products may have been', () => {
  it('is the one whose image the row names, where all have one name', async () => {
    expect(await identify({ name: 'Shirt', image: 'photos/007.jpg' })).toBe('007');
    expect(await identify({ name: 'Shirt', image: 'photos/7.jpg' })).toBe('7');
  });

  it('is none where the row has the name alone, or another', async () => {
    expect(await identify({ name: 'Shirt' })).toBeNull();
    expect(await identify({ name: 'Trousers' })).toBeNull();
  });

  it('is the one it names where the file still has zeros in front of ids', async () => {
    expect(await identify({}, true)).toBe('7');
  });
});

describe('a cell that one product may have been', () => {
  it('is that one, unless the row names another', async () => {
    expect(await identify({ id: '123' })).toBe('0123');
    expect(await identify({ id: '123', name: 'Shirt' })).toBe('0123');
    expect(await identify({ id: '123', name: 'Trousers', image: 'photos/0123.jpg' })).toBe('0123');
    expect(await identify({ id: '123', name: 'Trousers' })).toBeNull();
  });
});
