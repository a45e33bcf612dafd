/** An index that compares in a way of its own, over the very slots of another index. */
import type { VectorIndex } from './ports.ts';

/** What it takes over from the index under it: which images there are, where, and how they look. */
export type Slots = Pick<
  VectorIndex,
  'slotCount' | 'count' | 'add' | 'remove' | 'slotOf' | 'slotsOf' | 'imageAt' | 'isHeld' | 'lookOf'
>;

/** How it compares. */
type OwnComparison = Omit<VectorIndex, keyof Slots>;

export function overSlotsOf<Own extends OwnComparison>(base: VectorIndex, own: Own): Own & Slots {
  return {
    ...own,
    get slotCount() {
      return base.slotCount;
    },
    get count() {
      return base.count;
    },
    add: base.add,
    remove: base.remove,
    slotOf: base.slotOf,
    slotsOf: base.slotsOf,
    imageAt: base.imageAt,
    isHeld: base.isHeld,
    lookOf: base.lookOf,
  };
}
