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
import { Memory, pageBytes } from '../../webAssembly/webAssembly.ts';
import { allAxisCount } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';

export interface AxisNumbers {
  /** 2048 numbers each. */
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

const formatVersion = 2;
const magic = Buffer.from('TWINAXS\n', 'latin1');
const checksumAddress = magic.length;
const checkedFrom = checksumAddress + 4;
const hashAddress = checkedFrom + 12;
const numbersAddress = hashAddress + 32;
const fileBytes = numbersAddress + allAxisCount * (2 + embeddingLength) * 4;
/** Axes that are rounded to float32 are off by less than 1e-6, and are measured to within 3e-4; what is off by more would bound nothing well. */
const maxDeparture = 1e-3;

/** @param weightsSha256 64 hex digits */
export function formatAxes({ axes, middles, steps }: AxisNumbers, weightsSha256: string): Buffer {
  const bytes = Buffer.alloc(fileBytes);
  magic.copy(bytes);
  for (const [i, number] of [formatVersion, allAxisCount, embeddingLength].entries())
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
    words.join() !== [formatVersion, allAxisCount, embeddingLength].join() ||
    file.toString('hex', hashAddress, numbersAddress) !== weightsSha256
  )
    return null;
  // Copied: a file's bytes need not begin at a multiple of four.
  const numbers = new Float32Array(Uint8Array.from(file.subarray(numbersAddress)).buffer);
  return checkAxes({
    middles: numbers.subarray(0, allAxisCount),
    steps: numbers.subarray(allAxisCount, 2 * allAxisCount),
    axes: numbers.subarray(2 * allAxisCount),
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

/** The first of them. */
export function firstAxes({ axes, middles, steps, departure, id }: Axes, count: number): Axes {
  return {
    axes: axes.subarray(0, count * embeddingLength),
    middles: middles.subarray(0, count),
    steps: steps.subarray(0, count),
    departure,
    id,
  };
}

/** Of one product, relative to the norms': see `Kernels.departure`. Norms are about 1, or the departure is too much anyway. */
const productError = 15 * 2 ** -24;

/** The Frobenius norm, which is never below the operator's; NaN where a number is. A few milliseconds of work. */
function measureDeparture(axes: Float32Array): number {
  const pages = Math.ceil(axes.byteLength / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: true });
  new Float32Array(memory.buffer, 0, axes.length).set(axes);
  const kernel = createKernels(memory);
  let squares = 0;
  for (let axis = 0; axis < axes.byteLength; axis += embeddingLength * 4)
    squares += kernel.departure(0, axis);
  return Math.sqrt(squares) + (axes.length / embeddingLength) * productError;
}
