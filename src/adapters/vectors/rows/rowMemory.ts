/** Where the compact rows lie: coarse and fine bytes, each in a memory of their own, and what is known of each row. Threads share all of it. */
import { embeddingLength } from '../../../core/models/ports.ts';
import { Memory, maxPages, pageBytes, type WasmMemory } from '../../webAssembly/webAssembly.ts';
import type { RowFacts } from './quantise.ts';

/** 2 MiB of bytes: memory is taken for so many rows at a time. */
const rowsAtOnce = 1024;

export type FactColumns = Record<keyof RowFacts, Float64Array>;

/** The coarse, or the fine bytes of all rows. */
export interface ByteMemory {
  readonly memory: WasmMemory;
  /** Rows lie one after the other from here: memory grows at its end, in place, without a copy. */
  readonly rowsAddress: number;
  /** Where threads have rooms of their own. */
  readonly roomsAddress: number;
}

/** Rows for another thread to read: the memory itself, sent without a copy. Rows below `count` stay where they are. */
export interface SharedRows {
  readonly count: number;
  /** Rooms are of `threadBytes`. */
  readonly coarse: ByteMemory;
  /** Rooms are of `fineRoomBytes`. */
  readonly fine: ByteMemory;
  readonly facts: FactColumns;
}

export interface RowMemory {
  readonly coarse: ByteMemory;
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
   * `start` up to `end`, for which there is room; it is good until more room is made.
   */
  readonly kinds: readonly ((start: number, end: number) => Uint8Array)[];
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

type Addresses = Omit<ByteMemory, 'memory'>;

/** What is below the rows' addresses is kept free. */
export function createRowMemory(addresses: Readonly<Record<'coarse' | 'fine', Addresses>>): RowMemory {
  const coarse = createByteMemory(addresses.coarse);
  const fine = createByteMemory(addresses.fine);
  let facts = createFacts(rowsAtOnce);

  return {
    coarse,
    facts: () => facts,
    reserve(count) {
      for (const bytes of [coarse, fine]) reserveBytes(bytes, count);
      if (count <= facts.scale.length) return;
      const larger = createFacts(Math.max(count, facts.scale.length * 2));
      for (const name of factNames) larger[name].set(facts[name]);
      facts = larger;
    },
    coarseRow: (slot) => rowOf(coarse, slot),
    fineRow: (slot) => rowOf(fine, slot),
    share: (count) => ({ count, coarse, fine, facts }),
    kinds: [
      ...factNames.map((name) => (start: number, end: number) => toBytes(facts[name].subarray(start, end))),
      ...[coarse, fine].map(
        ({ memory, rowsAddress }) =>
          (start: number, end: number) =>
            new Uint8Array(
              memory.buffer,
              rowsAddress + start * embeddingLength,
              (end - start) * embeddingLength,
            ),
      ),
    ],
  };
}

function createByteMemory(addresses: Addresses): ByteMemory {
  const initial = Math.ceil(addresses.rowsAddress / pageBytes);
  return { memory: new Memory({ initial, maximum: maxPages, shared: true }), ...addresses };
}

function reserveBytes({ memory, rowsAddress }: ByteMemory, count: number): void {
  const missing = rowsAddress + count * embeddingLength - memory.buffer.byteLength;
  const piece = rowsAtOnce * embeddingLength;
  if (missing > 0) memory.grow((Math.ceil(missing / piece) * piece) / pageBytes);
}

export function rowOf({ memory, rowsAddress }: ByteMemory, slot: number): Int8Array {
  return new Int8Array(memory.buffer, rowsAddress + slot * embeddingLength, embeddingLength);
}

function toBytes({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
