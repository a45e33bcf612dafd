import { expect, it } from 'vitest';
import { trackLastUsed } from '../../../src/adapters/vectors/lastUsed.ts';
import { createRandom } from '../../core/search/searchCatalog.ts';

it('what was used last has a place, as in a Map whose order is that of use', () => {
  const capacity = 5;
  const tracked = trackLastUsed(capacity);
  const model = new Map<number, number>();
  const random = createRandom(3);
  for (let turn = 0; turn < 5000; turn++) {
    if (turn === 2500) {
      tracked.clear();
      model.clear();
    }
    const slot = Math.floor(random() * 9);
    const known = model.get(slot);
    expect(tracked.use(slot)).toBe(known ?? -1);
    if (known !== undefined) {
      model.delete(slot);
      model.set(slot, known);
      continue;
    }
    const [oldest] = model;
    const place = model.size < capacity ? model.size : oldest?.[1];
    expect(tracked.next()).toBe(place);
    if (model.size === capacity) model.delete(oldest?.[0] ?? -1);
    tracked.give(place ?? -1, slot);
    model.set(slot, place ?? -1);
  }
});
