/** The words that every drawing shares: a look goes in, a figure comes out. */

import type { Random } from '../random.ts';
import type { Shades } from './colours.ts';
import type { Fabric } from './fabrics.ts';

export type Gender = 'Men' | 'Women' | 'Boys' | 'Girls' | 'Unisex';

/** How one product looks: its cloth, its colours, and the dice for its details. */
export interface Look {
  readonly colour: Shades;
  readonly accent: Shades;
  readonly fabric: Fabric;
  readonly gender: Gender;
  readonly random: Random;
}

/** A drawn product in its own box: `width × height` units from (`left`, 0), y grows downwards. */
export interface Figure {
  readonly left?: number;
  readonly width: number;
  readonly height: number;
  readonly body: string;
  /** It stands on the floor (a shoe, a bag) instead of lying flat. */
  readonly isStanding: boolean;
}

export function path(d: string, attributes: string): string {
  return `<path d="${d}" ${attributes}/>`;
}

export function stroke(d: string, colour: string, width: number, more = ''): string {
  return path(d, `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" ${more}`);
}

/** A run of stitches. */
export function seam(d: string, colour: string, width = 1.6): string {
  return stroke(d, colour, width, 'stroke-dasharray="5 3.5" opacity="0.75"');
}

/** The same drawing on the other side of a box of this width. */
export function mirrored(content: string, width: number): string {
  return `<g transform="translate(${width} 0) scale(-1 1)">${content}</g>`;
}

/** Fills a piece and rounds it: darker towards its sides and its lower end, a thin edge around it. */
export function piece(d: string, paint: string, edge: string): string {
  return (
    path(d, `fill="${paint}"`) +
    path(d, 'fill="url(#across)"') +
    path(
      d,
      `fill="url(#down)" stroke="${edge}" stroke-width="1.4" stroke-opacity="0.55" stroke-linejoin="round"`,
    )
  );
}

/** Leather and plastic: as `piece`, with a sheen from above. */
export function glossyPiece(d: string, paint: string, edge: string): string {
  return piece(d, paint, edge) + path(d, 'fill="url(#sheen)"');
}

export interface Fold {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** Sideways bend at the middle. */
  readonly bend: number;
  readonly width: number;
}

function foldShape({ from: [x1, y1], to: [x2, y2], bend, width }: Fold): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [nx, ny] = [(y2 - y1) / length, -(x2 - x1) / length];
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const near = `${mx + nx * (bend - width)},${my + ny * (bend - width)}`;
  const far = `${mx + nx * (bend + width)},${my + ny * (bend + width)}`;
  return `M${x1},${y1} Q${near} ${x2},${y2} Q${far} ${x1},${y1}`;
}

/** Names a clip by its shape: the same drawing is the same text, however often it is made. */
function clipName(clip: string): string {
  let hash = 0;
  for (let at = 0; at < clip.length; at += 1) hash = (Math.imul(hash, 31) + clip.charCodeAt(at)) >>> 0;
  return `clip${hash.toString(36)}`;
}

/** Soft creases inside a piece: a shadow with a lit ridge beside it. */
export function creases(clip: string, folds: readonly Fold[], strength = 1): string {
  const id = clipName(clip);
  const shadows = folds.map((fold) => path(foldShape(fold), `fill="#000" opacity="${0.26 * strength}"`));
  const ridges = folds.map((fold) => {
    const shift = fold.width * 1.5;
    const [x1, y1] = fold.from;
    const [x2, y2] = fold.to;
    const ridge = { ...fold, from: [x1 + shift, y1] as const, to: [x2 + shift, y2] as const };
    return path(foldShape(ridge), `fill="#fff" opacity="${0.2 * strength}"`);
  });
  return (
    `<clipPath id="${id}"><path d="${clip}"/></clipPath>` +
    `<g clip-path="url(#${id})"><g filter="url(#soft)">${shadows.join('')}${ridges.join('')}</g></g>`
  );
}
