/** Mapped vectors in memory that threads share, and their products with a query. */
import { createKernels } from '../vectors/kernels.ts';
import { maxThreads } from '../vectors/threadMemory.ts';
import { Memory, maxPages, pageBytes, type WasmMemory } from '../webAssembly/webAssembly.ts';
import { roomBytes } from './mappedRoom.ts';

export interface MappedRows {
  /** The row itself; it stays where it is. */
  at(slot: number): Float32Array;
  /** Into a row that there is room for. */
  write(slot: number, vector: Float32Array): void;
  /** Makes room for so many rows, zeros where they are new. */
  reserve(count: number): void;
  /** Of the query with each row, by slot; good until the next. */
  multiply(query: Float32Array): Float32Array;
  /** All rows that there are. */
  share(): SharedMappedRows;
  /** Numbers of rooms for threads to work in, as many as asked for or as are free, until they are given back. */
  takeRooms(count: number): number[];
  giveBackRooms(rooms: readonly number[]): void;
}

/** Rows for another thread to read: the memory itself, sent without a copy. */
export interface SharedMappedRows {
  readonly memory: WasmMemory;
  /** Numbers of a row. */
  readonly length: number;
  readonly rowsAddress: number;
  /** Where threads have their `roomBytes` each. */
  readonly roomsAddress: number;
}

/** The kernel multiplies so many queries at a time. */
const queriesAtOnce = 4;
/** Room is made for so many rows at a time; even. */
const growRows = 8192;

/** @param length numbers of a vector, a multiple of four */
export function createMappedRows(length: number): MappedRows {
  const bytes = length * 4;
  const roomsAddress = queriesAtOnce * bytes;
  // What is not used takes no room in the machine.
  const rowsAddress = roomsAddress + maxThreads * roomBytes(length);
  const memory = new Memory({ initial: Math.ceil(rowsAddress / pageBytes), maximum: maxPages, shared: true });
  const kernel = createKernels(memory);
  const freeRooms = Array.from({ length: maxThreads }, (_, room) => room);
  let capacity = 0;
  let count = 0;
  const addressOf = (slot: number): number => rowsAddress + slot * bytes;
  const at = (slot: number): Float32Array => new Float32Array(memory.buffer, addressOf(slot), length);

  return {
    at,
    write: (slot, vector) => at(slot).set(vector),
    reserve(wanted) {
      if (wanted > capacity) {
        const before = capacity;
        capacity = Math.ceil(wanted / growRows) * growRows;
        const missing = addressOf(capacity) + queriesAtOnce * capacity * 4 - memory.buffer.byteLength;
        if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
        // Products stood there.
        new Float32Array(memory.buffer, addressOf(before), (capacity - before) * length).fill(0);
      }
      count = Math.max(count, wanted);
    },
    multiply(query) {
      new Float32Array(memory.buffer, 0, length).set(query);
      const out = addressOf(capacity);
      const end = addressOf(Math.ceil(count / 2) * 2);
      kernel.multiply(0, queriesAtOnce * bytes, rowsAddress, end, bytes, out, capacity * 4);
      return new Float32Array(memory.buffer, out, count);
    },
    share: () => ({ memory, length, rowsAddress, roomsAddress }),
    takeRooms: (wanted) => freeRooms.splice(0, wanted),
    giveBackRooms: (rooms) => void freeRooms.push(...rooms),
  };
}
