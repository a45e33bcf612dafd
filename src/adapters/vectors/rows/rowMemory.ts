/** Where the compact rows lie: coarse bytes in the kernel's memory, fine bytes and what is known of each row beside it. Threads share all of it. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { Memory, maxPages, pageBytes, type WasmMemory } from '../webAssembly.ts';
import type { RowFacts } from './quantise.ts';

/** Fine bytes are kept in pieces of 2 MiB, so that growing copies nothing. */
export const rowsPerPiece = 1024;

export type FactColumns = Record<keyof RowFacts, Float64Array>;

/** Rows for another thread to read: the memory itself, sent without a copy. Rows below `count` stay where they are. */
export interface SharedRows {
  readonly count: number;
  readonly memory: WasmMemory;
  readonly coarseAddress: number;
  /** Where threads have their `threadBytes` each. */
  readonly roomsAddress: number;
  /** In pieces of `rowsPerPiece` rows. */
  readonly finePieces: readonly Int8Array[];
  readonly facts: FactColumns;
}

export interface RowMemory {
  /** Coarse rows lie in it one after the other, from `rowsAddress`; what is below is the kernel's. */
  readonly memory: WasmMemory;
  /** A number per slot; other arrays once there is room for more rows. */
  facts(): FactColumns;
  /** Makes room for this many rows. */
  reserve(count: number): void;
  coarseRow(slot: number): Int8Array;
  fineRow(slot: number): Int8Array;
  /** All rows below `count`, for which there is room. */
  share(count: number): SharedRows;
  /**
   * All that is kept of rows, by kind: facts, coarse, fine. Each function gives the memory itself of the rows from
   * `start` up to `end`, in order, for which there is room; it is good until more room is made.
   */
  readonly kinds: readonly ((start: number, end: number) => Uint8Array[])[];
}

/** Bytes of one row over all kinds. */
export const bytesPerRow = Object.keys(createFacts(0)).length * 8 + 2 * embeddingLength;

export const factNames = Object.keys(createFacts(0)) as (keyof RowFacts)[];

function createFacts(capacity: number): FactColumns {
  const column = () => new Float64Array(new SharedArrayBuffer(capacity * 8));
  return {
    scale: column(),
    coarseSum: column(),
    coarseErrorL2: column(),
    coarseErrorL1: column(),
    fineErrorL2: column(),
    fineErrorL1: column(),
  };
}

/** @param rowsAddress bytes kept free below the rows: memory grows at its end, in place, without a copy */
export function createRowMemory(rowsAddress: number, roomsAddress: number): RowMemory {
  const initial = Math.ceil(rowsAddress / pageBytes);
  const memory = new Memory({ initial, maximum: maxPages, shared: true });
  const finePieces: Int8Array[] = [];
  let facts = createFacts(rowsPerPiece);

  function fineBytes(start: number, end: number): Int8Array[] {
    const views: Int8Array[] = [];
    for (let slot = start; slot < end; ) {
      const piece = Math.floor(slot / rowsPerPiece);
      const until = Math.min(end, (piece + 1) * rowsPerPiece);
      const from = (slot - piece * rowsPerPiece) * embeddingLength;
      const bytes = finePieces[piece] ?? new Int8Array(0);
      views.push(bytes.subarray(from, from + (until - slot) * embeddingLength));
      slot = until;
    }
    return views;
  }

  return {
    memory,
    facts: () => facts,
    reserve(count) {
      const missing = rowsAddress + count * embeddingLength - memory.buffer.byteLength;
      // 2 MiB at a time: 1,024 rows.
      if (missing > 0) memory.grow(Math.ceil(missing / (32 * pageBytes)) * 32);
      while (finePieces.length * rowsPerPiece < count)
        finePieces.push(new Int8Array(new SharedArrayBuffer(rowsPerPiece * embeddingLength)));
      if (count <= facts.scale.length) return;
      const larger = createFacts(Math.max(count, facts.scale.length * 2));
      for (const name of factNames) larger[name].set(facts[name]);
      facts = larger;
    },
    coarseRow: (slot) => new Int8Array(memory.buffer, rowsAddress + slot * embeddingLength, embeddingLength),
    fineRow: (slot) => fineBytes(slot, slot + 1)[0] ?? new Int8Array(0),
    share: (count) => ({
      count,
      memory,
      coarseAddress: rowsAddress,
      roomsAddress,
      finePieces: [...finePieces],
      facts,
    }),
    kinds: [
      ...factNames.map((name) => (start: number, end: number) => [toBytes(facts[name].subarray(start, end))]),
      (start, end) => [
        new Uint8Array(memory.buffer, rowsAddress + start * embeddingLength, (end - start) * embeddingLength),
      ],
      (start, end) => fineBytes(start, end).map(toBytes),
    ],
  };
}

function toBytes({ buffer, byteOffset, byteLength }: Float64Array | Int8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
