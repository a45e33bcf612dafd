/** An image for the clipboard. */
import { imageUrl } from '../../../api/client.ts';

/** Puts the large view of an image on the clipboard, as PNG: the one format that every program takes from there. */
export async function copyImage(imageId: string): Promise<void> {
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': drawPng(imageId) })]);
}

async function drawPng(imageId: string): Promise<Blob> {
  const image = new Image();
  // Without it the pixels of a picture from a scheme of its own could not be read.
  image.crossOrigin = 'anonymous';
  image.src = imageUrl(imageId, 'preview');
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return await canvas.convertToBlob({ type: 'image/png' });
}
