/** What an import does with an image besides the network: checks, decodes, draws the thumbnail and what is compared. */
import { Buffer } from 'node:buffer';
import { drawColours } from '../../core/colours/drawColours.ts';
import { drawSketch } from '../../core/duplicates/sketch.ts';
import type { PictureRemark, VisionRequest } from '../../core/models/ports.ts';
import { decodeImage } from '../pictures/decodeImage.ts';
import {
  drawThumbnail,
  keepAsThumbnail,
  servesAsThumbnail,
  thumbnailEdgePixels,
} from '../pictures/drawThumbnail.ts';
import { fitToNetwork } from '../pictures/fitToNetwork.ts';
import { type EncodedImage, inspectImage } from '../pictures/inspectImage.ts';
import { isOneColour } from '../pictures/isOneColour.ts';
import { readImageFile } from '../pictures/readImageFile.ts';
import type { Picture } from './pictureMessages.ts';
import type { FileTask } from './visionMessages.ts';

export interface DrawOrder extends Omit<FileTask, 'id'> {
  /** The network's, in pixels. */
  readonly inputSize: number;
}

interface Drawn {
  readonly square: Uint8Array | null;
  readonly remark: PictureRemark | undefined;
}

/**
 * @param whenRoom resolves when so many pixels may be decoded
 * @throws Failure `image-unusable`; `disk-full`, `not-allowed` where the thumbnail cannot be written
 */
export async function drawPicture(
  order: DrawOrder,
  whenRoom: (pixels: number) => Promise<void>,
): Promise<Picture> {
  const image = await inspectImage(await bytesOf(order.request));
  const { width, height } = image;
  await whenRoom(width * height);
  const draw = servesAsThumbnail(image) ? takeAsItIs : drawFrom;
  const { square, remark } = await draw(image, order);
  return {
    width,
    height,
    remark,
    square,
    sketch: square === null ? undefined : drawSketch(square, order.inputSize),
    colours: square === null ? undefined : drawColours(square, order.inputSize),
  };
}

/** A small JPEG: nothing but the network needs its pixels. */
async function takeAsItIs(
  image: EncodedImage,
  { request, thumbnailFolder, inputSize }: DrawOrder,
): Promise<Drawn> {
  const { imageId, wantsThumbnail } = request;
  const square = needsSquare(request) ? await decodeForNetwork(image, inputSize) : null;
  if (wantsThumbnail) keepAsThumbnail(image, thumbnailFolder, imageId);
  return { square, remark: square === null ? undefined : remarkOn(square) };
}

async function decodeForNetwork(image: EncodedImage, inputSize: number): Promise<Uint8Array> {
  const raster = await decodeImage(image, { shortestEdge: 2 * inputSize, longestEdge: 0 });
  return fitToNetwork(raster, inputSize);
}

async function drawFrom(
  image: EncodedImage,
  { request, thumbnailFolder, inputSize }: DrawOrder,
): Promise<Drawn> {
  const { imageId, wantsThumbnail } = request;
  const isSquareWanted = needsSquare(request);
  const raster = await decodeImage(image, {
    shortestEdge: isSquareWanted ? 2 * inputSize : 0,
    longestEdge: wantsThumbnail ? thumbnailEdgePixels : 0,
  });
  const square = isSquareWanted ? fitToNetwork(raster, inputSize) : null;
  if (wantsThumbnail) await drawThumbnail(raster, thumbnailFolder, imageId);
  return { square, remark: remarkOn(raster.data) };
}

function needsSquare({ wantsVector, wantsSketch, wantsSquare }: VisionRequest): boolean {
  return wantsVector || wantsSketch === true || wantsSquare === true;
}

function remarkOn(rgb: Uint8Array): PictureRemark | undefined {
  return isOneColour(rgb) ? 'one-colour' : undefined;
}

async function bytesOf({ bytes, file }: VisionRequest): Promise<Buffer> {
  if (bytes === null) return await readImageFile(file);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
