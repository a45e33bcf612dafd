/** Tells every window what others changed, by the events that a change of one's own has. */
import type { Applied } from '../../core/team/ports.ts';
import type { EventHub } from '../eventHub.ts';

const ofProducts = ['correction', 'confirmed', 'hidden', 'word'];
const ofBoards = ['board', 'taste', 'hidden'];

/** @param products how many there are */
export function tellApplied(events: EventHub, { subjects, productIds }: Applied, products: number): void {
  const isAbout = (wanted: readonly string[]) => wanted.some((subject) => subjects.has(subject));
  if (isAbout(ofProducts)) events.emit('products.changed', { products });
  if (isAbout(ofBoards)) events.emit('boards.changed', {});
  if (subjects.size > 0) events.emit('lists.changed', { ids: [...productIds] });
}
