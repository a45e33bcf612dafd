/** Where each compared picture is: one zoom for all, and what was moved alone. */
import type { Zoom } from '../../components/pictures/zoom.ts';

/** How far a picture was moved alone, in parts of its box where the whole picture fits it: it grows with the zoom. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** By product. */
export type Shifts = Readonly<Record<string, Shift>>;

export const unmoved: Shift = { x: 0, y: 0 };
/** Half a box: part of the picture stays in sight. */
const farthest = 0.5;

export function shiftOf(shifts: Shifts, id: string): Shift {
  return shifts[id] ?? unmoved;
}

/** Moves one picture by parts of its box, as it is seen at this zoom. */
export function moveAlone(shifts: Shifts, id: string, { scale }: Zoom, byX: number, byY: number): Shifts {
  const { x, y } = shiftOf(shifts, id);
  return { ...shifts, [id]: { x: within(x + byX / scale), y: within(y + byY / scale) } };
}

/** Where a picture is seen. */
export function placed({ scale, x, y }: Zoom, shift: Shift): Zoom {
  return { scale, x: x + shift.x * scale, y: y + shift.y * scale };
}

/** How far the other one was moved beside this one. */
export function shiftBetween(one: Shift, other: Shift): Shift {
  return { x: other.x - one.x, y: other.y - one.y };
}

function within(part: number): number {
  return Math.min(farthest, Math.max(-farthest, part));
}
