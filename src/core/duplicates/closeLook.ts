/**
 * A second look at two pictures whose sketches say that they are the same one: at the resolution that both have, for a small part
 * that has another colour, or another thing of the same outline.
 */
import type { Laid } from '../../contract/insight/duplicates.ts';
import { wholePicture } from './alignSketches.ts';
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
import { drawFields, highest, minus, type Planes, type Square, slopesOf, soften } from './fields.ts';
import { otherShade } from './otherShade.ts';

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
/** What shows so much the same, whatever its colours, shows no part. */
const sureStructure = 0.5;

/** A picture as it is looked at closely. */
export interface SeenPicture extends SketchedPicture {
  readonly square: Square;
}

/** As `comparePictures`, of pictures whose sketches promise something. */
export function lookClosely(one: SeenPicture, other: SeenPicture): ComparedPictures | null {
  const shortest = shortestEdgeOf([one, other]);
  const seen: ComparedPictures[] = [];
  const mayBeCut = () => !seen.some(({ by }) => by.structure <= sureStructure);
  for (const { by, laid } of waysToLay(one, other, mayBeCut)) {
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
  const isPart = !isWhole(laid.part);
  const laidOver = draw(one, other, laid, edge);
  const fine = differences(laidOver, edge, slack);
  const aside = isPart ? slack : (slack * coarseEdge) / edge;
  const coarse = differences(draw(one, other, laid, coarseEdge), coarseEdge, aside);
  const mostCoarse = (isPart ? coarseOfCut : 1) * mostColour.coarse;
  return {
    structure: Math.max(
      highest(fine.light, 0) / (most.structure * mostLight.worst),
      highest(fine.light, nearlyAll) / (most.structure * mostLight.nearly),
    ),
    colour: Math.max(
      highest(fine.colour, nearlyAll) / (most.colour * mostColour.fine),
      highest(coarse.colour, nearlyAll) / (most.colour * mostCoarse),
      // Where a part begins is only estimated.
      isPart ? 0 : otherShade(...laidOver, edge),
    ),
  };
}

function draw(
  one: Square,
  other: Square,
  { part, whole, isMirrored }: Laid,
  edge: number,
): readonly [Planes, Planes] {
  return [
    drawFields(one, whole === 'one' ? part : wholePicture, edge, false),
    drawFields(other, whole === 'other' ? part : wholePicture, edge, isMirrored),
  ];
}

/** For each field how much more the two differ than a thing a little aside would. @param aside in fields */
function differences(
  [p, q]: readonly [Planes, Planes],
  edge: number,
  aside: number,
): { light: Float32Array; colour: Float32Array } {
  const differ = (of: (planes: Planes) => Float32Array) => {
    const [a, b] = [of(p), of(q)];
    const [ofA, ofB] = [slopesOf(a, edge).steepest, slopesOf(b, edge).steepest];
    const slopes = ofA.map((slope, at) => Math.max(slope, ofB[at] ?? 0));
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

/** Of each field and its neighbours. */
function highestAround(plane: Float32Array, edge: number): Float32Array {
  const last = edge - 1;
  const along = plane.map((here, at) => {
    const x = at % edge;
    return Math.max(x > 0 ? (plane[at - 1] ?? 0) : here, here, x < last ? (plane[at + 1] ?? 0) : here);
  });
  return along.map((here, at) => Math.max(along[at - edge] ?? here, here, along[at + edge] ?? here));
}
