/**
 * A thumbnail as it lies outside the cluster: a JPEG that every program shows, and behind its end a digest of it and of whose it is. So what
 * was cut, changed, or put under another's name is known from its own bytes.
 */
import { createHash } from 'node:crypto';

const sign = Buffer.from('\nTwinset 1\n', 'latin1');
const digestBytes = 32;
const sealBytes = sign.length + digestBytes;

/** @param imageId hex sha256 of the image that it shows */
export function sealThumbnail(imageId: string, jpeg: Uint8Array): Uint8Array {
  return Buffer.concat([jpeg, sign, digestOf(imageId, jpeg)]);
}

/** The JPEG; null where these are not the bytes that were sealed for this image. */
export function openSeal(imageId: string, sealed: Uint8Array): Uint8Array | null {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const end = bytes.length - sealBytes;
  if (end <= 0 || !bytes.subarray(end, end + sign.length).equals(sign)) return null;
  const jpeg = bytes.subarray(0, end);
  return digestOf(imageId, jpeg).equals(bytes.subarray(end + sign.length)) ? jpeg : null;
}

function digestOf(imageId: string, jpeg: Uint8Array): Buffer {
  return createHash('sha256').update(imageId).update(jpeg).digest();
}
