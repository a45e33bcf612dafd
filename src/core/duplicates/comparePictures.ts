/** Whether two pictures are the same one: saved anew, in another size, in a mirror, cut, or in other colours. */
import {
  drawPart,
  findPart,
  haveSameProportions,
  isCut,
  type Part,
  type PictureSize,
  wholePicture,
} from './alignSketches.ts';
import { correlate, correlateWithin } from './correlate.ts';
import { differenceOfColour } from './differenceOfColour.ts';
import { mirrorSketch, type Sketch, sketchEdge } from './sketch.ts';

/** A picture as it is compared. */
export interface SketchedPicture extends PictureSize {
  readonly sketch: Sketch;
}

export type Likeness = 'same picture' | 'mirrored' | 'cropped' | 'other colours';

export interface ComparedPictures {
  readonly likeness: Likeness;
  /** 1: no difference at all; 0.9: as different as a copy may be. */
  readonly score: number;
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
  const mirrored = { ...other, sketch: mirrorSketch(other.sketch) };
  const upright = correlate(one.sketch.light, other.sketch.light);
  const turned = correlate(one.sketch.light, mirrored.sketch.light);
  const found: ComparedPictures[] = [];
  if (upright >= leastPromise && upright >= turned - 0.05) found.push(...compareUpright(one, other, false));
  if (turned >= leastPromise && turned > upright - 0.05) found.push(...compareUpright(one, mirrored, true));
  return found.reduce<ComparedPictures | null>((best, each) => (isBetter(each, best) ? each : best), null);
}

function isBetter(one: ComparedPictures, other: ComparedPictures | null): boolean {
  if (other === null) return true;
  const isRecoloured = (each: ComparedPictures) => each.likeness === 'other colours';
  if (isRecoloured(one) !== isRecoloured(other)) return isRecoloured(other);
  return one.score > other.score;
}

function compareUpright(
  one: SketchedPicture,
  other: SketchedPicture,
  isMirrored: boolean,
): ComparedPictures[] {
  const found: ComparedPictures[] = [];
  const take = (compared: ComparedPictures | null): void => {
    if (compared !== null) found.push(compared);
  };
  if (haveSameProportions(one, other)) take(judge(one, other, wholePicture, isMirrored));
  if (found.some(({ likeness, score }) => likeness !== 'other colours' && score >= leastCopyScore))
    return found;
  for (const [whole, cut] of [
    [one, other],
    [other, one],
  ] as const) {
    const part = findPart(whole.sketch.light, cut.sketch.light);
    if (part !== null && isCut(part, whole, cut)) take(judge(whole, cut, part, isMirrored));
  }
  return found;
}

function judge(
  whole: SketchedPicture,
  cut: SketchedPicture,
  part: Part,
  isMirrored: boolean,
): ComparedPictures | null {
  const light = part === wholePicture ? whole.sketch.light : drawPart(whole.sketch.light, sketchEdge, part);
  const isWhole = Math.min(part.width, part.height) > 0.975;
  const lost = 1 - secondWorst(light, cut.sketch.light);
  const structure = lost / (isWhole ? mostStructure.whole : mostStructure.cut);
  if (structure > farthest) return null;
  const difference = differenceOfColour({ ...whole.sketch, light }, cut.sketch, part);
  const colour = Math.max(difference.colour / mostColour, difference.light / mostLight);
  const score = (worst: number): number => 1 - (1 - leastCopyScore) * worst;
  if (colour > 1 && structure <= 1) return { likeness: 'other colours', score: score(structure) };
  if (colour > farthest) return null;
  const likeness = isMirrored ? 'mirrored' : isWhole ? 'same picture' : 'cropped';
  return { likeness, score: score(Math.max(structure, colour)) };
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
      const alike = correlateWithin(one, other, { x, y, size }, noise);
      if (alike < worst) [worst, second] = [alike, worst];
      else if (alike < second) second = alike;
    }
  }
  return second;
}
