/**
 * Principal axes: the directions along which the vectors of an embedding space differ most. What a search finds never depends
 * on how good they are, only how much it must read.
 *
 *   0   "TWINAXS\n"
 *   8   CRC-32 of everything from byte 12 on, u32
 *   12  format version, axes, numbers per axis, u32 each
 *   24  sha256 of the weights whose embeddings they are of
 *   56  middles, steps, and then the axes one after the other, f32
 */
import { crc32 } from 'node:zlib';
import { embeddingLength } from '../../../core/models/ports.ts';
import { axisCount } from '../kernelLayout.ts';

export interface AxisNumbers {
  /** `axisCount` times 2048. */
  readonly axes: Float32Array;
  /** How coordinates are pressed into bytes: one is middle + step · byte. */
  readonly middles: Float32Array;
  readonly steps: Float32Array;
}

export interface Axes extends AxisNumbers {
  /** With P for the axes as rows, at least ‖PPᵀ − I‖: how far they are from being orthonormal. */
  readonly departure: number;
  /** Names these very numbers. */
  readonly id: string;
}

const formatVersion = 1;
const magic = Buffer.from('TWINAXS\n', 'latin1');
const checksumAddress = magic.length;
const checkedFrom = checksumAddress + 4;
const hashAddress = checkedFrom + 12;
const numbersAddress = hashAddress + 32;
const fileBytes = numbersAddress + axisCount * (2 + embeddingLength) * 4;
/** Axes that are rounded to float32 are off by less than 1e-6; what is off by more is no such thing, and would bound nothing well. */
const maxDeparture = 1e-3;

/** @param weightsSha256 64 hex digits */
export function formatAxes({ axes, middles, steps }: AxisNumbers, weightsSha256: string): Buffer {
  const bytes = Buffer.alloc(fileBytes);
  magic.copy(bytes);
  for (const [i, number] of [formatVersion, axisCount, embeddingLength].entries())
    bytes.writeUInt32LE(number, checkedFrom + 4 * i);
  bytes.write(weightsSha256, hashAddress, 'hex');
  let place = numbersAddress;
  for (const numbers of [middles, steps, axes]) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), place);
    place += numbers.byteLength;
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(checkedFrom)), checksumAddress);
  return bytes;
}

/** The axes in a file's bytes; null where they are damaged, of other weights, of another form, or not orthonormal. */
export function parseAxes(bytes: Uint8Array, weightsSha256: string): Axes | null {
  if (bytes.length !== fileBytes) return null;
  const file = Buffer.from(bytes);
  const checksum = file.readUInt32LE(checksumAddress);
  const words = [0, 4, 8].map((at) => file.readUInt32LE(checkedFrom + at));
  if (
    !file.subarray(0, magic.length).equals(magic) ||
    checksum !== crc32(file.subarray(checkedFrom)) ||
    words.join() !== [formatVersion, axisCount, embeddingLength].join() ||
    file.toString('hex', hashAddress, numbersAddress) !== weightsSha256
  )
    return null;
  // Copied: a file's bytes need not begin at a multiple of four.
  const numbers = new Float32Array(Uint8Array.from(file.subarray(numbersAddress)).buffer);
  return checkAxes({
    middles: numbers.subarray(0, axisCount),
    steps: numbers.subarray(axisCount, 2 * axisCount),
    axes: numbers.subarray(2 * axisCount),
  });
}

/** The axes with what is to be known of them; null where they are none. */
export function checkAxes(numbers: AxisNumbers): Axes | null {
  const departure = measureDeparture(numbers.axes);
  const isSound =
    departure <= maxDeparture &&
    numbers.middles.every(Number.isFinite) &&
    numbers.steps.every((step) => step > 0 && Number.isFinite(step));
  if (!isSound) return null;
  const parts = [numbers.middles, numbers.steps, numbers.axes];
  const id = parts.reduce(
    (sum, { buffer, byteOffset, byteLength }) => crc32(new Uint8Array(buffer, byteOffset, byteLength), sum),
    0,
  );
  return { ...numbers, departure, id: id.toString(16).padStart(8, '0') };
}

/** The Frobenius norm, which is never below the operator's; NaN where a number is. */
function measureDeparture(axes: Float32Array): number {
  let squares = 0;
  for (let a = 0; a < axisCount; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < embeddingLength; i++)
        dot += (axes[a * embeddingLength + i] ?? 0) * (axes[b * embeddingLength + i] ?? 0);
      squares += a === b ? (dot - 1) ** 2 : 2 * dot ** 2;
    }
  }
  // Each sum of 2048 in float64 is off by 2048 · 2⁻⁵³ at most where the axes are about as long as 1.
  return Math.sqrt(squares) + 1e-10;
}
