/**
 * A second look at two pictures whose sketches say that they are the same one: at the resolution that both have, for a small part
 * that has another colour, or another thing of the same outline.
 */
import type { Laid } from '../../contract/insight/duplicates.ts';
import { type Part, wholePicture } from './alignSketches.ts';
import {
  bestOf,
  type ComparedPictures,
  type Difference,
  isCopy,
  isWhole,
  type SketchedPicture,
  scored,
  waysToLay,
} from './comparePictures.ts';
import { keepsPixels, type PictureSize } from './cuts.ts';

/** A picture as the network is given it: it fills the square, whatever its proportions. */
export interface Square {
  /** `edge × edge × 3` bytes: rows, columns, channels in RGB order. */
  readonly rgb: Uint8Array;
  readonly edge: number;
}

/** Of the fields that are compared: beyond it, a pixel more shows nothing new. */
const finestEdge = 64;
/** Where the colours of larger parts are compared: what compressing does to colour is gone there. */
const coarseEdge = 16;
/**
 * What copies may differ by, of 255, in the field that differs most and in all but 0.5 % of them; measured on 2,400 copies of product
 * photos from 60 pixels on, of which the most different ones have nine tenths of it.
 */
const mostLight = { worst: 9, nearly: 4.4 } as const;
const mostColour = { fine: 9, coarse: 2.75 } as const;
/** A part may lie half a field aside in coarse fields too: where it begins is only estimated. Its colours may differ by so much less there. */
const coarseOfCut = 0.8;
/** So much of it for a part: larger fields show less, and few pictures that could be laid as one are one. */
const mostOfCut = 0.7;
/**
 * So much of both for a part that was brought to another size: what lies nowhere by its pixels must lie the more closely. Of 262 such copies
 * of 60 pixels all but 5 % have at most 0.53 of a part's structure and 0.33 of the colour.
 */
const mostOfScaled = { structure: 0.65 * mostOfCut, colour: 0.45 } as const;
/** How far a thing may lie aside, in the finest fields: edges differ so much where nothing else does. */
const slack = 0.5;
const nearlyAll = 0.005;
/** Copies that are so much alike can be laid in no better way. */
const sureScore = 0.95;

/** A picture as it is looked at closely. */
export interface SeenPicture extends SketchedPicture {
  readonly square: Square;
}

/** As `comparePictures`, of pictures whose sketches promise something. */
export function lookClosely(one: SeenPicture, other: SeenPicture): ComparedPictures | null {
  const shortest = shortestEdgeOf([one, other]);
  const seen: ComparedPictures[] = [];
  for (const { by, laid } of waysToLay(one, other)) {
    const { structure, colour } = differenceOf(
      one.square,
      other.square,
      laid,
      shortest,
      mostOf(laid, one, other),
    );
    seen.push(...scored({ structure: Math.max(by.structure, structure), colour }, laid));
    if (seen.some((found) => isCopy(found) && found.score >= sureScore)) break;
  }
  return bestOf(seen);
}

/** What the smaller one does not have cannot be seen. */
function shortestEdgeOf(sizes: readonly PictureSize[]): number {
  return Math.min(...sizes.flatMap(({ width, height }) => [width, height]));
}

/** How much of what a whole copy may differ by this one may. */
function mostOf(laid: Laid, one: PictureSize, other: PictureSize): Difference {
  if (isWhole(laid.part)) return { structure: 1, colour: 1 };
  const [whole, cut] = laid.whole === 'one' ? [one, other] : [other, one];
  return keepsPixels(laid.part, whole, cut) ? { structure: mostOfCut, colour: 1 } : mostOfScaled;
}

function differenceOf(
  one: Square,
  other: Square,
  laid: Laid,
  shortest: number,
  most: Difference,
): Difference {
  // Pixels of a part lie between those of the other picture: fine stripes come out different unless fields are larger.
  const seen = isWhole(laid.part) ? shortest : 0.75 * shortest;
  const edge = Math.floor(Math.max(coarseEdge, Math.min(finestEdge, one.edge, other.edge, seen)));
  const fine = differences(one, other, laid, edge, slack);
  const isPart = !isWhole(laid.part);
  const coarse = differences(one, other, laid, coarseEdge, isPart ? slack : (slack * coarseEdge) / edge);
  const mostCoarse = (isPart ? coarseOfCut : 1) * mostColour.coarse;
  return {
    structure: Math.max(
      highest(fine.light, 0) / (most.structure * mostLight.worst),
      highest(fine.light, nearlyAll) / (most.structure * mostLight.nearly),
    ),
    colour: Math.max(
      highest(fine.colour, nearlyAll) / (most.colour * mostColour.fine),
      highest(coarse.colour, nearlyAll) / (most.colour * mostCoarse),
    ),
  };
}

interface Planes {
  readonly light: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** For each field how much more the two differ than a thing a little aside would. @param aside in fields */
function differences(
  one: Square,
  other: Square,
  { part, whole, isMirrored }: Laid,
  edge: number,
  aside: number,
): { light: Float32Array; colour: Float32Array } {
  const p = drawFields(one, whole === 'one' ? part : wholePicture, edge, false);
  const q = drawFields(other, whole === 'other' ? part : wholePicture, edge, isMirrored);
  const differ = (of: (planes: Planes) => Float32Array) => {
    const [a, b] = [of(p), of(q)];
    const slopes = a.map((_, at) => Math.max(slopeAt(a, edge, at), slopeAt(b, edge, at)));
    return { by: soften(minus(a, b), edge), slopes: highestAround(slopes, edge) };
  };
  const [light, blue, red] = [
    differ((planes) => planes.light),
    differ((planes) => planes.blue),
    differ((planes) => planes.red),
  ];
  return {
    light: light.by.map((by, at) => Math.max(0, Math.abs(by) - aside * (light.slopes[at] ?? 0))),
    colour: blue.by.map((by, at) =>
      Math.max(
        0,
        Math.hypot(by, red.by[at] ?? 0) - aside * Math.hypot(blue.slopes[at] ?? 0, red.slopes[at] ?? 0),
      ),
    ),
  };
}

/** Lightness, blue and red difference (ITU-R BT.601) of the fields of a part, softened. */
function drawFields({ rgb, edge: pixels }: Square, part: Part, edge: number, isMirrored: boolean): Planes {
  const across = spansOf(pixels, part.left, part.width, edge);
  const down = spansOf(pixels, part.top, part.height, edge);
  const rows = new Float32Array(pixels * edge * 3);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < edge; x++) {
      const to = (y * edge + x) * 3;
      let [r, g, b] = [0, 0, 0];
      for (const { at, weight } of across[x] ?? []) {
        const from = (y * pixels + (isMirrored ? pixels - 1 - at : at)) * 3;
        r += weight * (rgb[from] ?? 0);
        g += weight * (rgb[from + 1] ?? 0);
        b += weight * (rgb[from + 2] ?? 0);
      }
      rows[to] = r;
      rows[to + 1] = g;
      rows[to + 2] = b;
    }
  }
  const fields = new Float32Array(edge * edge * 3);
  for (const [y, taps] of down.entries()) {
    for (const { at, weight } of taps) {
      for (let i = 0; i < edge * 3; i++) {
        const to = y * edge * 3 + i;
        fields[to] = (fields[to] ?? 0) + weight * (rows[at * edge * 3 + i] ?? 0);
      }
    }
  }
  const plane = (ofRed: number, ofGreen: number, ofBlue: number): Float32Array => {
    const mixed = new Float32Array(edge * edge);
    for (let at = 0; at < mixed.length; at++) {
      const [r = 0, g = 0, b = 0] = [fields[at * 3], fields[at * 3 + 1], fields[at * 3 + 2]];
      mixed[at] = ofRed * r + ofGreen * g + ofBlue * b;
    }
    return soften(mixed, edge);
  };
  return {
    light: plane(0.299, 0.587, 0.114),
    blue: plane(-0.168736, -0.331264, 0.5),
    red: plane(0.5, -0.418688, -0.081312),
  };
}

interface Tap {
  readonly at: number;
  readonly weight: number;
}

/** Which pixels a field is the mean of, by the part that lies in it; beyond the border the border goes on. */
function spansOf(pixels: number, begin: number, length: number, edge: number): Tap[][] {
  const step = (length * pixels) / edge;
  return Array.from({ length: edge }, (_, field) => {
    const from = begin * pixels + field * step;
    const taps: Tap[] = [];
    for (let at = Math.floor(from); at < from + step; at++) {
      const weight = (Math.min(from + step, at + 1) - Math.max(from, at)) / step;
      taps.push({ at: Math.min(pixels - 1, Math.max(0, at)), weight });
    }
    return taps;
  });
}

function minus(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => value - (other[at] ?? 0));
}

/** Per field, at a field. */
function slopeAt(plane: Float32Array, edge: number, at: number): number {
  const x = at % edge;
  const here = plane[at] ?? 0;
  const across = (x < edge - 1 ? (plane[at + 1] ?? 0) : here) - (x > 0 ? (plane[at - 1] ?? 0) : here);
  const down = (plane[at + edge] ?? here) - (plane[at - edge] ?? here);
  return Math.hypot(across, down) / 2;
}

/** Of each field and its neighbours. */
function highestAround(plane: Float32Array, edge: number): Float32Array {
  const last = edge - 1;
  const along = plane.map((here, at) => {
    const x = at % edge;
    return Math.max(x > 0 ? (plane[at - 1] ?? 0) : here, here, x < last ? (plane[at + 1] ?? 0) : here);
  });
  return along.map((here, at) => Math.max(along[at - edge] ?? here, here, along[at + edge] ?? here));
}

/** Quarter, half, quarter, both ways; at the border the border goes on. */
function soften(plane: Float32Array, edge: number): Float32Array {
  const last = edge - 1;
  const along = plane.map((here, at) => {
    const x = at % edge;
    const beside = (x > 0 ? (plane[at - 1] ?? 0) : here) + (x < last ? (plane[at + 1] ?? 0) : here);
    return 0.25 * beside + 0.5 * here;
  });
  return along.map(
    (here, at) => 0.25 * ((along[at - edge] ?? here) + (along[at + edge] ?? here)) + 0.5 * here,
  );
}

/** @param but the share of fields that differ more and do not count */
function highest(differing: Float32Array, but: number): number {
  return differing.toSorted()[Math.floor((differing.length - 1) * (1 - but))] ?? 0;
}
