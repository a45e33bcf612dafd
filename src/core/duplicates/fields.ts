/** Parts of two pictures as fields of lightness and colour, to be laid over each other. */
import type { Part } from './alignSketches.ts';

/** A picture as the network is given it: it fills the square, whatever its proportions. */
export interface Square {
  /** `edge × edge × 3` bytes: rows, columns, channels in RGB order. */
  readonly rgb: Uint8Array;
  readonly edge: number;
}

export interface Planes {
  readonly light: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

/** Lightness, blue and red difference (ITU-R BT.601) of the fields of a part, softened. */
export function drawFields(
  { rgb, edge: pixels }: Square,
  part: Part,
  edge: number,
  isMirrored: boolean,
): Planes {
  const across = spansOf(pixels, part.left, part.width, edge);
  const down = spansOf(pixels, part.top, part.height, edge);
  const rows = roomFor(pixels * edge * 3);
  for (let y = 0; y < pixels; y++) {
    for (let x = 0, tap = 0; x < edge; x++) {
      const to = (y * edge + x) * 3;
      let r = 0;
      let g = 0;
      let b = 0;
      for (const end = across.ends[x] ?? 0; tap < end; tap++) {
        const at = across.pixels[tap] ?? 0;
        const weight = across.weights[tap] ?? 0;
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
  for (let y = 0, tap = 0; y < edge; y++) {
    for (const end = down.ends[y] ?? 0; tap < end; tap++) {
      const from = (down.pixels[tap] ?? 0) * edge * 3;
      const weight = down.weights[tap] ?? 0;
      for (let i = 0; i < edge * 3; i++) {
        const to = y * edge * 3 + i;
        fields[to] = (fields[to] ?? 0) + weight * (rows[from + i] ?? 0);
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

/** Of each field where its taps end, those of the first field first; of each tap the pixel, and the part of the field that it is. */
interface Spans {
  readonly ends: Int32Array;
  readonly pixels: Int32Array;
  readonly weights: Float64Array;
}

/** Which pixels a field is the mean of, by the part that lies in it; beyond the border the border goes on. */
function spansOf(pixels: number, begin: number, length: number, edge: number): Spans {
  const step = (length * pixels) / edge;
  const most = edge * (Math.ceil(step) + 1);
  const spans = {
    ends: new Int32Array(edge),
    pixels: new Int32Array(most),
    weights: new Float64Array(most),
  };
  let taps = 0;
  for (let field = 0; field < edge; field++) {
    const from = begin * pixels + field * step;
    for (let at = Math.floor(from); at < from + step; at++, taps++) {
      spans.pixels[taps] = Math.min(pixels - 1, Math.max(0, at));
      spans.weights[taps] = (Math.min(from + step, at + 1) - Math.max(from, at)) / step;
    }
    spans.ends[field] = taps;
  }
  return spans;
}

let room = new Float32Array(0);

/** Good until the next. */
function roomFor(length: number): Float32Array {
  if (room.length < length) room = new Float32Array(length);
  return room;
}

export function minus(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, at) => value - (other[at] ?? 0));
}

/** Per field, at each field; at the border the border goes on. */
export interface Slopes {
  readonly across: Float32Array;
  readonly down: Float32Array;
  /** In whichever direction it is steepest. */
  readonly steepest: Float32Array;
}

export function slopesOf(plane: Float32Array, edge: number): Slopes {
  const across = new Float32Array(plane.length);
  const down = new Float32Array(plane.length);
  const steepest = new Float32Array(plane.length);
  const last = edge - 1;
  for (let y = 0; y < edge; y++) {
    const [above, below] = [Math.max(0, y - 1) * edge, Math.min(last, y + 1) * edge];
    for (let x = 0; x < edge; x++) {
      const at = y * edge + x;
      const right = plane[at + (x < last ? 1 : 0)] ?? 0;
      const left = plane[at - (x > 0 ? 1 : 0)] ?? 0;
      const slopeAcross = (right - left) / 2;
      const slopeDown = ((plane[below + x] ?? 0) - (plane[above + x] ?? 0)) / 2;
      across[at] = slopeAcross;
      down[at] = slopeDown;
      steepest[at] = Math.sqrt(slopeAcross * slopeAcross + slopeDown * slopeDown);
    }
  }
  return { across, down, steepest };
}

/** Quarter, half, quarter, both ways; at the border the border goes on. */
export function soften(plane: Float32Array, edge: number): Float32Array {
  const along = new Float32Array(plane.length);
  const softened = new Float32Array(plane.length);
  const last = edge - 1;
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const at = y * edge + x;
      const beside = (plane[at - (x > 0 ? 1 : 0)] ?? 0) + (plane[at + (x < last ? 1 : 0)] ?? 0);
      along[at] = 0.25 * beside + 0.5 * (plane[at] ?? 0);
    }
  }
  for (let y = 0; y < edge; y++) {
    const [above, below] = [Math.max(0, y - 1) * edge, Math.min(last, y + 1) * edge];
    for (let x = 0; x < edge; x++) {
      const beside = (along[above + x] ?? 0) + (along[below + x] ?? 0);
      softened[y * edge + x] = 0.25 * beside + 0.5 * (along[y * edge + x] ?? 0);
    }
  }
  return softened;
}

/** @param but the share of fields that differ more and do not count */
export function highest(differing: Float32Array, but: number): number {
  if (but === 0) return differing.reduce((most, value) => Math.max(most, value), 0);
  return differing.toSorted()[Math.floor((differing.length - 1) * (1 - but))] ?? 0;
}
