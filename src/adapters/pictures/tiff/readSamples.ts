/** Takes numbers of 1 to 32 bits out of the bytes of a row. */

export interface SampleLayout {
  readonly bits: number;
  readonly isBigEndian: boolean;
}

/**
 * @param row begins on a byte, and holds at least `into.length` samples
 * @param into filled with the samples in the row's order
 */
export function readSamples(row: Uint8Array, { bits, isBigEndian }: SampleLayout, into: Uint32Array): void {
  if (bits === 8) into.set(row.subarray(0, into.length));
  else if (bits === 16) readShorts(row, isBigEndian, into);
  else if (bits === 24 || bits === 32) readWholeBytes(row, bits / 8, isBigEndian, into);
  else readBits(row, bits, into);
}

function readShorts(row: Uint8Array, isBigEndian: boolean, into: Uint32Array): void {
  const [high, low] = isBigEndian ? [0, 1] : [1, 0];
  for (let sample = 0; sample < into.length; sample += 1) {
    into[sample] = ((row[sample * 2 + high] ?? 0) << 8) | (row[sample * 2 + low] ?? 0);
  }
}

function readWholeBytes(row: Uint8Array, size: number, isBigEndian: boolean, into: Uint32Array): void {
  for (let sample = 0; sample < into.length; sample += 1) {
    let value = 0;
    for (let byte = 0; byte < size; byte += 1) {
      const at = sample * size + (isBigEndian ? byte : size - 1 - byte);
      value = (value << 8) | (row[at] ?? 0);
    }
    into[sample] = value;
  }
}

/** Highest bit first, whatever the byte order (TIFF 6.0, FillOrder 1). */
function readBits(row: Uint8Array, bits: number, into: Uint32Array): void {
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let sample = 0; sample < into.length; sample += 1) {
    let value = 0;
    for (let missing = bits; missing > 0; ) {
      if (heldBits === 0) {
        held = row[at] ?? 0;
        heldBits = 8;
        at += 1;
      }
      const taken = Math.min(missing, heldBits);
      heldBits -= taken;
      value = (value << taken) | ((held >> heldBits) & ((1 << taken) - 1));
      missing -= taken;
    }
    into[sample] = value;
  }
}
