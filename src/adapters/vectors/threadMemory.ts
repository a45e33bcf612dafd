/** Where a batch thread's own things lie in the memory that it shares with the index. */
import { embeddingLength } from '../../core/models/ports.ts';
import type { WasmMemory } from '../webAssembly/webAssembly.ts';
import { factCount, limitCount, tileEdge, tileRowCount, tileStride } from './kernelLayout.ts';
import { threePlanesBytes } from './rows/rowNumbers.ts';

/** Threads that an index has room for. */
export const maxThreads = 16;

/** With a query of ones a multiple of `tileEdge`; 384 kB, which stay in a core's own cache while rows pass by. */
export const maxBlockQueries = 191;
const queryCount = maxBlockQueries + 1;

const sizes = {
  queries: queryCount * embeddingLength,
  gathered: tileRowCount * embeddingLength,
  sums: queryCount * tileStride * 4,
  slots: tileRowCount * 4,
  rowFacts: factCount * tileStride * 4,
  limits: queryCount * limitCount * 4,
  planes: threePlanesBytes,
};

/** Bytes per thread. */
export const threadBytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);

/** Of the memory of fine bytes, for the planes of a query. */
export const fineRoomBytes = threePlanesBytes;

export interface ThreadMemory {
  /** Addresses in bytes. */
  readonly at: Readonly<Record<keyof typeof sizes, number>>;
  readonly queries: Uint8Array;
  readonly gathered: Int8Array;
  /** `tileStride` per query. */
  readonly sums: Int32Array;
  readonly slots: Uint32Array;
  /** `tileStride` per kind. */
  readonly rowFacts: Float32Array;
  /** `limitCount` per query. */
  readonly limits: Float32Array;
  /** The same memory as `limits`. */
  readonly found: Int32Array;
}

/** @param room where its `threadBytes` begin */
export function openThreadMemory({ buffer }: WasmMemory, room: number): ThreadMemory {
  let address = room;
  const place = (name: keyof typeof sizes): number => {
    const start = address;
    address += sizes[name];
    return start;
  };
  const at = {
    queries: place('queries'),
    gathered: place('gathered'),
    sums: place('sums'),
    slots: place('slots'),
    rowFacts: place('rowFacts'),
    limits: place('limits'),
    planes: place('planes'),
  };
  return {
    at,
    queries: new Uint8Array(buffer, at.queries, sizes.queries),
    gathered: new Int8Array(buffer, at.gathered, sizes.gathered),
    sums: new Int32Array(buffer, at.sums, sizes.sums / 4),
    slots: new Uint32Array(buffer, at.slots, tileRowCount),
    rowFacts: new Float32Array(buffer, at.rowFacts, sizes.rowFacts / 4),
    limits: new Float32Array(buffer, at.limits, sizes.limits / 4),
    found: new Int32Array(buffer, at.limits, sizes.limits / 4),
  };
}

/** Queries or rows as the kernel takes them: a whole number of tiles. */
export const padded = (count: number): number => Math.ceil(count / tileEdge) * tileEdge;
