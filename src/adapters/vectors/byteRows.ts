/** The compact rows in memory, and their scan: 4 kB per image, of which a scan reads half. */
import type { Metric } from '../../contract/search.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { type Bounds, createBounds } from './bounds.ts';
import { finePerCoarse, quantiseQuery, quantiseVector, type RowFacts } from './quantise.ts';
import { createScanKernel } from './scanKernel.ts';
import { Memory, maxPages, pageBytes } from './webAssembly.ts';

/** Slots handed to the kernel at once. */
const blockLength = 8192;
/** Where things lie in the kernel's memory, in bytes. Rows come last: memory grows at its end, in place, without a copy. */
const queryAddress = 0;
const slotsAddress = queryAddress + embeddingLength * 4;
const scalesAddress = slotsAddress + blockLength * 4;
const outAddress = scalesAddress + blockLength * 4;
const rowsAddress = outAddress + blockLength * 4;

/** Fine bytes are kept in pieces of 2 MiB, so that growing copies nothing. */
const rowsPerPiece = 1024;

/**
 * Added to the certified errors of a dot product: vectors are normalised to within float32 only, and 1 − dot is clamped.
 * Float32 rounding of one number is 6e-8; the sum of squares of a normalised vector is off by less than 3e-7.
 */
const dotSlack = 1e-6;
/**
 * Rounding of a float32 sum of 2048 differences in eight partial sums: 2⁻²³ per addition, 260 in a row, relative to the
 * sum; and 2⁻²⁴ of every |number| before it is subtracted, at most √2048 of them together.
 */
const sumSlackRelative = 260 * 2 ** -23;
const sumSlackAbsolute = 2 ** -24 * Math.sqrt(embeddingLength) * 1.5;

export interface ByteRows {
  write(slot: number, vector: Float32Array): void;
  /** Bounds from the coarse bytes. Cosine and euclidean order alike on normalised vectors, so both get −dot. */
  scanCoarse(slots: Uint32Array, query: Float32Array, metric: Metric): Bounds;
  /** The same from coarse and fine bytes: about 250 times as sharp. */
  scanFine(slots: Uint32Array, query: Float32Array, metric: Metric): Bounds;
}

type FactColumns = Record<keyof RowFacts, Float64Array>;

function createFacts(capacity: number): FactColumns {
  const column = () => new Float64Array(capacity);
  return {
    scale: column(),
    coarseErrorL2: column(),
    coarseErrorL1: column(),
    fineErrorL2: column(),
    fineErrorL1: column(),
  };
}

const factNames = Object.keys(createFacts(0)) as (keyof RowFacts)[];

function norm(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.sqrt(squares);
}

export function createByteRows(): ByteRows {
  const memory = new Memory({ initial: Math.ceil(rowsAddress / pageBytes), maximum: maxPages });
  const kernel = createScanKernel(memory);
  const finePieces: Int8Array[] = [];
  let facts = createFacts(rowsPerPiece);

  function makeRoom(slot: number): void {
    const missing = rowsAddress + (slot + 1) * embeddingLength - memory.buffer.byteLength;
    // 2 MiB at a time: 1,024 rows.
    if (missing > 0) memory.grow(Math.ceil(missing / (32 * pageBytes)) * 32);
    while (finePieces.length * rowsPerPiece <= slot)
      finePieces.push(new Int8Array(rowsPerPiece * embeddingLength));
    if (slot < facts.scale.length) return;
    const larger = createFacts(Math.max(slot + 1, facts.scale.length * 2));
    for (const name of factNames) larger[name].set(facts[name]);
    facts = larger;
  }

  const coarseRow = (slot: number): Int8Array =>
    new Int8Array(memory.buffer, rowsAddress + slot * embeddingLength, embeddingLength);

  function fineRow(slot: number): Int8Array {
    const start = (slot % rowsPerPiece) * embeddingLength;
    return (finePieces[Math.floor(slot / rowsPerPiece)] ?? new Int8Array(0)).subarray(
      start,
      start + embeddingLength,
    );
  }

  function scanDots(slots: Uint32Array, query: Float32Array): Bounds {
    const bounds = createBounds(slots);
    const { numbers, scale, error } = quantiseQuery(query);
    const queryNorm = norm(query);
    new Int16Array(memory.buffer, queryAddress, embeddingLength).set(numbers);
    forEachBlock(slots, (block, start, end) => {
      kernel.dots(slotsAddress, end, queryAddress, rowsAddress, outAddress);
      const sums = new Int32Array(memory.buffer, outAddress, block.length);
      for (const [i, slot] of block.entries()) {
        const rowError = facts.coarseErrorL2[slot] ?? 0;
        bounds.distances[start + i] = -(sums[i] ?? 0) * scale * (facts.scale[slot] ?? 0);
        // |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz.
        bounds.errors[start + i] = rowError * queryNorm + (1 + rowError) * error + dotSlack;
      }
    });
    return bounds;
  }

  function scanAbsoluteDifferences(slots: Uint32Array, query: Float32Array): Bounds {
    const bounds = createBounds(slots);
    new Float32Array(memory.buffer, queryAddress, embeddingLength).set(query);
    forEachBlock(slots, (block, start, end) => {
      const scales = new Float32Array(memory.buffer, scalesAddress, block.length);
      for (const [i, slot] of block.entries()) scales[i] = facts.scale[slot] ?? 0;
      kernel.absoluteDifferences(slotsAddress, end, queryAddress, rowsAddress, outAddress, scalesAddress);
      const sums = new Float32Array(memory.buffer, outAddress, block.length);
      for (const [i, slot] of block.entries()) {
        const sum = sums[i] ?? 0;
        bounds.distances[start + i] = sum;
        bounds.errors[start + i] =
          (facts.coarseErrorL1[slot] ?? 0) + sum * sumSlackRelative + sumSlackAbsolute;
      }
    });
    return bounds;
  }

  function forEachBlock(
    slots: Uint32Array,
    scan: (block: Uint32Array, start: number, slotsEnd: number) => void,
  ): void {
    for (let start = 0; start < slots.length; start += blockLength) {
      const block = slots.subarray(start, start + blockLength);
      new Uint32Array(memory.buffer, slotsAddress, block.length).set(block);
      scan(block, start, slotsAddress + block.length * 4);
    }
  }

  return {
    write(slot, vector) {
      makeRoom(slot);
      const written = quantiseVector(vector, coarseRow(slot), fineRow(slot));
      for (const name of factNames) facts[name][slot] = written[name];
    },
    scanCoarse: (slots, query, metric) =>
      metric === 'manhattan' ? scanAbsoluteDifferences(slots, query) : scanDots(slots, query),
    scanFine(slots, query, metric) {
      const bounds = createBounds(slots);
      const queryNorm = norm(query);
      for (const [i, slot] of slots.entries()) {
        const coarse = coarseRow(slot);
        const fine = fineRow(slot);
        const scale = facts.scale[slot] ?? 0;
        if (metric === 'manhattan') {
          bounds.distances[i] = sumDifferences(coarse, fine, scale, query);
          bounds.errors[i] = (facts.fineErrorL1[slot] ?? 0) + sumSlackAbsolute;
        } else {
          bounds.distances[i] = -sumProducts(coarse, fine, scale, query);
          bounds.errors[i] = (facts.fineErrorL2[slot] ?? 0) * queryNorm + dotSlack;
        }
      }
      return bounds;
    },
  };
}

function sumProducts(coarse: Int8Array, fine: Int8Array, scale: number, query: Float32Array): number {
  let ofCoarse = 0;
  let ofFine = 0;
  for (let j = 0; j < embeddingLength; j++) {
    const number = query[j] ?? 0;
    ofCoarse += (coarse[j] ?? 0) * number;
    ofFine += (fine[j] ?? 0) * number;
  }
  return scale * (ofCoarse + ofFine / finePerCoarse);
}

function sumDifferences(coarse: Int8Array, fine: Int8Array, scale: number, query: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < embeddingLength; j++) {
    sum += Math.abs(scale * ((coarse[j] ?? 0) + (fine[j] ?? 0) / finePerCoarse) - (query[j] ?? 0));
  }
  return sum;
}
