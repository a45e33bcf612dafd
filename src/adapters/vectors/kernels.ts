/**
 * The loops that read many rows, as WebAssembly SIMD: the same on every platform that Node runs on, and three to ten times as
 * fast as JavaScript. Their sources are AssemblyScript in `kernels/`; `scripts/kernels.mjs` compiles them.
 */
import type { embeddingLength } from '../../core/models/ports.ts';
import { moduleOf, type WasmMemory } from '../webAssembly/webAssembly.ts';
import { rowBytes } from './kernelLayout.ts';
import { moduleBase64 } from './kernels.generated.ts';

/**
 * All addresses are in bytes. Rows are 2048 signed bytes each, one after the other; slots are u32 in lists of at least one.
 * Of a tile's queries and rows there is a multiple of `tileEdge`, at least that many. A sum of theirs is high enough if
 * `scale · sum − ratio · weight ≥ least`, where scale and weight are the row's, ratio and least the query's.
 */
export interface Kernels {
  /**
   * For each slot of two lists of one length, the sum of row byte × query number, modulo 2³². `slots` until `slotsEnd` is
   * the first list, `query` 2048 upper and then 2048 lower seven bits, `out` an i32 per slot of the first list; `apart` is what
   * the second list's slots and sums lie further on.
   */
  dots(slots: number, slotsEnd: number, query: number, rows: number, out: number, apart: number): void;
  /**
   * For each slot of a list, the sum of |scale × row byte − query number|, in float32. `query` and `out` are f32, and
   * `scales` holds an f32 per slot.
   */
  absoluteDifferences(
    slots: number,
    slotsEnd: number,
    query: number,
    rows: number,
    out: number,
    scales: number,
  ): void;
  /** Copies the rows of a list of slots to `target`, one after the other. */
  gather(slots: number, slotsEnd: number, rows: number, target: number): void;
  /**
   * The sum of query byte × row byte for each query and row, as i32: at `out + (query · tileStride + row) · 4`; `tooLow`
   * where it cannot be high enough. `queries` are 2048 bytes of 0 to 127 each, `rows` at most `tileRowCount` of them.
   */
  products(
    queries: number,
    queriesEnd: number,
    rows: number,
    rowsEnd: number,
    out: number,
    limits: number,
    rowFacts: number,
  ): void;
  /**
   * The products, in float32, of a vector of 2048 f32 with each of a list of as many numbers: `axes` until `axesEnd`, a multiple of
   * four of them. `out` is an f32 per axis.
   */
  project(vector: number, axes: number, axesEnd: number, out: number): void;
  /** Adds to each of a list of axes, in float32, a vector of as many numbers times a number of its own, of which `numbers` has one per axis. */
  spread(vector: number, numbers: number, axes: number, axesEnd: number): void;
  /**
   * Takes away from a vector of 2048 f32, in float32 and in their order, each of a list of axes of as many numbers times a number of its own:
   * `axes` until `axesEnd`, a multiple of four of them, of which `numbers` has an f32 each.
   */
  leaveOut(vector: number, numbers: number, axes: number, axesEnd: number): void;
  /**
   * For each slot of a list, the sum of those of the query's numbers whose bit is set in its sketch row, as i32: `query` is 2048 signed bytes of
   * at most 127 in size, `rows` are `sketchBytes` and 8 bytes each.
   */
  sumWhereSet(slots: number, slotsEnd: number, query: number, rows: number, out: number): void;
  /**
   * Of an axis with itself and, twice, with each of those before it, from `axes` on, the square of what their product is more than 1 (with
   * itself) or 0, added up. A product is off by 14 · 2⁻²⁴ of the product of their norms at most. One axis a call: V8 makes its fast code
   * between calls.
   */
  departure(axes: number, axis: number): number;
  /**
   * For each slot of a list, a multiple of four, what its prefix row makes of the product with a query. `query` is an i16 per
   * axis, `axes` their number, `weights` are three f32, `rows` are a byte per axis and `prefixFactBytes` each. In float32, an f32 per slot:
   * `estimates` are the first weight times the sum of byte × query number; `highest` has added to it the second and third weight times the
   * row's two facts.
   */
  reach(
    slots: number,
    slotsEnd: number,
    query: number,
    weights: number,
    rows: number,
    estimates: number,
    highest: number,
    axes: number,
  ): void;
  /** Writes to `places`, as u32, where among the values, a multiple of four f32, those are that are not below the least. @returns where it ended */
  pick(values: number, valuesEnd: number, least: number, places: number): number;
  /**
   * Which rows of a list of slots can have a high product with which of many queries: slots a multiple of four, `list` the places of
   * queries, as u32, of which each four rows meet an even number, from the first to where a u32 of `listEnds` says that they end. `queries` are
   * `axisCount` bytes each, their numbers with `siftOffset` added and in sum no larger than `siftLaneMost` allows, `limits`
   * `siftLimitBytes` of each. A row's value is the sum of byte × number and what the limits make of its two facts and of the norm of its
   * bytes, in float32. To `found` it writes `siftedBytes` for each query and four rows of which one has a value that is not below the
   * least; there is room for all. @returns where it ended
   */
  sift(
    slots: number,
    slotsEnd: number,
    list: number,
    listEnds: number,
    queries: number,
    limits: number,
    rows: number,
    found: number,
  ): number;
  /**
   * The products, in float32, of each query with each row: at `out + query · outBytes + row · 4`. Queries are a multiple of four and rows an even
   * number of vectors of `bytes` each, a multiple of 16.
   */
  multiply(
    queries: number,
    queriesEnd: number,
    rows: number,
    rowsEnd: number,
    bytes: number,
    out: number,
    outBytes: number,
  ): void;
  /** A checksum of the bytes of a vector of 2048 f32, as an i32. */
  checksum(vector: number): number;
  /** Writes 2048 f32: what a row's whole numbers, of its 2048 coarse and then 2048 fine bytes, come to by so much a step. */
  vectorOfRow(bytes: number, step: number, out: number): void;
  /** Writes the upper, then the middle and the lower seven bits of the same numbers with `threePlanesOffset` added, 2048 of each. */
  planesOfRow(bytes: number, out: number): void;
  /** The sum of whole number × row byte, exact: of the numbers there are the planes. */
  productWithBytes(planes: number, row: number): number;
  /** The product, in float64, of a vector of 2048 f64, each of which is an f32, and one of 2048 f32. */
  product(query: number, vector: number): number;
  /** Sets each query's `limitFound`, as an i32: 1 where any of its sums is high enough, else 0. */
  screen(limits: number, limitsEnd: number, rowFacts: number, out: number): void;
}

const open = moduleOf(moduleBase64);

/** The loops over this memory. */
export function createKernels(memory: WasmMemory): Kernels {
  rowBytes satisfies typeof embeddingLength;
  // The sources in `kernels/` give these exports these signatures.
  return open(memory) as Kernels;
}
