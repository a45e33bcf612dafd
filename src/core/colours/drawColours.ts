/** What is kept of a picture to compare colours: how much of what it shows has which colour, in 90 bytes. */

interface Steps {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Of lightness, and of the two axes of colour, of CIE L*a*b* (D65); a pixel is shared out among the eight around it. Of five divisions by 80 to 96
 * steps it is the one that gains most agreement in colour for what it costs in type (3,930 products of Fashion Product Images).
 */
const lightness: Steps = { first: 0, step: 50, count: 3 };
const greenToRed: Steps = { first: -30, step: 18, count: 6 };
const blueToYellow: Steps = { first: -36, step: 18, count: 5 };

export const coloursLength = lightness.count * greenToRed.count * blueToYellow.count;

/** Pixels looked at along each edge: a few thousand tell the colours of a thing. */
const sampledEdge = 56;
/** From the border's colour (CIE76): what lies nearer, and is joined to the border, is behind the thing. */
const behindDistance = 6;
/** Where less of the border has one colour, the thing reaches to it, and all of the picture counts. */
const leastPlainBorder = 0.5;
/** Of all pixels; less is what a white thing leaves on white, and all of the picture counts. */
const leastShown = 0.02;

/**
 * Draws the colours of a square picture, without the plain background that it may have.
 * @param rgb `edge × edge × 3` bytes
 * @returns the square root of each colour's share, 255 for 1: the sum of products of two such is the Bhattacharyya coefficient
 */
export function drawColours(rgb: Uint8Array, edge: number): Uint8Array<ArrayBuffer> {
  const side = Math.min(sampledEdge, edge);
  const lab = toLab(rgb, edge, side);
  const behind = findBackground(lab, side);
  const shares = new Float64Array(coloursLength);
  for (let at = 0; at < behind.length; at++) if (behind[at] !== 1) share(shares, lab, at * 3);
  const total = shares.reduce((sum, one) => sum + one, 0);
  return Uint8Array.from(shares, (one) => Math.round(255 * Math.sqrt(one / total)));
}

/** `side × side` pixels of the picture in L*a*b*. */
function toLab(rgb: Uint8Array, edge: number, side: number): Float32Array {
  const lab = new Float32Array(side * side * 3);
  const places = Int32Array.from({ length: side }, (_, at) => Math.floor(((at + 0.5) * edge) / side));
  let before = -1;
  for (let at = 0; at < side * side; at++) {
    const from = ((places[Math.floor(at / side)] ?? 0) * edge + (places[at % side] ?? 0)) * 3;
    const red = rgb[from] ?? 0;
    const green = rgb[from + 1] ?? 0;
    const blue = rgb[from + 2] ?? 0;
    const colour = (red << 16) | (green << 8) | blue;
    const to = at * 3;
    // Backgrounds are plain.
    if (colour === before) {
      lab[to] = lab[to - 3] ?? 0;
      lab[to + 1] = lab[to - 2] ?? 0;
      lab[to + 2] = lab[to - 1] ?? 0;
      continue;
    }
    before = colour;
    const r = linear[red] ?? 0;
    const g = linear[green] ?? 0;
    const b = linear[blue] ?? 0;
    // From sRGB to XYZ, each by the white of D65 (IEC 61966-2-1).
    const fx = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const fy = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const fz = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    lab[to] = 116 * fy - 16;
    lab[to + 1] = 500 * (fx - fy);
    lab[to + 2] = 200 * (fy - fz);
  }
  return lab;
}

/** Of each sRGB byte. */
const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function root(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : (841 / 108) * value + 4 / 29;
}

/** 1 for what is behind the thing; nothing where that cannot be told. */
function findBackground(lab: Float32Array, side: number): Uint8Array {
  const behind = new Uint8Array(side * side);
  const border: number[] = [];
  for (let at = 0; at < side; at++) border.push(at, (side - 1) * side + at, at * side, at * side + side - 1);
  const l = medianOf(lab, border, 0);
  const a = medianOf(lab, border, 1);
  const b = medianOf(lab, border, 2);
  const isPlain = (at: number): boolean => {
    const ofL = (lab[at * 3] ?? 0) - l;
    const ofA = (lab[at * 3 + 1] ?? 0) - a;
    const ofB = (lab[at * 3 + 2] ?? 0) - b;
    return ofL * ofL + ofA * ofA + ofB * ofB < behindDistance * behindDistance;
  };
  const waiting = border.filter(isPlain);
  if (waiting.length < leastPlainBorder * border.length) return behind;
  let shown = behind.length;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (behind[at] === 1 || !isPlain(at)) continue;
    behind[at] = 1;
    shown--;
    const x = at % side;
    if (x > 0) waiting.push(at - 1);
    if (x < side - 1) waiting.push(at + 1);
    if (at >= side) waiting.push(at - side);
    if (at + side < behind.length) waiting.push(at + side);
  }
  return shown < leastShown * behind.length ? behind.fill(0) : behind;
}

function medianOf(lab: Float32Array, places: readonly number[], axis: number): number {
  const values = new Float32Array(places.length);
  for (let at = 0; at < values.length; at++) values[at] = lab[(places[at] ?? 0) * 3 + axis] ?? 0;
  return values.sort()[values.length >> 1] ?? 0;
}

/** A pixel among the steps around it, by how near they are. */
function share(shares: Float64Array, lab: Float32Array, at: number): void {
  const l = positionOn(lightness, lab[at] ?? 0);
  const a = positionOn(greenToRed, lab[at + 1] ?? 0);
  const b = positionOn(blueToYellow, lab[at + 2] ?? 0);
  const lowL = Math.floor(l);
  const lowA = Math.floor(a);
  const lowB = Math.floor(b);
  for (let corner = 0; corner < 8; corner++) {
    const i = lowL + (corner & 1);
    const j = lowA + ((corner >> 1) & 1);
    const k = lowB + (corner >> 2);
    const weight = (1 - Math.abs(l - i)) * (1 - Math.abs(a - j)) * (1 - Math.abs(b - k));
    if (weight === 0) continue;
    const bin = (i * greenToRed.count + j) * blueToYellow.count + k;
    shares[bin] = (shares[bin] ?? 0) + weight;
  }
}

/** In steps from the first; beyond the ends: the ends. */
function positionOn({ first, step, count }: Steps, value: number): number {
  return Math.min(count - 1, Math.max(0, (value - first) / step));
}
