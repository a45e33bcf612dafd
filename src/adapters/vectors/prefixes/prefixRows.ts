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
import { prefixFactBytes } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { maxThreads } from '../threadMemory.ts';
import { Memory, pageBytes } from '../webAssembly.ts';
import { aimQuery, largestOfBytes, maxByte, projectionOff, rootSlack } from './aimedQuery.ts';
import type { Axes } from './axes.ts';
import { type SharedPrefixes, sieveBytes } from './sieveMemory.ts';

/** How large the product of a query with each of some rows can be, by place in the list of their slots; good until the next. */
export interface Reaches {
  /** On a scale of their own that orders like the product. */
  readonly estimates: Float32Array;
  /** With `base` added, never below the product. */
  readonly highest: Float32Array;
  readonly base: number;
  /** The places from `from` on, a multiple of four, of what is not below the least; good until the next. */
  places(among: 'estimates' | 'highest', least: number, from?: number): Uint32Array;
}

/** A vector along axes, the short ones first, as it was computed. */
export interface Projected {
  readonly along: Float32Array;
  readonly norm: number;
}

export interface PrefixRows {
  readonly axes: Axes;
  /** Rows that have a prefix; of the others `reach` says that their product can be anything. */
  readonly readyCount: number;
  isReady(slot: number): boolean;
  /** @param off how far the vector can be from the stored one */
  write(slot: number, projected: Projected, off: number): void;
  /** The row has no prefix from now on. */
  clear(slot: number): void;
  /** @param slots rows that there is room for */
  reach(slots: Uint32Array, query: Projected): Reaches;
  /** Makes room for so many rows, which have no prefix where they are new. */
  reserve(count: number): void;
  /** Those below `count` for another thread to read, which has its place in a room of the same number as among the `ByteRows`. */
  share(count: number): SharedPrefixes;
  /** The memory itself of the rows from `start` up to `end`, for which there is room. */
  bytesOf(start: number, end: number): Uint8Array;
  /** Takes the first rows as another's `bytesOf` had them, along the same axes. */
  adopt(bytes: Uint8Array): void;
}

/** What is computed of each row of a search lies behind the rows: four numbers of four bytes. */
const computedBytes = 16;
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
  /** Where things lie in the kernel's memory, in bytes. Rows come last, and what is computed of them. */
  const queryAddress = 0;
  const weightsAddress = queryAddress + axisCount * 2;
  const roomsAddress = weightsAddress + 16;
  const rowsAddress = roomsAddress + maxThreads * sieveBytes;
  const initial = Math.ceil(rowsAddress / pageBytes);
  const memory = new Memory({ initial, maximum: maxPrefixPages, shared: true });
  const kernel = createKernels(memory);
  const queryNumbers = new Int16Array(memory.buffer, queryAddress, axisCount);
  const weights = new Float32Array(memory.buffer, weightsAddress, 3);
  let rows = new DataView(memory.buffer);
  let count = 0;
  /** Rows that there is room for. */
  let capacity = 0;
  let readyCount = 0;
  /** Of all rows that ever had a prefix. */
  const largest = { rest: 0, off: 0 };
  const bytesNorm = largestOfBytes(axes);

  const addressOf = (slot: number): number => rowsAddress + slot * rowBytes;
  const restAddress = (slot: number): number => addressOf(slot) + axisCount;
  const isReady = (slot: number): boolean =>
    slot < count && rows.getFloat32(restAddress(slot), true) !== Number.POSITIVE_INFINITY;

  function reserve(wanted: number): void {
    if (wanted <= count) return;
    if (wanted > capacity) {
      capacity = Math.ceil(wanted / growRows) * growRows;
      const missing = addressOf(capacity) + capacity * computedBytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
      rows = new DataView(memory.buffer);
    }
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

  return {
    axes,
    get readyCount() {
      return readyCount;
    },
    isReady,
    clear,
    reserve,
    write(slot, { along, norm }, vectorOff) {
      clear(slot);
      const off = projectionOff(axes, norm);
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
    reach(slots, { along, norm }) {
      const aimed = aimQuery(axes, along, norm, bytesNorm, largest);
      queryNumbers.set(aimed.numbers);
      weights.set([aimed.scale, aimed.restWeight, aimed.offWeight]);
      const filled = Math.ceil(slots.length / 4) * 4;
      const slotsAddress = addressOf(capacity);
      const addresses = {
        estimates: slotsAddress + capacity * 4,
        highest: slotsAddress + capacity * 8,
        places: slotsAddress + capacity * 12,
      };
      const room = new Uint32Array(memory.buffer, slotsAddress, filled);
      room.set(slots);
      room.fill(slots.at(-1) ?? 0, slots.length);
      const slotsEnd = slotsAddress + filled * 4;
      const { estimates, highest, places } = addresses;
      if (filled > 0)
        kernel.reach(
          slotsAddress,
          slotsEnd,
          queryAddress,
          weightsAddress,
          rowsAddress,
          estimates,
          highest,
          axisCount,
        );
      const values = {
        estimates: new Float32Array(memory.buffer, estimates, slots.length),
        highest: new Float32Array(memory.buffer, highest, slots.length),
      };
      return {
        ...values,
        base: aimed.middle + aimed.slack,
        places(among, least, from = 0) {
          if (from >= slots.length) return new Uint32Array(0);
          const [start, end] = [addresses[among] + from * 4, addresses[among] + filled * 4];
          const length = (kernel.pick(start, end, roundDown(least), places) - places) / 4;
          const found = new Uint32Array(memory.buffer, places, length);
          if (from > 0) for (let i = 0; i < length; i++) found[i] = (found[i] ?? 0) + from;
          // Those that fill up the last four.
          let kept = length;
          while ((found[kept - 1] ?? 0) >= slots.length) kept--;
          return found.subarray(0, kept);
        },
      };
    },
    share(count) {
      reserve(count);
      return { axes, memory, roomsAddress, rowsAddress, largest: { ...largest } };
    },
    bytesOf: (start, end) => new Uint8Array(memory.buffer, addressOf(start), (end - start) * rowBytes),
    adopt(bytes) {
      const adopted = bytes.length / rowBytes;
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

/** A float32 that is not above the number. */
export function roundDown(number: number): number {
  return Math.fround(number - Math.abs(number) * 2 ** -23);
}
