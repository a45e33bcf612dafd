export interface PinPlace {
  readonly id: string;
  /** In the list, from 1. */
  readonly place: number;
}

/**
 * Puts a pin at a place of its list. One that stands there makes room, and so does whichever stands where that one goes:
 * towards the place that was left, else towards the end. All others stay where they are.
 * @param others the other pins, each at a place of its own
 * @param from where it stood so far; null: nowhere
 * @returns the pin and those that make room, at their new places
 */
export function placePin(
  others: readonly PinPlace[],
  id: string,
  place: number,
  from: number | null,
): PinPlace[] {
  const standing = new Map(others.map((pin) => [pin.place, pin.id]));
  const step = from !== null && from < place ? -1 : 1;
  const placed: PinPlace[] = [{ id, place }];
  let at = place;
  for (let next = standing.get(at); next !== undefined; ) {
    at += step;
    placed.push({ id: next, place: at });
    next = standing.get(at);
  }
  return placed;
}
