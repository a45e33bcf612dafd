/** Draws a decoded image as a WebP file, complete or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { Raster } from './decodeImage.ts';
import sharp from './openSharp.ts';

export interface WebpOptions {
  /** Longest edge in pixels; an image is never enlarged to it. */
  readonly maxEdge: number;
  readonly quality: number;
  /** libwebp's method, 0 (fast) to 6 (small). */
  readonly effort: number;
}

async function encode(raster: Raster, options: WebpOptions) {
  const { data, width, height } = raster;
  return await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(options.maxEdge, options.maxEdge, { fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .webp({ quality: options.quality, effort: options.effort })
    .toBuffer({ resolveWithObject: true });
}

function asWriteFailure(thrown: unknown, target: string): Failure {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The disk is full: "${target}" could not be written. Make room and try again.`;
    return new Failure('disk-full', message, String(thrown));
  }
  return new Failure('internal', `The picture "${target}" could not be written (${code}).`, String(thrown));
}

/** Written aside and renamed, so that no reader meets half a file. @throws Failure `disk-full`, `internal` */
export async function writeWebp(
  raster: Raster,
  target: string,
  options: WebpOptions,
): Promise<{ width: number; height: number }> {
  const { data, info } = await encode(raster, options);
  const aside = `${target}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(aside, data);
    await rename(aside, target);
  } catch (thrown) {
    await rm(aside, { force: true });
    throw asWriteFailure(thrown, target);
  }
  return { width: info.width, height: info.height };
}
