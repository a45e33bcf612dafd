/** Whether two pictures are the same one: saved anew, in another size, in a mirror, cut, or in other colours. */
import type { Laid } from '../../contract/insight/duplicates.ts';
import { drawPart, findPart, type Part, wholePicture } from './alignSketches.ts';
import { correlate, correlateWithin } from './correlate.ts';
import { haveSameProportions, isCertainlyCut, isCut, keepsPixels, type PictureSize } from './cuts.ts';
import { differenceOfColour } from './differenceOfColour.ts';
import { mirrorPlane, mirrorSketch, type Sketch, sketchEdge } from './sketch.ts';

/** A picture as it is compared. */
export interface SketchedPicture extends PictureSize {
  readonly sketch: Sketch;
}

export type Likeness = 'same picture' | 'mirrored' | 'cropped' | 'other colours';

/** By what two pictures differ where they differ most; 1: as much as a copy may. */
export interface Difference {
  readonly structure: number;
  readonly colour: number;
}

export interface ComparedPictures {
  readonly likeness: Likeness;
  /** 1: no difference at all; 0.9: as different as a copy may be. */
  readonly score: number;
  readonly by: Difference;
  readonly laid: Laid;
}

/** From this score on it is a copy. */
export const leastCopyScore = 0.9;

/** Structure alone, before anything is laid over: below it no part of the one can be the other. */
const leastPromise = 0.33;
/** What a copy may lack where it differs most but for one sixteenth of it, whole and cut; measured on 2,700 product photos. */
const mostStructure = { whole: 0.04, cut: 0.08 } as const;
/** So many times as much makes them other pictures, whatever is asked for. */
const farthest = 4;
/** Of 255, in the colour and the lightness of what is shown. */
const mostColour = 3.8;
const mostLight = 5.5;

/**
 * The best that can be said of two pictures; null where they are not the same one. Where only the colours differ the score is
 * that of what they show.
 */
export function comparePictures(one: SketchedPicture, other: SketchedPicture): ComparedPictures | null {
  return bestOf(
    waysOfPromise(one, other).flatMap(([seen, isMirrored]) => {
      const whole = layWhole(one, seen, isMirrored);
      return whole.some(isCopy) ? whole : [...whole, ...layCut(one, seen, isMirrored)];
    }),
  );
}

/** The same of pictures of which neither is cut, for a tenth of the work. */
export function compareWhole(one: SketchedPicture, other: SketchedPicture): ComparedPictures | null {
  const ways = waysOfPromise(one, other);
  return bestOf(ways.flatMap(([seen, isMirrored]) => layWhole(one, seen, isMirrored)));
}

/** The other one as it is and in a mirror, where it has the same structure then. */
function waysOfPromise(
  one: SketchedPicture,
  other: SketchedPicture,
): (readonly [SketchedPicture, isMirrored: boolean])[] {
  const { light } = one.sketch;
  const upright = correlate(light, other.sketch.light, sketchEdge);
  const turned = correlate(light, mirrorPlane(other.sketch.light, sketchEdge), sketchEdge);
  const isOfPromise = (promise: number, against: number) =>
    promise >= leastPromise && promise >= against - 0.05;
  const ways: (readonly [SketchedPicture, boolean])[] = [];
  if (isOfPromise(upright, turned)) ways.push([other, false]);
  if (isOfPromise(turned, upright)) ways.push([mirror(other), true]);
  return ways;
}

/**
 * The ways in which one of two pictures may show what the other one shows, the simplest first.
 * @param mayBeCut asked each time before parts are looked for, which takes long
 */
export function* waysToLay(
  one: SketchedPicture,
  other: SketchedPicture,
  mayBeCut: () => boolean,
): Generator<ComparedPictures> {
  for (const [seen, isMirrored] of [
    [other, false],
    [mirror(other), true],
  ] as const) {
    yield* layWhole(one, seen, isMirrored);
    if (mayBeCut()) yield* layCut(one, seen, isMirrored);
  }
}

/** A copy before another colour, then the higher score. */
export function bestOf(found: readonly ComparedPictures[]): ComparedPictures | null {
  return found.reduce<ComparedPictures | null>((best, each) => (isBetter(each, best) ? each : best), null);
}

export function isCopy({ likeness, score }: ComparedPictures): boolean {
  return likeness !== 'other colours' && score >= leastCopyScore;
}

/** By their sketches' colours two pictures are recoloured for certain only from here on. */
const mostPromisingColour = 2;

/** Whether a closer look may find a copy of such a score. @param found what sketches say */
export function isPromising(found: ComparedPictures | null, min: number): found is ComparedPictures {
  return found !== null && scoreOf(found.by.structure) >= min && found.by.colour <= mostPromisingColour;
}

function isBetter(one: ComparedPictures, other: ComparedPictures | null): boolean {
  if (other === null) return true;
  const isRecoloured = (each: ComparedPictures) => each.likeness === 'other colours';
  if (isRecoloured(one) !== isRecoloured(other)) return isRecoloured(other);
  return one.score > other.score;
}

function mirror<Picture extends SketchedPicture>(picture: Picture): Picture {
  return { ...picture, sketch: mirrorSketch(picture.sketch) };
}

function layWhole(one: SketchedPicture, other: SketchedPicture, isMirrored: boolean): ComparedPictures[] {
  if (!haveSameProportions(one, other)) return [];
  return judge(one, other, { whole: 'one', part: wholePicture, isMirrored });
}

function layCut(one: SketchedPicture, other: SketchedPicture, isMirrored: boolean): ComparedPictures[] {
  return (
    [
      ['one', one, other],
      ['other', other, one],
    ] as const
  ).flatMap(([name, whole, cut]) => {
    const part = findPart(whole.sketch.light, cut.sketch.light);
    if (part === null || !isCut(part, whole, cut)) return [];
    if (isWhole(part) && haveSameProportions(one, other)) return [];
    if (!keepsPixels(part, whole, cut) && !isCertainlyCut(part, whole, cut, cut.sketch.light)) return [];
    return judge(whole, cut, { whole: name, part, isMirrored });
  });
}

function judge(whole: SketchedPicture, cut: SketchedPicture, laid: Laid): ComparedPictures[] {
  const { part } = laid;
  const light = part === wholePicture ? whole.sketch.light : drawPart(whole.sketch.light, sketchEdge, part);
  const lost = 1 - secondWorst(light, cut.sketch.light);
  const structure = lost / (isWhole(part) ? mostStructure.whole : mostStructure.cut);
  if (structure > farthest) return [];
  const { colour, light: lightness } = differenceOfColour({ ...whole.sketch, light }, cut.sketch, part);
  return scored({ structure, colour: Math.max(colour / mostColour, lightness / mostLight) }, laid);
}

/** @returns none where they are other pictures, whatever is asked for */
export function scored(by: Difference, laid: Laid): ComparedPictures[] {
  const { structure, colour } = by;
  if (structure > farthest) return [];
  if (colour > 1 && structure <= 1)
    return [{ likeness: 'other colours', score: scoreOf(structure), by, laid }];
  if (colour > farthest) return [];
  const likeness = laid.isMirrored ? 'mirrored' : isWhole(laid.part) ? 'same picture' : 'cropped';
  return [{ likeness, score: scoreOf(Math.max(structure, colour)), by, laid }];
}

function scoreOf(worst: number): number {
  return 1 - (1 - leastCopyScore) * worst;
}

export function isWhole({ width, height }: Part): boolean {
  return Math.min(width, height) > 0.975;
}

const fieldsAcross = 4;
/** Slopes that compression may make up in a field where nothing is. */
const noise = 1500;

/** Of the sixteen fields of a picture, how alike the worst but one is: look-alikes differ somewhere, copies nowhere. */
function secondWorst(one: Float32Array, other: Float32Array): number {
  const size = sketchEdge / fieldsAcross;
  let worst = 1;
  let second = 1;
  for (let y = 0; y < sketchEdge; y += size) {
    for (let x = 0; x < sketchEdge; x += size) {
      const alike = correlateWithin(one, other, sketchEdge, { x, y, size }, noise);
      if (alike < worst) [worst, second] = [alike, worst];
      else if (alike < second) second = alike;
    }
  }
  return second;
}
