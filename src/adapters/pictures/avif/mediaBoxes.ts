/** The boxes that an ISO media file (AVIF) is made of: a size, a name of four letters, and what they hold. */
import type { Buffer } from 'node:buffer';

export interface MediaBox {
  readonly name: string;
  readonly content: Buffer;
}

/** No picture has more; a damaged one might. */
const maxBoxes = 10_000;

/** The boxes that stand one after the other in `bytes`; ends at the first that cannot be one. */
export function listBoxes(bytes: Buffer): MediaBox[] {
  const boxes: MediaBox[] = [];
  let at = 0;
  while (at + 8 <= bytes.length && boxes.length < maxBoxes) {
    const size32 = bytes.readUInt32BE(at);
    const isLarge = size32 === 1 && at + 16 <= bytes.length;
    const size = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : size32 === 0 ? bytes.length - at : size32;
    const headBytes = isLarge ? 16 : 8;
    if (size < headBytes) break;
    boxes.push({
      name: bytes.toString('latin1', at + 4, at + 8),
      content: bytes.subarray(at + headBytes, at + size),
    });
    at += size;
  }
  return boxes;
}

/** What the first box of that name holds; null where there is none. */
export function findBox(bytes: Buffer | null, name: string): Buffer | null {
  if (bytes === null) return null;
  return listBoxes(bytes).find((box) => box.name === name)?.content ?? null;
}
