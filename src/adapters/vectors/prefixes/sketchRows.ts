/**
 * Sketches: of what all axes leave of a row's vector, the sign of each number. In the words of `prefixRows.ts`, where the long prefix bounds
 * ⟨s, r⟩ by ‖s‖·‖r‖, with σ for the signs of r as it was computed, ±1 each, α for the mean of the numbers' sizes, and n for the numbers of s
 * in steps of u:
 *
 *   ⟨s, r⟩ = ⟨s, ασ⟩ + ⟨s, r − ασ⟩ ≤ α·(u·⟨n, σ⟩ + ‖s − un‖·‖σ‖) + ‖s‖·‖r − ασ‖          (Cauchy and Schwarz, twice)
 *
 * Of numbers that are spread like chance would ‖r − ασ‖ is 0.6 of ‖r‖. Where that is not less, nothing is kept, and the prefix's bound is as
 * it was: nothing here asks that it be.
 */
import { embeddingLength } from '../../../core/models/ports.ts';
import { growTo, Memory, pageBytes, putInto } from '../../webAssembly/webAssembly.ts';
import { sketchBytes, sketchRowBytes } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { normOf } from '../normOf.ts';
import { type AimedQuery, maxByte, type Projected } from './aimedQuery.ts';
import type { Axes } from './axes.ts';
import { roundDown } from './reach.ts';

/** What long prefixes say of some rows, which sketches make more exact, by place. */
export interface LongReach {
  readonly slots: Uint32Array;
  /** On a scale that orders like the product. */
  readonly estimates: Float64Array;
  /** Never below the product. */
  readonly highest: Float64Array;
}

/** A query, and how long prefixes were multiplied with it. */
export interface SketchedQuery {
  readonly vector: Float32Array;
  readonly norm: number;
  readonly aimed: AimedQuery;
}

export interface SketchRows {
  /** Rows that were written. */
  readonly readyCount: number;
  /** Whether it was written, also where nothing is gained by it. */
  isReady(slot: number): boolean;
  /**
   * @param projected along all axes
   * @param rest what the row's long prefix has for the norm of what these leave
   */
  write(slot: number, vector: Float32Array, projected: Projected, rest: number): void;
  clear(slot: number): void;
  /** Makes room for so many rows, which have no sketch where they are new. */
  reserve(count: number): void;
  /** Rows without a sketch stay as they are. */
  tighten(reach: LongReach, query: SketchedQuery): void;
  /** The memory itself of the rows from `start` up to `end`, for which there is room. */
  bytesOf(start: number, end: number): Uint8Array;
  /** Takes the first rows as another's `bytesOf` had them, along the same axes; bytes that were read into its own `bytesOf` are not copied. */
  adopt(bytes: Uint8Array): void;
}

/** Room is made for so many rows at a time. */
const growRows = 8192;
/** 1 GiB. */
const maxSketchPages = 16_384;
/** Rows whose signs are added up at a time. */
const rowsAtOnce = 1024;
/** What is written of a row of which nothing is gained: too small to change a sum. */
const nearlyNothing = 2 ** -120;

/** 256 products are taken away one after the other in float32; each is off by 2⁻²⁴ twice, and so is the number it was made of. */
const leavingError = 264 * 2 ** -24;
const normOfSigns = Math.sqrt(embeddingLength);

export function createSketchRows({ axes, steps, departure }: Axes): SketchRows {
  const axisCount = steps.length;
  const numbersAddress = embeddingLength * 4;
  const queryAddress = numbersAddress + axisCount * 4;
  const slotsAddress = queryAddress + embeddingLength;
  const sumsAddress = slotsAddress + rowsAtOnce * 4;
  const axesAddress = sumsAddress + rowsAtOnce * 4;
  const rowsAddress = axesAddress + axes.byteLength;
  const initial = Math.ceil(rowsAddress / pageBytes);
  const memory = new Memory({ initial, maximum: maxSketchPages, shared: true });
  const kernel = createKernels(memory);
  const rest = new Float32Array(memory.buffer, 0, embeddingLength);
  const numbers = new Float32Array(memory.buffer, numbersAddress, axisCount);
  const queryNumbers = new Int8Array(memory.buffer, queryAddress, embeddingLength);
  const chunk = new Uint32Array(memory.buffer, slotsAddress, rowsAtOnce);
  const sums = new Int32Array(memory.buffer, sumsAddress, rowsAtOnce);
  new Float32Array(memory.buffer, axesAddress, axes.length).set(axes);
  let bytes = new Uint8Array(memory.buffer);
  let facts = new DataView(memory.buffer);
  /** Rows that there is room for. */
  let capacity = 0;
  let readyCount = 0;

  const addressOf = (slot: number): number => rowsAddress + slot * sketchRowBytes;
  const sizeOf = (slot: number): number => facts.getFloat32(addressOf(slot) + sketchBytes, true);
  const gainOf = (slot: number): number => facts.getFloat32(addressOf(slot) + sketchBytes + 4, true);

  function reserve(count: number): void {
    if (count <= capacity) return;
    capacity = Math.ceil(count / growRows) * growRows;
    growTo(memory, addressOf(capacity));
    bytes = new Uint8Array(memory.buffer);
    facts = new DataView(memory.buffer);
  }

  const isReady = (slot: number): boolean => slot < capacity && sizeOf(slot) !== 0;

  function setFacts(slot: number, size: number, gain: number): void {
    readyCount += Number(size !== 0) - Number(isReady(slot));
    facts.setFloat32(addressOf(slot) + sketchBytes, size, true);
    facts.setFloat32(addressOf(slot) + sketchBytes + 4, gain, true);
  }

  /** Computes what the axes leave. @returns how far off that is at most */
  function leave(vector: Float32Array, norm: number): number {
    rest.set(vector);
    kernel.leaveOut(0, numbersAddress, axesAddress, axesAddress + axes.byteLength);
    return leavingError * (norm + Math.sqrt(axisCount * (1 + departure)) * normOf(numbers));
  }

  function writeSigns(slot: number): void {
    const start = addressOf(slot);
    for (let at = 0; at < sketchBytes; at++) {
      const first = (at >> 4) * 128 + (at & 15);
      let bits = 0;
      for (let bit = 0; bit < 8; bit++) if ((rest[first + 16 * bit] ?? 0) >= 0) bits |= 1 << bit;
      bytes[start + at] = bits;
    }
  }

  /** What is above the query's numbers in their steps. @returns u, Σn, ‖s − un‖ */
  function aim({ vector, norm, aimed }: SketchedQuery): { step: number; total: number; off: number } {
    for (let i = 0; i < axisCount; i++)
      numbers[i] = (aimed.scale * (aimed.numbers[i] ?? 0)) / (steps[i] ?? 1);
    const left = leave(vector, norm);
    let largest = 0;
    for (let i = 0; i < embeddingLength; i++) largest = Math.max(largest, Math.abs(rest[i] ?? 0));
    const step = largest / maxByte;
    const perStep = step === 0 ? 0 : 1 / step;
    let total = 0;
    let squares = 0;
    for (let i = 0; i < embeddingLength; i++) {
      const number = Math.round((rest[i] ?? 0) * perStep);
      queryNumbers[i] = number;
      total += number;
      squares += ((rest[i] ?? 0) - step * number) ** 2;
    }
    return { step, total, off: Math.sqrt(squares) + left };
  }

  return {
    get readyCount() {
      return readyCount;
    },
    isReady,
    write(slot, vector, { along, norm }, restNorm) {
      reserve(slot + 1);
      numbers.set(along);
      const off = leave(vector, norm);
      let sum = 0;
      for (let i = 0; i < embeddingLength; i++) sum += Math.abs(rest[i] ?? 0);
      const size = Math.fround(sum / embeddingLength);
      let squares = 0;
      for (let i = 0; i < embeddingLength; i++) squares += (Math.abs(rest[i] ?? 0) - size) ** 2;
      const gain = roundDown(restNorm - Math.sqrt(squares) - off);
      // Numbers that are beyond float32 bound nothing.
      if (!(gain > 0 && size > nearlyNothing && Number.isFinite(gain + size))) {
        setFacts(slot, nearlyNothing, 0);
        return;
      }
      writeSigns(slot);
      setFacts(slot, size, gain);
    },
    clear(slot) {
      if (slot < capacity) setFacts(slot, 0, 0);
    },
    reserve,
    tighten({ slots, estimates, highest }, query) {
      const { step, total, off } = aim(query);
      for (let start = 0; start < slots.length; start += rowsAtOnce) {
        const some = slots.subarray(start, start + rowsAtOnce);
        chunk.set(some);
        kernel.sumWhereSet(
          slotsAddress,
          slotsAddress + some.length * 4,
          queryAddress,
          rowsAddress,
          sumsAddress,
        );
        for (let i = 0; i < some.length; i++) {
          const slot = some[i] ?? 0;
          const size = sizeOf(slot);
          const product = size * step * (2 * (sums[i] ?? 0) - total);
          const place = start + i;
          estimates[place] = (estimates[place] ?? 0) + product;
          highest[place] =
            (highest[place] ?? 0) +
            product +
            size * normOfSigns * off -
            query.aimed.restWeight * gainOf(slot);
        }
      }
    },
    bytesOf: (start, end) => new Uint8Array(memory.buffer, addressOf(start), (end - start) * sketchRowBytes),
    adopt(all) {
      const count = all.length / sketchRowBytes;
      reserve(count);
      putInto(bytes.subarray(rowsAddress), all);
      readyCount = 0;
      for (let slot = 0; slot < count; slot++) readyCount += Number(isReady(slot));
    },
  };
}
