/** LZW as TIFF 6.0 has it (section 13): codes of 9 to 12 bits, highest bit first, growing one code early. */

const clearCode = 256;
const endCode = 257;
const maxCodes = 4096;

/** @returns what could be decoded, `length` bytes at most: fewer where the data end or break before */
export function decodeLzw(data: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  // Each code is an earlier piece of the output: where it begins, and how long it is.
  const starts = new Uint32Array(maxCodes);
  const lengths = new Uint32Array(maxCodes);
  let written = 0;
  let next = endCode + 1;
  let width = 9;
  let held = 0;
  let heldBits = 0;
  let previousStart = 0;
  let previousLength = 0;
  for (let at = 0; written < length; ) {
    while (heldBits < width && at < data.length) {
      held = ((held << 8) | (data[at] ?? 0)) & 0xff_ff_ff;
      heldBits += 8;
      at += 1;
    }
    if (heldBits < width) break;
    heldBits -= width;
    const code = (held >> heldBits) & ((1 << width) - 1);
    if (code === endCode) break;
    if (code === clearCode) {
      next = endCode + 1;
      width = 9;
      previousLength = 0;
      continue;
    }
    const start = written;
    if (code < clearCode) {
      output[written] = code;
      written += 1;
    } else if (code < next || (code === next && previousLength > 0)) {
      const isNew = code === next;
      const from = isNew ? previousStart : (starts[code] ?? 0);
      const count = isNew ? previousLength + 1 : (lengths[code] ?? 0);
      const end = Math.min(length, written + count);
      // Byte by byte: a new code's last byte is the first that it writes.
      for (let source = from; written < end; source += 1) {
        output[written] = output[source] ?? 0;
        written += 1;
      }
    } else break;
    if (previousLength > 0 && next < maxCodes) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next += 1;
    }
    previousStart = start;
    previousLength = written - start;
    if (next >= (1 << width) - 1 && width < 12) width += 1;
  }
  return output.subarray(0, written);
}
