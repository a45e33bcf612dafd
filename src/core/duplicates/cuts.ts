/** Whether a part of one picture may be what another one shows, by their sizes and by what can be told of it. */
import { leastEdge, type Part } from './alignSketches.ts';
import { reachOf } from './reach.ts';

/** Whether it is a part, and its proportions are those of the other picture. */
export function isCut(part: Part, whole: PictureSize, cut: PictureSize): boolean {
  const slack = 0.02;
  const { left, top, width, height } = part;
  if (width < leastEdge || height < leastEdge) return false;
  if (left < -slack || top < -slack || left + width > 1 + slack || top + height > 1 + slack) return false;
  return Math.abs(stretchOf(part, whole, cut)) < 0.015 + 0.7 / shortestEdge(whole, cut);
}

/**
 * Whether the cut picture is the smaller one and has as many pixels as the part, so that it was cut and saved. One that has not was brought to another size
 * as well, or is another picture of a thing like it, at another place.
 */
export function keepsPixels({ width, height }: Part, whole: PictureSize, cut: PictureSize): boolean {
  const isSmaller = cut.width < whole.width || cut.height < whole.height;
  const isKept = (part: number, from: number, to: number) => Math.abs(part * from - to) < 2 + 0.01 * from;
  return isSmaller && isKept(width, whole.width, cut.width) && isKept(height, whole.height, cut.height);
}

/** Fewer pixels nobody cuts off; they are missing where a thing stands a little aside. */
const fewestPixelsCut = 2.5;
/** Of a thing that reaches less far across or down nobody can tell in which size it is shown. */
const leastReach = 0.05;

/** What more is asked of a part that was brought to another size. @param light the cut picture's */
export function isCertainlyCut(
  part: Part,
  whole: PictureSize,
  cut: PictureSize,
  light: Float32Array,
): boolean {
  const pixels = Math.max((1 - part.width) * whole.width, (1 - part.height) * whole.height);
  const { across, down } = reachOf(light);
  return (
    pixels >= fewestPixelsCut &&
    Math.min(across, down) >= leastReach &&
    Math.abs(stretchOf(part, whole, cut)) < 0.005 + 0.3 / shortestEdge(whole, cut)
  );
}

function stretchOf({ width, height }: Part, whole: PictureSize, cut: PictureSize): number {
  return Math.log(width / height) - (proportionsOf(cut) - proportionsOf(whole));
}

/** Whether one may be the other one in another size: the shorter the edges, the more a pixel counts. */
export function haveSameProportions(one: PictureSize, other: PictureSize): boolean {
  return Math.abs(proportionsOf(one) - proportionsOf(other)) < 0.02 + 1 / shortestEdge(one, other);
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

function proportionsOf({ width, height }: PictureSize): number {
  return Math.log(width / height);
}

function shortestEdge(one: PictureSize, other: PictureSize): number {
  return Math.min(one.width, one.height, other.width, other.height);
}
