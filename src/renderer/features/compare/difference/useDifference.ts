import { useMemo } from 'react';
import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import type { Shift } from '../placing.ts';
import { type Difference, findDifference, type Pixels } from './findDifference.ts';
import { usePicture } from './usePicture.ts';

/** Two pictures as they are seen: in boxes of this size, the other one moved beside where the first one is. */
export interface ComparedPictures {
  readonly one: string;
  readonly other: string;
  readonly box: ElementSize;
  readonly shift: Shift;
}

export type SeenDifference =
  | { readonly state: 'waiting' | 'unreadable' }
  | {
      readonly state: 'seen';
      readonly difference: Difference;
      readonly width: number;
      readonly height: number;
    };

/** Of the longer edge, in pixels: enough for the eye, and found within a frame or two. */
export const longestEdge = 512;

/** In what two pictures differ; null: none is asked for. */
export function useDifference(compared: ComparedPictures | null): SeenDifference | null {
  const one = usePicture(compared?.one ?? null);
  const other = usePicture(compared?.other ?? null);
  const { width = 0, height = 0 } = compared?.box ?? {};
  const { x = 0, y = 0 } = compared?.shift ?? {};
  return useMemo(() => {
    if (one === null || other === null) return null;
    if (one === 'unreadable' || other === 'unreadable') return { state: 'unreadable' };
    if (one === 'waiting' || other === 'waiting' || width === 0 || height === 0) return { state: 'waiting' };
    const part = longestEdge / Math.max(width, height);
    const size = { width: Math.round(width * part), height: Math.round(height * part) };
    const difference = findDifference(draw(one, size, { x: 0, y: 0 }), draw(other, size, { x, y }));
    return { state: 'seen', difference, ...size };
  }, [one, other, width, height, x, y]);
}

/** The whole picture in the middle of its box. */
function draw(image: HTMLImageElement, box: ElementSize, shift: Shift): Pixels {
  const { width, height } = box;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser draws no pictures.');
  const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight);
  const [drawnWidth, drawnHeight] = [image.naturalWidth * scale, image.naturalHeight * scale];
  const left = (width - drawnWidth) / 2 + shift.x * width;
  const top = (height - drawnHeight) / 2 + shift.y * height;
  context.drawImage(image, left, top, drawnWidth, drawnHeight);
  return context.getImageData(0, 0, width, height);
}
