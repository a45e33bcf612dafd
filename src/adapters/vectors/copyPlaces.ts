/** Where a file of copies has vectors, in memory and as a cache file keeps it. */

/** A number per slot. */
export interface CopyPlaces {
  /** In the file; `noPlace` where it does not have the vector. */
  readonly places: Uint32Array;
  /** Checksums of the vectors. */
  readonly sums: Uint32Array;
}

export const noPlace = 0xffffffff;

export function emptyPlaces(count: number): CopyPlaces {
  return { places: new Uint32Array(count).fill(noPlace), sums: new Uint32Array(count) };
}

/** The memory itself. */
export function bytesOfPlaces({ places, sums }: CopyPlaces): Uint8Array[] {
  return [places, sums].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}

export const placeBytes = 8;
