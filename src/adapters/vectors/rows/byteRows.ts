/** The compact rows in memory, and their scan: 4 kB per image, of which a scan reads half. */
import type { Metric } from '../../../contract/search.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import { type Bounds, createBounds, createSharedBounds } from '../bounds.ts';
import { blockLength, type DotScanMemory, dotSlack, scanDots } from '../dotScan.ts';
import { finePerCoarse } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { normOf } from '../normOf.ts';
import { fineRoomBytes, maxThreads, threadBytes } from '../threadMemory.ts';
import { quantiseQuery, quantiseVector } from './quantise.ts';
import { createRowMemory, factNames, type RowMemory } from './rowMemory.ts';

const halfBlock = (blockLength / 2) * 4;
/** Where things lie in the kernel's memory, in bytes. Rows come last; what is not used takes no room in the machine. */
const queryAddress = 0;
const slotsAddress = queryAddress + embeddingLength * 4;
const scalesAddress = slotsAddress + blockLength * 4;
const outAddress = scalesAddress + blockLength * 4;
const roomsAddress = outAddress + blockLength * 4;
const rowsAddress = roomsAddress + maxThreads * threadBytes;
const fineAddresses = { roomsAddress: 0, rowsAddress: maxThreads * fineRoomBytes };

/**
 * Rounding of a float32 sum of 2048 differences in eight partial sums: 2⁻²³ per addition, 260 in a row, relative to the
 * sum; and 2⁻²⁴ of every |number| before it is subtracted, at most √2048 of them together.
 */
const sumSlackRelative = 260 * 2 ** -23;
const sumSlackAbsolute = 2 ** -24 * Math.sqrt(embeddingLength) * 1.5;

/** Rounding to float32 is off by 2⁻²⁴ of every number, and so of the norm; in float64 by far less. */
const readSlack = 2 ** -23;

export interface ByteRows extends Omit<RowMemory, 'coarse'> {
  /** Numbers of rooms for threads to work in, as many as asked for or as are free, until they are given back. */
  takeRooms(count: number): number[];
  giveBackRooms(rooms: readonly number[]): void;
  /** @returns false for a vector that holds what is no finite number: the slot's row is then good for nothing */
  write(slot: number, vector: Float32Array): boolean;
  /** Writes the row's vector as its bytes have it. @returns how far it can be from the one that was written */
  read(slot: number, vector: Float32Array): number;
  /** Whether `write` would change nothing. */
  isWritten(slot: number, vector: Float32Array): boolean;
  /** Bounds from the coarse bytes, good until the next scan. Cosine and euclidean order alike on normalised vectors, so both get −dot. */
  scanCoarse(slots: Uint32Array, query: Float32Array, metric: Metric): Bounds;
  /** The same from coarse and fine bytes: about 250 times as sharp. */
  scanFine(slots: Uint32Array, query: Float32Array, metric: Metric): Bounds;
}

export function createByteRows(): ByteRows {
  const {
    coarse: { memory },
    ...kept
  } = createRowMemory({ coarse: { roomsAddress, rowsAddress }, fine: fineAddresses });
  const { facts, reserve, coarseRow, fineRow } = kept;
  const kernel = createKernels(memory);
  // A first turn over the one row of zeros that there is: V8 then makes its fast code of the loop before it is needed.
  kernel.dots(slotsAddress, slotsAddress + halfBlock, queryAddress, rowsAddress, outAddress, halfBlock);
  const dotMemory: DotScanMemory = {
    memory,
    rows: rowsAddress,
    query: queryAddress,
    slots: slotsAddress,
    out: outAddress,
  };
  const freeRooms = Array.from({ length: maxThreads }, (_, room) => room);
  const boundsFor = createSharedBounds();

  function scanCoarseDots(slots: Uint32Array, query: Float32Array): Bounds {
    const bounds = boundsFor(slots);
    scanDots(kernel, dotMemory, facts(), quantiseQuery(query), normOf(query), bounds);
    return bounds;
  }

  function scanAbsoluteDifferences(slots: Uint32Array, query: Float32Array): Bounds {
    const bounds = boundsFor(slots);
    const { scale: rowScales, coarseErrorL1: rowErrors } = facts();
    new Float32Array(memory.buffer, queryAddress, embeddingLength).set(query);
    forEachBlock(slots, (block, start) => {
      const slotsEnd = slotsAddress + block.length * 4;
      const scales = new Float32Array(memory.buffer, scalesAddress, block.length);
      for (let i = 0; i < block.length; i++) scales[i] = rowScales[block[i] ?? 0] ?? 0;
      kernel.absoluteDifferences(
        slotsAddress,
        slotsEnd,
        queryAddress,
        rowsAddress,
        outAddress,
        scalesAddress,
      );
      const sums = new Float32Array(memory.buffer, outAddress, block.length);
      for (let i = 0; i < block.length; i++) {
        const sum = sums[i] ?? 0;
        bounds.distances[start + i] = sum;
        bounds.errors[start + i] =
          (rowErrors[block[i] ?? 0] ?? 0) + sum * sumSlackRelative + sumSlackAbsolute;
      }
    });
    return bounds;
  }

  function forEachBlock(slots: Uint32Array, scan: (block: Uint32Array, start: number) => void): void {
    for (let start = 0; start < slots.length; start += blockLength) {
      const block = slots.subarray(start, start + blockLength);
      new Uint32Array(memory.buffer, slotsAddress, block.length).set(block);
      scan(block, start);
    }
  }

  return {
    ...kept,
    takeRooms: (count) => freeRooms.splice(0, count),
    giveBackRooms: (rooms) => void freeRooms.push(...rooms),
    write(slot, vector) {
      reserve(slot + 1);
      const written = quantiseVector(vector, coarseRow(slot), fineRow(slot));
      const columns = facts();
      for (const name of factNames) columns[name][slot] = written[name];
      return Number.isFinite(written.scale);
    },
    read(slot, vector) {
      const [coarse, fine] = [coarseRow(slot), fineRow(slot)];
      const { scale: scales, fineErrorL2 } = facts();
      const scale = scales[slot] ?? 0;
      for (let i = 0; i < embeddingLength; i++)
        vector[i] = scale * ((coarse[i] ?? 0) + (fine[i] ?? 0) / finePerCoarse);
      return (fineErrorL2[slot] ?? 0) * (1 + readSlack) + readSlack * normOf(vector);
    },
    isWritten(slot, vector) {
      const [coarse, fine] = [new Int8Array(embeddingLength), new Int8Array(embeddingLength)];
      const wanted = quantiseVector(vector, coarse, fine);
      const columns = facts();
      return (
        factNames.every((name) => columns[name][slot] === wanted[name]) &&
        areEqual(coarse, coarseRow(slot)) &&
        areEqual(fine, fineRow(slot))
      );
    },
    scanCoarse: (slots, query, metric) =>
      metric === 'manhattan' ? scanAbsoluteDifferences(slots, query) : scanCoarseDots(slots, query),
    scanFine(slots, query, metric) {
      const bounds = createBounds(slots);
      const { scale: scales, fineErrorL1, fineErrorL2 } = facts();
      const queryNorm = normOf(query);
      for (const [i, slot] of slots.entries()) {
        const coarse = coarseRow(slot);
        const fine = fineRow(slot);
        const scale = scales[slot] ?? 0;
        if (metric === 'manhattan') {
          bounds.distances[i] = sumDifferences(coarse, fine, scale, query);
          bounds.errors[i] = (fineErrorL1[slot] ?? 0) + sumSlackAbsolute;
        } else {
          bounds.distances[i] = -sumProducts(coarse, fine, scale, query);
          bounds.errors[i] = (fineErrorL2[slot] ?? 0) * queryNorm + dotSlack;
        }
      }
      return bounds;
    },
  };
}

function areEqual(a: Int8Array, b: Int8Array): boolean {
  for (let i = 0; i < embeddingLength; i++) if (a[i] !== b[i]) return false;
  return true;
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
