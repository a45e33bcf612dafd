import { formatPercent } from '../../../components/format.ts';
/** Where two pictures of the same size are not the same, pixel by pixel. */

/** As a canvas gives it: red, green, blue and opacity, a byte each; transparent where there is no picture. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface Difference {
  /** Of the pixels that either picture covers: how many differ, from 0 to 1. */
  readonly share: number;
  /** The same size: grey where both are the same, from violet over red to bright yellow the more they differ. */
  readonly heat: Uint8ClampedArray<ArrayBuffer>;
}

/** Of 255, in the channel that differs most: below it lies what compressing the same picture twice does. */
const leastSeen = 20;
/** What is the same stays dark, so that what differs stands out by its lightness alone. */
const greyPart = 0.3;

/** @throws where the pictures are not of one size */
export function findDifference(one: Pixels, other: Pixels): Difference {
  if (one.width !== other.width || one.height !== other.height) {
    throw new Error('Only pictures of one size can be compared.');
  }
  const heat = new Uint8ClampedArray(one.data.length);
  let covered = 0;
  let different = 0;
  for (let at = 0; at < heat.length; at += 4) {
    const isInOne = (one.data[at + 3] ?? 0) > 0;
    const isInOther = (other.data[at + 3] ?? 0) > 0;
    if (!isInOne && !isInOther) continue;
    covered += 1;
    const amount = isInOne && isInOther ? largestStep(one.data, other.data, at) : 255;
    const isSeen = amount >= leastSeen;
    if (isSeen) different += 1;
    heat.set(isSeen ? heatColour(amount) : greyOf(one.data, at), at);
    heat[at + 3] = 255;
  }
  return { share: covered === 0 ? 0 : different / covered, heat };
}

/** "4.2 % of the picture differs." */
export function describeDifference(share: number): string {
  if (share === 0) return 'No difference seen.';
  if (share < 0.001) return 'Less than 0.1\u00a0% of the picture differs.';
  return share >= 0.9995
    ? 'The pictures differ everywhere.'
    : `${formatPercent(share, 1)} of the picture differs.`;
}

function largestStep(one: Uint8ClampedArray, other: Uint8ClampedArray, at: number): number {
  let largest = 0;
  for (let channel = at; channel < at + 3; channel += 1) {
    largest = Math.max(largest, Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)));
  }
  return largest;
}

/** The weights of ITU-R BT.601. */
function greyOf(data: Uint8ClampedArray, at: number): readonly [number, number, number] {
  const light = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  return [light * greyPart, light * greyPart, light * greyPart];
}

const faint = [130, 50, 170] as const;
const clear = [235, 90, 60] as const;
const strong = [255, 240, 120] as const;

/** Lighter with every step. */
function heatColour(amount: number): readonly [number, number, number] {
  const part = (amount - leastSeen) / (255 - leastSeen);
  return part < 0.5 ? between(faint, clear, part * 2) : between(clear, strong, part * 2 - 1);
}

type Colour = readonly [number, number, number];

function between(from: Colour, to: Colour, part: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ];
}
