/** How far the colours of two pictures of the same thing are apart, where something is shown. */
import { drawPart, type Part, wholePicture } from './alignSketches.ts';
import { colourEdge, type Sketch, sketchEdge } from './sketch.ts';

const length = colourEdge * colourEdge;
/** Of lightness, colour twice: from here on a field is the thing and not what is behind it. */
const fullyShown = 80;

interface Planes {
  readonly light: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/**
 * Of 255, on average over what stands out from the border; neighbouring fields may share a difference, so that an edge half a field
 * aside counts little.
 * @param whole its `light` is drawn to the part already
 */
export function differenceOfColour(
  whole: Sketch,
  cut: Sketch,
  part: Part,
): { colour: number; light: number } {
  const draw = (plane: Float32Array) => (part === wholePicture ? plane : drawPart(plane, colourEdge, part));
  const one = { light: coarse(whole.light), blue: draw(whole.blue), red: draw(whole.red) };
  const other = { light: coarse(cut.light), blue: cut.blue, red: cut.red };
  const [ofOne, ofOther] = [standsOut(one), standsOut(other)];
  const light = soften(minus(one.light, other.light));
  const blue = soften(minus(one.blue, other.blue));
  const red = soften(minus(one.red, other.red));
  let shown = 0.5;
  let colourSum = 0;
  let lightSum = 0;
  for (let at = 0; at < length; at++) {
    shown += Math.min(1, Math.max(ofOne[at] ?? 0, ofOther[at] ?? 0) / fullyShown);
    colourSum += Math.hypot(blue[at] ?? 0, red[at] ?? 0);
    lightSum += Math.abs(light[at] ?? 0);
  }
  return { colour: colourSum / shown, light: lightSum / shown };
}

/** By how much each field differs from what lies at the border: from the background, where there is one. */
function standsOut({ light, blue, red }: Planes): Float32Array {
  const [behindLight, behindBlue, behindRed] = [light, blue, red].map(medianOfBorder);
  return light.map(
    (value, at) =>
      Math.abs(value - (behindLight ?? 0)) +
      2 * Math.hypot((blue[at] ?? 0) - (behindBlue ?? 0), (red[at] ?? 0) - (behindRed ?? 0)),
  );
}

function medianOfBorder(plane: Float32Array): number {
  const last = colourEdge - 1;
  const border = plane.filter((_, at) => {
    const [x, y] = [at % colourEdge, Math.floor(at / colourEdge)];
    return x === 0 || y === 0 || x === last || y === last;
  });
  return border.sort()[border.length >> 1] ?? 0;
}

function coarse(light: Float32Array): Float32Array {
  const size = sketchEdge / colourEdge;
  const small = new Float32Array(length);
  for (let y = 0; y < sketchEdge; y++) {
    for (let x = 0; x < sketchEdge; x++) {
      const field = Math.floor(y / size) * colourEdge + Math.floor(x / size);
      small[field] = (small[field] ?? 0) + (light[y * sketchEdge + x] ?? 0) / (size * size);
    }
  }
  return small;
}

function minus(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => value - (other[at] ?? 0));
}

/** One, two, one, both ways, over the fields that are there. */
function soften(plane: Float32Array): Float32Array {
  return plane.map((_, at) => {
    const [x, y] = [at % colourEdge, Math.floor(at / colourEdge)];
    let sum = 0;
    let weights = 0;
    for (let v = Math.max(0, y - 1); v <= Math.min(colourEdge - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(colourEdge - 1, x + 1); u++) {
        const weight = (2 - Math.abs(u - x)) * (2 - Math.abs(v - y));
        sum += weight * (plane[v * colourEdge + u] ?? 0);
        weights += weight;
      }
    }
    return sum / weights;
  });
}
