/**
 * Whether a part of two pictures of the same thing has another shade, however small. Both are brought to the same place, and what is left
 * in one place is set against what is left at all edges: saving anew changes a little everywhere, another shade one part alone.
 */
import { highest, minus, type Planes, type Slopes, slopesOf, soften } from './fields.ts';

/** So often a field and those beside it become one: what is left on two sides of an edge cancels out, what a part has does not. */
const rounds = { light: 2, colour: 5 } as const;
/**
 * What a copy may have left in one place, in shares of what is left at edges. Of 1,200 copies of 300 photos of 60 × 80 pixels (JPEG and WebP
 * of quality 50, mirrored, twice the size) all but two have less.
 */
const mostLeft = { light: 3.3, colour: 3.1 } as const;
/** Of 255; so much counts as left at edges in any case. */
const leastLeft = { light: 2, colour: 0.7 } as const;
/** Colours are saved more coarsely than lightness: so many times as much is left at their edges, whatever is seen there. */
const colourOfLight = { least: 1.5, most: 6 } as const;
/** The steepest quarter of the fields: where edges are. */
const steep = 0.25;

/** 1: as much as a copy may have. @param one fields of what both show, `edge × edge` as the other's */
export function otherShade(one: Planes, other: Planes, edge: number): number {
  const lay = (plane: keyof Planes): LaidOver => ({
    by: minus(one[plane], other[plane]),
    slopes: slopesOf(mean(one[plane], other[plane]), edge),
  });
  const [inLight, inBlue, inRed] = [lay('light'), lay('blue'), lay('red')];
  const aside = distanceAside(inLight);
  const [light, blue, red] = [leftOf(inLight, aside), leftOf(inBlue, aside), leftOf(inRed, aside)];
  const atEdges = shareOf(light.map(Math.abs), inLight.slopes.steepest, 0.5);
  const seenInColour = shareOf(
    hypotenuse(blue, red),
    hypotenuse(inBlue.slopes.steepest, inRed.slopes.steepest),
    0.75,
  );
  const atColourEdges = Math.min(
    Math.max(seenInColour, colourOfLight.least * atEdges),
    colourOfLight.most * atEdges,
  );
  const lightAtOnePlace = spread(light, edge, rounds.light).map(Math.abs);
  const colourAtOnePlace = hypotenuse(spread(blue, edge, rounds.colour), spread(red, edge, rounds.colour));
  return Math.max(
    highest(lightAtOnePlace, 0) / (mostLeft.light * (leastLeft.light + atEdges)),
    highest(colourAtOnePlace, 0) / (mostLeft.colour * (leastLeft.colour + atColourEdges)),
  );
}

/** What two pictures have of one plane: the one less the other, and the slopes of both together. */
interface LaidOver {
  readonly by: Float32Array;
  readonly slopes: Slopes;
}

interface Distance {
  readonly across: number;
  readonly down: number;
}

/**
 * By how much the one lies aside, in fields, by least squares (Lucas and Kanade 1981): programs that resize differ by a quarter of a
 * pixel.
 */
function distanceAside({ by: differing, slopes: { across, down } }: LaidOver): Distance {
  let [xx, xy, yy, xBy, yBy] = [0, 0, 0, 0, 0];
  for (let at = 0; at < differing.length; at++) {
    const [by, x, y] = [differing[at] ?? 0, across[at] ?? 0, down[at] ?? 0];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xBy += x * by;
    yBy += y * by;
  }
  const determinant = xx * yy - xy * xy;
  if (determinant <= 0) return { across: 0, down: 0 };
  const atMostOne = (distance: number) => Math.max(-1, Math.min(1, distance));
  return {
    across: atMostOne((xBy * yy - yBy * xy) / determinant),
    down: atMostOne((yBy * xx - xBy * xy) / determinant),
  };
}

/** What differs when the one is moved back to where the other is. */
function leftOf({ by, slopes }: LaidOver, aside: Distance): Float32Array {
  return by.map(
    (value, at) => value - aside.across * (slopes.across[at] ?? 0) - aside.down * (slopes.down[at] ?? 0),
  );
}

/** What so large a share of the fields at edges has at most. */
function shareOf(values: Float32Array, slopes: Float32Array, share: number): number {
  const least = highest(slopes, steep);
  return highest(
    values.filter((_, at) => (slopes[at] ?? 0) >= least),
    1 - share,
  );
}

function mean(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => (value + (other[at] ?? 0)) / 2);
}

function hypotenuse(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => Math.sqrt(value * value + (other[at] ?? 0) ** 2));
}

function spread(plane: Float32Array, edge: number, times: number): Float32Array {
  return times === 0 ? plane : spread(soften(plane, edge), edge, times - 1);
}
