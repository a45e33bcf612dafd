/**
 * The order of a list's pins with one of them put in its place.
 * @param pins the other pins, in their order
 * @param position from 1; beyond the end, or null, means after the last
 */
export function placePin(pins: readonly string[], id: string, position: number | null): string[] {
  const place = position === null ? pins.length : Math.min(Math.max(position, 1) - 1, pins.length);
  return [...pins.slice(0, place), id, ...pins.slice(place)];
}
