import { expect, it } from 'vitest';
import { countForKept } from '../../../src/core/users/countForKept.ts';

it('counts what was done with a hidden duplicate for the kept one, each event once', () => {
  const liked = { event: 'liked', weight: 1, at: 10 } as const;
  const bought = { event: 'bought', weight: 2, at: null } as const;
  const events = [
    { productId: 'copy', ...liked },
    { productId: 'kept', ...liked },
    { productId: 'copy', ...bought },
    { productId: 'other', ...liked },
  ];
  expect(countForKept(events, (id) => (id === 'copy' ? 'kept' : id))).toEqual([
    { productId: 'kept', ...liked },
    { productId: 'kept', ...bought },
    { productId: 'other', ...liked },
  ]);
  expect(countForKept(events, (id) => id)).toEqual(events);
});
