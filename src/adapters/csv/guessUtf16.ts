/** Tells UTF-16 without its mark by the zero bytes that every ASCII character has. */
import { TextDecoder } from 'node:util';

/** Bytes that are looked at: some lines. */
const sampleBytes = 16 * 1024;
/** Digits, delimiters and line breaks alone make more than this share of a table. */
const leastZeros = 0.05;
/** Zero bytes on the other side, as in U+4E00: hardly any. */
const mostOtherZeros = 0.1;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no text has.
const strange = /[\u0000-\u0008\u000e-\u001f\ufffd-\uffff]/;

/** @param start the first bytes of a file; @returns null where they are no UTF-16 */
export function guessUtf16(start: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = start.subarray(0, Math.min(sampleBytes, start.length) & ~1);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const most = Math.max(even, odd);
  const least = Math.min(even, odd);
  if (most < 2 || most < (sample.length / 2) * leastZeros || least > most * mostOtherZeros) return null;
  return strange.test(new TextDecoder(encoding).decode(sample)) ? null : encoding;
}
