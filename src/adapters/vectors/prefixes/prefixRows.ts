/**
 * The rows' prefixes: what is left of a vector along some principal axes, a byte per axis, and how much is missing. From 72
 * bytes a row, or 264, they bound every product with a query:
 *
 * P has the axes as rows, δ ≥ ‖PPᵀ − I‖. For a row, y is what was projected, h ≥ ‖x − y‖ for the stored vector x; c are the
 * float32 numbers that were computed for Py, off by ε at most; ĉ is what the bytes stand for. For a query q, d is computed for
 * Pq, off by η at most, and b is d as rounded to the kernel's numbers. With r = y − Pᵀc and s = q − Pᵀb, whatever P, b and c are:
 *
 *   ⟨q, y⟩ = ⟨Pᵀb, y⟩ + ⟨s, y⟩ = ⟨b, Py⟩ + ⟨Ps, c⟩ + ⟨s, r⟩
 *   ⟨q, x⟩ ≤ ⟨b, ĉ⟩ + ‖b‖·(‖c − ĉ‖ + ε) + ‖Ps‖·‖c‖ + ‖s‖·‖r‖ + ‖q‖·h          (Cauchy and Schwarz, four times)
 *   ‖Ps‖   ≤ ‖d − b‖ + η + δ‖b‖                                                  (Ps = Pq − PPᵀb)
 *   ‖r‖²   = ‖y‖² − 2⟨c, Py⟩ + ⟨c, PPᵀc⟩ ≤ ‖y‖² − ‖c‖² + (2ε + δ‖c‖)·‖c‖
 *   ‖s‖²   ≤ ‖q‖² − 2⟨b, d⟩ + 2η‖b‖ + (1 + δ)·‖b‖²
 *
 * Nothing here asks that the axes be principal, or orthonormal beyond δ.
 */

import { growTo, Memory, pageBytes, putInto } from '../../webAssembly/webAssembly.ts';
import { prefixFactBytes } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { maxThreads } from '../threadMemory.ts';
import {
  type AimedQuery,
  aimQuery,
  largestOfBytes,
  maxByte,
  type Projected,
  projectionOff,
  rootSlack,
} from './aimedQuery.ts';
import type { Axes } from './axes.ts';
import { createReach, type Reaches, reachQueryBytes, reachSlotBytes } from './reach.ts';
import { type SharedPrefixRows, sieveBytes } from './sieveMemory.ts';

export interface PrefixRows {
  readonly axes: Axes;
  /** Rows that have a prefix; of the others `reach` says that their product can be anything. */
  readonly readyCount: number;
  isReady(slot: number): boolean;
  /** What its row has for the norm of what the axes leave of its vector, never below it. */
  restOf(slot: number): number;
  /** Writes what its bytes stand for, and its rest's norm. @returns how far off that is at most */
  readPoint(slot: number, into: Float32Array): number;
  /** @param off how far the vector can be from the stored one */
  write(slot: number, projected: Projected, off: number): void;
  /** The row has no prefix from now on. */
  clear(slot: number): void;
  /** A query as `reach` multiplies rows with it. */
  aim(query: Projected): AimedQuery;
  /** @param slots rows that there is room for */
  reach(slots: Uint32Array, query: Projected): Reaches;
  /** Makes room for so many rows, which have no prefix where they are new. */
  reserve(count: number): void;
  /** Of rows that are adopted next, so that they can be read into `bytesOf`. */
  makeRoom(count: number): void;
  /** Those below `count` for another thread to read, which has its place in a room of the same number as among the `ByteRows`. */
  share(count: number): SharedPrefixRows;
  /** The memory itself of the rows from `start` up to `end`, for which there is room. */
  bytesOf(start: number, end: number): Uint8Array;
  /** Takes the first rows as another's `bytesOf` had them, along the same axes; bytes that were read into its own `bytesOf` are not copied. */
  adopt(bytes: Uint8Array): void;
  /** Takes these rows of another's, along the same axes, in this order. */
  adoptFrom(other: PrefixRows, slots: Uint32Array): void;
}

/** Room is made for so many rows at a time. */
const growRows = 8192;
/** 1 GiB: more rows than the 4 GiB of an index's own memory hold. */
const maxPrefixPages = 16_384;

/** Of a row along so many axes. */
export const prefixBytesAlong = ({ middles }: Axes): number => middles.length + prefixFactBytes;

export function createPrefixRows(axes: Axes): PrefixRows {
  const { middles, steps, departure } = axes;
  const axisCount = middles.length;
  const rowBytes = prefixBytesAlong(axes);
  const rowWords = rowBytes / 4;
  const restWord = axisCount / 4;
  const bytesNorm = largestOfBytes(axes);
  /** Where things lie in the kernel's memory, in bytes. Rows come last, and what is computed of them. */
  const queryAddress = 0;
  const roomsAddress = queryAddress + reachQueryBytes(axes);
  const rowsAddress = roomsAddress + maxThreads * sieveBytes;
  const initial = Math.ceil(rowsAddress / pageBytes);
  const memory = new Memory({ initial, maximum: maxPrefixPages, shared: true });
  const kernel = createKernels(memory);
  let rows = new DataView(memory.buffer);
  let count = 0;
  /** Rows that there is room for. */
  let capacity = 0;
  let readyCount = 0;
  /** Of all rows that ever had a prefix. */
  const largest = { rest: 0, off: 0 };

  const addressOf = (slot: number): number => rowsAddress + slot * rowBytes;
  const restAddress = (slot: number): number => addressOf(slot) + axisCount;
  // What is computed of each row of a search lies behind the rows.
  const reach = createReach({
    ...{ axes, memory, kernel, rowsAddress, largest },
    room: () => ({ query: queryAddress, slots: addressOf(capacity), capacity }),
  });
  const restOf = (slot: number): number => rows.getFloat32(restAddress(slot), true);
  const offOf = (slot: number): number => rows.getFloat32(restAddress(slot) + 4, true);
  /** Of the first rows; their rest is at `restWord`, how far they are off behind it. */
  const numbersOf = (count: number): Float32Array =>
    new Float32Array(memory.buffer, rowsAddress, count * rowWords);
  const isReady = (slot: number): boolean => slot < count && restOf(slot) !== Number.POSITIVE_INFINITY;

  function makeRoom(wanted: number): void {
    if (wanted <= capacity) return;
    capacity = Math.ceil(wanted / growRows) * growRows;
    growTo(memory, addressOf(capacity) + capacity * reachSlotBytes);
    rows = new DataView(memory.buffer);
  }

  function reserve(wanted: number): void {
    if (wanted <= count) return;
    makeRoom(wanted);
    const numbers = numbersOf(wanted);
    for (let slot = count; slot < wanted; slot++)
      numbers[slot * rowWords + restWord] = Number.POSITIVE_INFINITY;
    count = wanted;
  }

  function clear(slot: number): void {
    reserve(slot + 1);
    if (isReady(slot)) readyCount--;
    rows.setFloat32(restAddress(slot), Number.POSITIVE_INFINITY, true);
    rows.setFloat32(restAddress(slot) + 4, 0, true);
  }

  function readPoint(slot: number, into: Float32Array): number {
    for (let i = 0; i < axisCount; i++)
      into[i] = (middles[i] ?? 0) + (steps[i] ?? 0) * rows.getInt8(addressOf(slot) + i);
    into[axisCount] = restOf(slot);
    return offOf(slot);
  }

  function noteLargest(rest: number, off: number): void {
    largest.rest = Math.max(largest.rest, rest);
    largest.off = Math.max(largest.off, off);
  }

  function takeRows(wanted: number, fill: (all: Uint8Array) => void): void {
    count = wanted;
    makeRoom(count);
    fill(new Uint8Array(memory.buffer, rowsAddress, count * rowBytes));
    readyCount = 0;
    const numbers = numbersOf(count);
    for (let rest = restWord; rest < numbers.length; rest += rowWords) {
      const [itsRest = 0, itsOff = 0] = [numbers[rest], numbers[rest + 1]];
      if (itsRest === Number.POSITIVE_INFINITY) continue;
      readyCount++;
      noteLargest(itsRest, itsOff);
    }
  }

  return {
    axes,
    get readyCount() {
      return readyCount;
    },
    isReady,
    restOf,
    readPoint,
    aim: (query) => aimQuery(axes, query, bytesNorm, largest),
    clear,
    reserve,
    makeRoom,
    write(slot, { along, norm, error }, vectorOff) {
      clear(slot);
      const off = projectionOff(axes, norm, error);
      let squaresOfC = 0;
      let squaresOff = 0;
      for (let i = 0; i < axisCount; i++) {
        const c = along[i] ?? 0;
        const middle = middles[i] ?? 0;
        const step = steps[i] ?? 0;
        const byte = Math.min(maxByte, Math.max(-maxByte, Math.round((c - middle) / step)));
        rows.setInt8(addressOf(slot) + i, byte);
        squaresOfC += c * c;
        squaresOff += (c - middle - step * byte) ** 2;
      }
      const normOfC = Math.sqrt(squaresOfC);
      const squaresOfRest = norm ** 2 - squaresOfC + (2 * off + departure * normOfC) * normOfC;
      const rest = roundUp(Math.sqrt(Math.max(0, squaresOfRest)) + rootSlack * (norm + 1));
      const allOff = roundUp(Math.sqrt(squaresOff) + off + vectorOff);
      // Numbers that are beyond float32 bound nothing: the row stays without.
      if (!Number.isFinite(rest + allOff + normOfC)) return;
      rows.setFloat32(restAddress(slot), rest, true);
      rows.setFloat32(restAddress(slot) + 4, allOff, true);
      noteLargest(rest, allOff);
      readyCount++;
    },
    reach,
    share(count) {
      reserve(count);
      return { axes, memory, roomsAddress, rowsAddress, largest: { ...largest } };
    },
    bytesOf: (start, end) => new Uint8Array(memory.buffer, addressOf(start), (end - start) * rowBytes),
    adopt(bytes) {
      takeRows(bytes.length / rowBytes, (all) => putInto(all, bytes));
    },
    adoptFrom(other, slots) {
      const last = slots.reduce((most, slot) => Math.max(most, slot), 0);
      const from = wordsOf(other.bytesOf(0, last + 1));
      takeRows(slots.length, (all) => {
        const words = wordsOf(all);
        let at = 0;
        for (const slot of slots)
          for (let word = slot * rowWords; word < (slot + 1) * rowWords; word++)
            words[at++] = from[word] ?? 0;
      });
    },
  };
}

/** Rows are whole words. */
const wordsOf = ({ buffer, byteOffset, length }: Uint8Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length / 4);

/** A float32 that is not below the number. */
function roundUp(number: number): number {
  return Math.fround(number * (1 + 2 ** -23));
}
