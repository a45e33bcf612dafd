import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import sharp from 'sharp';
import { embeddingLength } from '../../src/core/models/ports.ts';
import { type GoldenSet, goldenFolders } from './sharedFolder.ts';

interface GoldenFile {
  readonly images: readonly (string | { readonly file: string })[];
  readonly sets: Readonly<Record<string, { readonly file: string }>>;
}

async function readGoldenFile(golden: GoldenSet): Promise<GoldenFile> {
  return JSON.parse(await readFile(resolve(goldenFolders[golden], 'golden.json'), 'utf8')) as GoldenFile;
}

/** The golden images of one size as RGB pixels, one after the other. */
export async function readGoldenPixels(
  golden: GoldenSet,
  size: number,
): Promise<{ pixels: Uint8Array; count: number }> {
  const { images } = await readGoldenFile(golden);
  const each = await Promise.all(
    images.map((image) =>
      sharp(
        resolve(
          goldenFolders[golden],
          String(size),
          basename(typeof image === 'string' ? image : image.file),
        ),
      )
        .removeAlpha()
        .raw()
        .toBuffer(),
    ),
  );
  return { pixels: new Uint8Array(Buffer.concat(each)), count: images.length };
}

/** The features that Keras gave for them, before normalisation, `count × 2048`. */
export async function readGoldenFeatures(
  golden: GoldenSet,
  size: number,
  pooling: 'max' | 'avg',
): Promise<Float32Array> {
  const { sets } = await readGoldenFile(golden);
  const set = sets[`${size}-${pooling}`];
  if (!set) throw new Error(`golden.json has no set ${size}-${pooling}`);
  const bytes = await readFile(resolve(goldenFolders[golden], set.file));
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** The worst row of a set against the reference: smallest cosine, largest relative L2 error. */
export function compareRows(found: Float32Array, reference: Float32Array) {
  let cosine = 1;
  let relativeError = 0;
  for (let start = 0; start < reference.length; start += embeddingLength) {
    let product = 0;
    let foundSquare = 0;
    let referenceSquare = 0;
    let errorSquare = 0;
    for (let i = start; i < start + embeddingLength; i++) {
      const a = found[i] ?? Number.NaN;
      const b = reference[i] ?? Number.NaN;
      product += a * b;
      foundSquare += a * a;
      referenceSquare += b * b;
      errorSquare += (a - b) ** 2;
    }
    cosine = Math.min(cosine, product / Math.sqrt(foundSquare * referenceSquare));
    relativeError = Math.max(relativeError, Math.sqrt(errorSquare / referenceSquare));
  }
  return { cosine, relativeError };
}
