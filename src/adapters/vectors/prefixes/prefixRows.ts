/**
 * The rows' prefixes: what is left of a vector along the principal axes, a byte per axis, and how much is missing. From 72
 * bytes a row they bound every product with a query from above:
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
import { embeddingLength } from '../../../core/models/ports.ts';
import { axisCount, prefixRowBytes } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { maxThreads } from '../threadMemory.ts';
import { Memory, pageBytes } from '../webAssembly.ts';
import { aimQuery, largestOfBytes, maxByte, projectionOff, rootSlack } from './aimedQuery.ts';
import type { Axes } from './axes.ts';
import { type SharedPrefixes, sieveBytes } from './sieveMemory.ts';

/** How large the product of a query with each of some rows can be. */
export interface Reaches {
  /** By place in the list of slots; on a scale of their own that orders like the product. */
  readonly estimates: Float32Array;
  /** With `base` added, never below the product. */
  readonly highest: Float32Array;
  readonly base: number;
}

export interface PrefixRows {
  readonly axes: Axes;
  /** Rows that have a prefix; of the others `reach` says that their product can be anything. */
  readonly readyCount: number;
  isReady(slot: number): boolean;
  /** @param off how far the vector can be from the stored one */
  write(slot: number, vector: Float32Array, off: number): void;
  /** The row has no prefix from now on. */
  clear(slot: number): void;
  /** Good until the next. */
  reach(slots: Uint32Array, query: Float32Array): Reaches;
  /** Makes room for so many rows, which have no prefix where they are new. */
  reserve(count: number): void;
  /** Those below `count` for another thread to read, which has its place in a room of the same number as among the `ByteRows`. */
  share(count: number): SharedPrefixes;
  /** The memory itself of the rows from `start` up to `end`, for which there is room. */
  bytesOf(start: number, end: number): Uint8Array;
  /** Takes the first rows as another's `bytesOf` had them, along the same axes. */
  adopt(bytes: Uint8Array): void;
}

/** Slots handed to the kernel at once: a multiple of four. */
const blockLength = 8192;
/** Where things lie in the kernel's memory, in bytes. Rows come last. */
const vectorAddress = 0;
const projectedAddress = vectorAddress + embeddingLength * 4;
const queryAddress = projectedAddress + axisCount * 4;
const weightsAddress = queryAddress + axisCount * 2;
const axesAddress = weightsAddress + 16;
const slotsAddress = axesAddress + axisCount * embeddingLength * 4;
const estimatesAddress = slotsAddress + blockLength * 4;
const highestAddress = estimatesAddress + blockLength * 4;
const roomsAddress = highestAddress + blockLength * 4;
const rowsAddress = roomsAddress + maxThreads * sieveBytes;
/** A MiB at a time: some 14,500 rows. */
const growPages = 16;
/** 256 MiB: more rows than the 4 GiB of an index's own memory hold. */
const maxPrefixPages = 4096;

export function createPrefixRows(axes: Axes): PrefixRows {
  const { middles, steps, departure } = axes;
  const initial = Math.ceil(rowsAddress / pageBytes);
  const memory = new Memory({ initial, maximum: maxPrefixPages, shared: true });
  const kernel = createKernels(memory);
  new Float32Array(memory.buffer, axesAddress, axes.axes.length).set(axes.axes);
  const vectorRoom = new Float32Array(memory.buffer, vectorAddress, embeddingLength);
  const projected = new Float32Array(memory.buffer, projectedAddress, axisCount);
  const queryNumbers = new Int16Array(memory.buffer, queryAddress, axisCount);
  const weights = new Float32Array(memory.buffer, weightsAddress, 3);
  const blockSlots = new Uint32Array(memory.buffer, slotsAddress, blockLength);
  const blockEstimates = new Float32Array(memory.buffer, estimatesAddress, blockLength);
  const blockHighest = new Float32Array(memory.buffer, highestAddress, blockLength);
  let rows = new DataView(memory.buffer);
  let count = 0;
  let readyCount = 0;
  /** Of all rows that ever had a prefix. */
  const largest = { rest: 0, off: 0 };
  const bytesNorm = largestOfBytes(axes);
  let estimates = new Float32Array(0);
  let highest = new Float32Array(0);

  const addressOf = (slot: number): number => rowsAddress + slot * prefixRowBytes;
  const restAddress = (slot: number): number => addressOf(slot) + axisCount;
  const isReady = (slot: number): boolean =>
    slot < count && rows.getFloat32(restAddress(slot), true) !== Number.POSITIVE_INFINITY;

  /** Into `projected`. @returns the vector's squared norm */
  function project(vector: Float32Array): number {
    vectorRoom.set(vector);
    kernel.project(vectorAddress, axesAddress, slotsAddress, projectedAddress);
    let squares = 0;
    for (const number of vector) squares += number * number;
    return squares;
  }

  function reserve(wanted: number): void {
    if (wanted <= count) return;
    const missing = rowsAddress + wanted * prefixRowBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / (growPages * pageBytes)) * growPages);
    rows = new DataView(memory.buffer);
    for (let slot = count; slot < wanted; slot++)
      rows.setFloat32(restAddress(slot), Number.POSITIVE_INFINITY, true);
    count = wanted;
  }

  function clear(slot: number): void {
    reserve(slot + 1);
    if (isReady(slot)) readyCount--;
    rows.setFloat32(restAddress(slot), Number.POSITIVE_INFINITY, true);
    rows.setFloat32(restAddress(slot) + 4, 0, true);
  }

  function noteLargest(rest: number, off: number): void {
    largest.rest = Math.max(largest.rest, rest);
    largest.off = Math.max(largest.off, off);
  }

  /** The query's numbers for the kernel. @returns what is to be added to `highest` */
  function takeQuery(query: Float32Array): number {
    const norm = Math.sqrt(project(query));
    const { numbers, scale, restWeight, offWeight, base } = aimQuery(
      axes,
      projected,
      norm,
      bytesNorm,
      largest,
    );
    queryNumbers.set(numbers);
    weights.set([scale, restWeight, offWeight]);
    return base;
  }

  return {
    axes,
    get readyCount() {
      return readyCount;
    },
    isReady,
    clear,
    reserve,
    write(slot, vector, vectorOff) {
      clear(slot);
      const squares = project(vector);
      const off = projectionOff(axes, Math.sqrt(squares));
      let squaresOfC = 0;
      let squaresOff = 0;
      for (let i = 0; i < axisCount; i++) {
        const c = projected[i] ?? 0;
        const middle = middles[i] ?? 0;
        const step = steps[i] ?? 0;
        const byte = Math.min(maxByte, Math.max(-maxByte, Math.round((c - middle) / step)));
        rows.setInt8(addressOf(slot) + i, byte);
        squaresOfC += c * c;
        squaresOff += (c - middle - step * byte) ** 2;
      }
      const normOfC = Math.sqrt(squaresOfC);
      const squaresOfRest = squares - squaresOfC + (2 * off + departure * normOfC) * normOfC;
      const rest = roundUp(Math.sqrt(Math.max(0, squaresOfRest)) + rootSlack * (Math.sqrt(squares) + 1));
      const allOff = roundUp(Math.sqrt(squaresOff) + off + vectorOff);
      // Numbers that are beyond float32 bound nothing: the row stays without.
      if (!Number.isFinite(rest + allOff + normOfC)) return;
      rows.setFloat32(restAddress(slot), rest, true);
      rows.setFloat32(restAddress(slot) + 4, allOff, true);
      noteLargest(rest, allOff);
      readyCount++;
    },
    reach(slots, query) {
      const base = takeQuery(query);
      if (highest.length < slots.length) {
        estimates = new Float32Array(slots.length * 1.25);
        highest = new Float32Array(slots.length * 1.25);
      }
      for (let start = 0; start < slots.length; start += blockLength) {
        const block = slots.subarray(start, start + blockLength);
        const filled = Math.ceil(block.length / 4) * 4;
        blockSlots.set(block);
        blockSlots.fill(block.at(-1) ?? 0, block.length, filled);
        kernel.reach(
          slotsAddress,
          slotsAddress + filled * 4,
          queryAddress,
          weightsAddress,
          rowsAddress,
          estimatesAddress,
          highestAddress,
        );
        estimates.set(blockEstimates.subarray(0, block.length), start);
        highest.set(blockHighest.subarray(0, block.length), start);
      }
      return {
        estimates: estimates.subarray(0, slots.length),
        highest: highest.subarray(0, slots.length),
        base,
      };
    },
    share(count) {
      reserve(count);
      return { axes, memory, axesAddress, roomsAddress, rowsAddress, largest: { ...largest } };
    },
    bytesOf: (start, end) => new Uint8Array(memory.buffer, addressOf(start), (end - start) * prefixRowBytes),
    adopt(bytes) {
      const adopted = bytes.length / prefixRowBytes;
      reserve(adopted);
      new Uint8Array(memory.buffer, rowsAddress, bytes.length).set(bytes);
      readyCount = 0;
      for (let slot = 0; slot < count; slot++) {
        if (!isReady(slot)) continue;
        readyCount++;
        noteLargest(rows.getFloat32(restAddress(slot), true), rows.getFloat32(restAddress(slot) + 4, true));
      }
    },
  };
}

/** A float32 that is not below the number. */
function roundUp(number: number): number {
  return Math.fround(number * (1 + 2 ** -23));
}
