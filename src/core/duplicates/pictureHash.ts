/** A picture in 64 bits that stay when it is saved anew or in another size, and its mirror's, for finding what may be the same. */
import { sketchEdge } from './sketch.ts';

const frequencies = 8;

/** Which of its lowest 64 frequencies (DCT) are above zero: four times 16 bits. */
export type PictureHash = Uint16Array;

/** `waves[u * 32 + x]`. */
const waves = Float32Array.from({ length: frequencies * sketchEdge }, (_, at) =>
  Math.cos((Math.PI / sketchEdge) * ((at % sketchEdge) + 0.5) * Math.floor(at / sketchEdge)),
);

/** @param sketch as it is kept: its lightness comes first */
export function hashPicture(sketch: Uint8Array): { upright: PictureHash; mirrored: PictureHash } {
  const rows = new Float32Array(frequencies * sketchEdge);
  for (let y = 0; y < sketchEdge; y++) {
    for (let u = 0; u < frequencies; u++) {
      let sum = 0;
      for (let x = 0; x < sketchEdge; x++)
        sum += (waves[u * sketchEdge + x] ?? 0) * ((sketch[y * sketchEdge + x] ?? 0) - 128);
      rows[y * frequencies + u] = sum;
    }
  }
  const upright = new Uint16Array(4);
  const mirrored = new Uint16Array(4);
  for (let v = 0; v < frequencies; v++) {
    for (let u = 0; u < frequencies; u++) {
      let sum = 0;
      for (let y = 0; y < sketchEdge; y++)
        sum += (waves[v * sketchEdge + y] ?? 0) * (rows[y * frequencies + u] ?? 0);
      const at = v * frequencies + u;
      const bit = 1 << (at & 15);
      // In a mirror the waves that begin high on one side and end low on the other are turned over.
      const inMirror = u % 2 === 0 ? sum : -sum;
      if (sum > 0) upright[at >> 4] = (upright[at >> 4] ?? 0) | bit;
      if (inMirror > 0) mirrored[at >> 4] = (mirrored[at >> 4] ?? 0) | bit;
    }
  }
  return { upright, mirrored };
}

/** Bits that differ. */
export function hammingDistance(one: PictureHash, other: PictureHash): number {
  let differing = 0;
  for (let part = 0; part < 4; part++) {
    let bits = (one[part] ?? 0) ^ (other[part] ?? 0);
    for (; bits !== 0; bits &= bits - 1) differing++;
  }
  return differing;
}

/** Two pictures whose hashes differ in so many bits may be the same: 99 of 100 that are saved anew, resized or mirrored do. */
const mostBits = 5;

/**
 * Pairs that may show the same, upright or in a mirror, each once at most; by places, the smaller first. Found by an equal quarter of
 * the hash, so none is missed that differs in three bits, and few that differ in five.
 */
export function* pairsByHash(
  hashes: readonly { readonly upright: PictureHash; readonly mirrored: PictureHash }[],
): Generator<readonly [number, number]> {
  const buckets = Array.from({ length: 4 }, () => new Map<number, number[]>());
  for (const [at, { upright, mirrored }] of hashes.entries()) {
    const seen = new Set<number>();
    for (const wanted of [upright, mirrored]) {
      for (const [part, bucket] of buckets.entries()) {
        for (const other of bucket.get(wanted[part] ?? 0) ?? []) {
          const hash = hashes[other]?.upright;
          if (hash === undefined || seen.has(other) || hammingDistance(wanted, hash) > mostBits) continue;
          seen.add(other);
          yield [other, at];
        }
      }
    }
    for (const [part, bucket] of buckets.entries()) {
      const key = upright[part] ?? 0;
      const there = bucket.get(key);
      if (there === undefined) bucket.set(key, [at]);
      else there.push(at);
    }
  }
}
