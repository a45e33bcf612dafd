/** Which pixels count for a pixel of a stretched picture, and how much. */
import { weightBits } from './kernelLayout.ts';

export interface Taps {
  /** For each output position the first input position that counts, and how many do. */
  readonly places: Uint32Array;
  /** Of all of them, one output position's after the other's; `2 ** weightBits` is 1. */
  readonly weights: Int32Array;
  /** Of inputs that count for one output position. */
  readonly mostCount: number;
}

/** Keys' cubic convolution kernel with a = −0.5 (Keys 1981), in the steps of PIL's BICUBIC: its weights are to be the same to the last bit. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}

/** Widened where it reduces, so that nothing aliases. */
function planTaps(from: number, to: number): Taps {
  const step = from / to;
  const spread = Math.max(1, step);
  const perSpread = 1 / spread;
  const places = new Uint32Array(2 * to);
  const weights: number[] = [];
  let mostCount = 0;
  for (let index = 0; index < to; index++) {
    const middle = (index + 0.5) * step;
    const start = Math.max(0, Math.floor(middle - 2 * spread + 0.5));
    const count = Math.min(from, Math.floor(middle + 2 * spread + 0.5)) - start;
    const raw = Array.from({ length: count }, (_, at) => cubic((start + at - middle + 0.5) * perSpread));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    places.set([start, count], 2 * index);
    mostCount = Math.max(mostCount, count);
    weights.push(...raw.map((weight) => roundAway((weight / sum) * 2 ** weightBits)));
  }
  return { places, weights: Int32Array.from(weights), mostCount };
}

/** Halves away from zero, as C does. */
function roundAway(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}

/** Pictures of a catalog mostly have few sizes. */
const mostKnown = 16;
const known = new Map<string, Taps>();

/** @param from @param to positions along an edge, before and after */
export function tapsFor(from: number, to: number): Taps {
  const name = `${from} ${to}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const planned = planTaps(from, to);
  if (known.size === mostKnown) known.clear();
  known.set(name, planned);
  return planned;
}
