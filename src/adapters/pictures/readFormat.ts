/** Reads what kind of picture a file is, and nothing more of it. */
import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { ImageFormat } from '../../contract/insight/duplicates.ts';
import { detectFormat, headLength } from './detectFormat.ts';

/** Null where the file cannot be read, or is no picture by its bytes. */
export async function readFormat(file: string): Promise<ImageFormat | null> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    const detected = detectFormat(buffer.subarray(0, bytesRead));
    return 'format' in detected ? detected.format : null;
  } catch {
    return null;
  }
}
