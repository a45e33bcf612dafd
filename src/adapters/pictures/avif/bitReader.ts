/** Reads numbers bit by bit, highest first; beyond the end there are zeros. */
export interface BitReader {
  /** @param bits 0 to 32 */
  read(bits: number): number;
  isPastEnd(): boolean;
}

export function createBitReader(bytes: Uint8Array): BitReader {
  let at = 0;
  return {
    read(bits) {
      let value = 0;
      for (let left = bits; left > 0; left -= 1) {
        value = value * 2 + (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
        at += 1;
      }
      return value;
    },
    isPastEnd: () => at > bytes.length * 8,
  };
}
