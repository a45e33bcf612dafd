/** Draws pictures to pixels, so that they can be compared. */
import type { Laid } from '../../../../contract/insight/duplicates.ts';
import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import type { Pixels } from '../../compare/difference/findDifference.ts';

type Part = Laid['part'];

export const all: Part = { left: 0, top: 0, width: 1, height: 1 };

/** A part of a picture, as it is seen: `isMirrored` first, then the part. */
export function drawSeen(
  image: HTMLImageElement,
  { left, top, width, height }: Part,
  isMirrored: boolean,
  size: ElementSize,
): Pixels {
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser draws no pictures.');
  const [fullWidth, fullHeight] = [size.width / width, size.height / height];
  context.imageSmoothingQuality = 'high';
  context.translate(-left * fullWidth, -top * fullHeight);
  if (isMirrored) {
    context.translate(fullWidth, 0);
    context.scale(-1, 1);
  }
  context.drawImage(image, 0, 0, fullWidth, fullHeight);
  return context.getImageData(0, 0, size.width, size.height);
}
