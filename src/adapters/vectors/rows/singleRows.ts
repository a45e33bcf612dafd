/** Rows that are read one by one: from memory, or from the file where they rest. */

/** What must be known of rows to read them one by one, a number per row. */
export interface SingleFacts {
  /** What a step of a row's coarse bytes is worth. */
  readonly scales: Float32Array;
  /** At least the norm of what its bytes leave out. */
  readonly errors: Float32Array;
  /** CRC-32 of its bytes. */
  readonly checksums: Uint32Array;
}

export interface SingleRow {
  readonly scale: number;
  readonly error: number;
}

export interface SingleRows {
  /** Copies the bytes of a slot's row; null where they are not to be had, or not sound. */
  copy(slot: number, coarse: Int8Array, fine: Int8Array): SingleRow | null;
  close(): void;
}

export function createSingleFacts(count: number): SingleFacts {
  return {
    scales: new Float32Array(count),
    errors: new Float32Array(count),
    checksums: new Uint32Array(count),
  };
}

/** The memory itself. */
export function bytesOfSingleFacts({ scales, errors, checksums }: SingleFacts): Uint8Array[] {
  return [scales, errors, checksums].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}

export const singleFactBytes = 12;

/** Where there are none. */
export const noSingleRows: SingleRows = { copy: () => null, close: () => undefined };
