/** The part of a picture in the address, and as the frame that is drawn. */
import type { PercentCrop } from 'react-image-crop';
import { leastRegionEdge, type Region } from '../../../../contract/search.ts';

/** A thousandth of a picture is less than what is seen of it. */
const steps = 1000;

const round = (share: number): number => Math.round(share * steps) / steps;

export function isWorthSearching({ width, height }: Region): boolean {
  return width >= leastRegionEdge && height >= leastRegionEdge;
}

/** `0.2,0.2,0.6,0.6`: left, top, width and height. */
export function writeRegion({ left, top, width, height }: Region): string {
  return [left, top, width, height].join(',');
}

/** Null for what is no part of a picture. */
export function readRegion(text: string | null): Region | null {
  const numbers = text?.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part))) ?? [];
  const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = numbers;
  const isWithin = left >= 0 && top >= 0 && left + width <= 1 + 1e-6 && top + height <= 1 + 1e-6;
  const region = { left, top, width, height };
  return numbers.length === 4 && isWithin && isWorthSearching(region) ? region : null;
}

export function cropOf({ left, top, width, height }: Region): PercentCrop {
  return { unit: '%', x: left * 100, y: top * 100, width: width * 100, height: height * 100 };
}

/** Within the picture, whatever rounding did. */
export function regionOf({ x, y, width, height }: PercentCrop): Region {
  const left = round(x / 100);
  const top = round(y / 100);
  return {
    left,
    top,
    width: round(Math.min(1 - left, width / 100)),
    height: round(Math.min(1 - top, height / 100)),
  };
}
