/** The work of one thread of a tuned batch: for a block of queries, which rows can be among the nearest of each. */
import { createContenders } from '../vectors/contenders.ts';
import { createKernels } from '../vectors/kernels.ts';
import { type Proposals, type QueryBlock, tooMany } from '../vectors/proposeNearest.ts';
import { maxBlockQueries } from '../vectors/threadMemory.ts';
import { placeRoom, roomBytes, rowsPerTile } from './mappedRoom.ts';
import type { SharedMappedRows } from './mappedRows.ts';

export interface MappedThreadData {
  readonly rows: SharedMappedRows;
  /** The number of the thread's own room in the shared memory. */
  readonly room: number;
}

/**
 * A product of two vectors of norm 1 in float32: 2⁻²⁴ for each of at most 67 additions in a row and for the products, and as much again for norms
 * that are off by rounding.
 */
export const productSlack = 1e-5;
/** What rows are picked by is rounded to float32. */
const pickSlack = 1e-6;

export function createMappedProposer({ rows, room }: MappedThreadData): (block: QueryBlock) => Proposals {
  const { memory, length, rowsAddress, roomsAddress } = rows;
  const { buffer } = memory;
  const kernel = createKernels(memory);
  const bytes = length * 4;
  const at = placeRoom(length, roomsAddress + room * roomBytes(length));
  const queryRoom = new Float32Array(buffer, at.queries, maxBlockQueries * length);
  const products = new Float32Array(buffer, at.products, maxBlockQueries * rowsPerTile);
  const places = new Uint32Array(buffer, at.places, rowsPerTile);
  const contenders = Array.from({ length: maxBlockQueries }, createContenders);
  const rowAt = (slot: number): Float32Array => new Float32Array(buffer, rowsAddress + slot * bytes, length);

  function writeQueries(queries: QueryBlock['queries']): void {
    if (queries instanceof Float32Array) queryRoom.set(queries);
    else for (const [place, slot] of queries.entries()) queryRoom.set(rowAt(slot), place * length);
  }

  /** Where the tile's rows lie beside each other: in their own place, if nothing lies between them. */
  function placeTile(slots: Uint32Array): number {
    const first = slots[0] ?? 0;
    if ((slots.at(-1) ?? 0) - first === slots.length - 1) return rowsAddress + first * bytes;
    const gathered = new Float32Array(buffer, at.gathered, slots.length * length);
    for (const [place, slot] of slots.entries()) gathered.set(rowAt(slot), place * length);
    return at.gathered;
  }

  /** Multiplies all queries with the rows of one tile, and offers each query those that can be among its nearest. */
  function offerTile(queryCount: number, slots: Uint32Array): void {
    const queriesEnd = at.queries + Math.ceil(queryCount / 4) * 4 * bytes;
    const address = placeTile(slots);
    const rowsEnd = address + Math.ceil(slots.length / 2) * 2 * bytes;
    kernel.multiply(at.queries, queriesEnd, address, rowsEnd, bytes, at.products, rowsPerTile * 4);
    for (let query = 0; query < queryCount; query++) offerRows(query, slots);
  }

  function offerRows(query: number, slots: Uint32Array): void {
    const contender = contenders[query];
    if (contender === undefined) return;
    const start = query * rowsPerTile;
    const from = at.products + start * 4;
    const least = -contender.limit() - productSlack - pickSlack;
    const end = kernel.pick(from, from + Math.ceil(slots.length / 4) * 16, least, at.places);
    for (let i = 0; i < (end - at.places) / 4; i++) {
      const place = places[i] ?? 0;
      // The last tile leaves what stood there before.
      if (place < slots.length)
        contender.add(slots[place] ?? 0, -(products[start + place] ?? 0), productSlack);
    }
  }

  return ({ queries, counts: wanted, candidates }) => {
    writeQueries(queries);
    for (const [query, k] of wanted.entries()) contenders[query]?.start(k);
    for (let start = 0; start < candidates.length; start += rowsPerTile)
      offerTile(wanted.length, candidates.subarray(start, start + rowsPerTile));
    const counts = new Uint32Array(wanted.length).fill(tooMany);
    const proposed: number[] = [];
    for (const query of wanted.keys()) {
      const left = contenders[query]?.left() ?? null;
      if (left === null) continue;
      counts[query] = left.length;
      proposed.push(...left);
    }
    return { counts, slots: Uint32Array.from(proposed) };
  };
}
