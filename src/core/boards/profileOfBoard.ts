/** A board as a taste to search with. */
import type { Board } from '../../contract/boards.ts';
import type { Profile } from '../search/ports.ts';

/** Its own products are left out; every one of them counts the same. */
export function profileOfBoard({ name, liked, disliked }: Board): Profile {
  const weigh = (ids: readonly string[]) => ids.map((id) => ({ id, weight: 1 }));
  return {
    owner: `the board "${name}"`,
    liked: weigh(liked),
    disliked: weigh(disliked),
    leftOut: [...liked, ...disliked],
  };
}
