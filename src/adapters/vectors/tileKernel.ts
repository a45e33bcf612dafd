/** What a batch thread does with every row, as WebAssembly SIMD: a matrix product of bytes, and a look at its results. */
import { embeddingLength } from '../../core/models/ports.ts';
import {
  type AssembledFunction,
  add,
  addF32x4,
  addI32x4,
  assembleModule,
  atLeastF32x4,
  type Code,
  choose,
  constant,
  copyBytes,
  dotI8x16,
  get,
  hasBits,
  i32,
  loadF32,
  loadI32,
  loadVector,
  multiplyF32x4,
  orBits,
  pickLanes,
  repeatUntilEqual,
  set,
  shiftLeft,
  splatF32,
  splatI32,
  storeI32,
  storeVector,
  subtractF32x4,
  toF32x4,
  v128,
  zeros,
} from './wasmAssembler.ts';
import { Instance, Module, type WasmMemory } from './webAssembly.ts';

/**
 * Queries and rows that are multiplied with each other at a time: nine sums, three rows and a query fill the sixteen
 * vector registers of x64, and each loaded vector is used three times. Nearly as fast as the processor multiplies bytes.
 */
export const tileEdge = 3;
/** Rows at a time; a multiple of `tileEdge` and of the four lanes of a vector. */
export const tileRowCount = 132;
/** Numbers per query in the output, and per kind of row fact: the last tile writes, and reads, one more than there are rows. */
export const tileStride = tileRowCount + 4;
/** What stands in the output for a sum that need not be known: lower than any. */
export const tooLow = -(2 ** 30);

/**
 * After so many of the 2048 numbers a tile is given up if none of its sums can become high enough: the rest adds at most
 * the product of the rests' norms. Of 44,000 products' tiles that was so of 96 %; after 768 numbers of 84 %.
 */
export const prefixLength = 1024;

/** Four f32 per query. */
export const limitNumbers = { ratio: 0, restNorm: 1, least: 2, found: 3, count: 4 } as const;
/** Kinds of row facts: `tileStride` f32 each, one kind after the other. */
export const rowFactKinds = { scale: 0, prefixWeight: 1, restNorm: 2, weight: 3, count: 4 } as const;

/**
 * All addresses are in bytes. Of queries and rows there is a multiple of `tileEdge`, at least that many. A sum is high
 * enough if `scale · sum − ratio · weight ≥ least`, where scale and weight are the row's, ratio and least the query's.
 */
export interface TileKernel {
  /** Copies the rows of a list of slots (u32, until `slotsEnd`, at least one) to `target`, one after the other. */
  gather(slots: number, slotsEnd: number, rows: number, target: number): void;
  /**
   * The sum of query byte × row byte for each query and row, as i32: at `out + (query · tileStride + row) · 4`; `tooLow`
   * where it cannot be high enough. `queries` are 2048 bytes of 0 to 127 each, `rows` 2048 signed bytes each, at most
   * `tileRowCount` of them.
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
  /** Sets each query's `found`, as an i32: 1 where any of its sums is high enough, else 0. */
  screen(limits: number, limitsEnd: number, rowFacts: number, out: number): void;
}

const perEdge = Array.from({ length: tileEdge }, (_, i) => i);
const outStride = tileStride * 4;
const limitBytes = limitNumbers.count * 4;
const edgeBytes = tileEdge * embeddingLength;
const advance = (local: number, bytes: number): Code => set(local, add(get(local), constant(bytes)));
const factAt = (base: number, kind: number, offset = 0): Code =>
  loadVector(get(base), kind * outStride + offset);
const limitAt = (base: number, name: 'ratio' | 'restNorm' | 'least', query = 0): Code =>
  splatF32(loadF32(get(base), query * limitBytes + limitNumbers[name] * 4));

function gatherFunction(): AssembledFunction {
  const [slots, slotsEnd, rows, target] = [0, 1, 2, 3];
  const row = add(get(rows), shiftLeft(loadI32(get(slots)), Math.log2(embeddingLength)));
  return {
    name: 'gather',
    parameters: 4,
    locals: [],
    body: repeatUntilEqual(
      [
        copyBytes(get(target), row, constant(embeddingLength)),
        advance(slots, 4),
        advance(target, embeddingLength),
      ],
      get(slots),
      get(slotsEnd),
    ),
  };
}

function productsFunction(): AssembledFunction {
  const [queries, queriesEnd, rows, rowsEnd, out, limits, rowFacts] = [0, 1, 2, 3, 4, 5, 6];
  const [query, place, rowPlace, outPlace, limitPlace] = [7, 8, 9, 10, 11];
  const [queryBytes, rowBytes, found, sums, totals] = [12, 13, 16, 17, 26];
  const sumOf = (i: number, row: number): number => sums + i * tileEdge + row;
  const multiply: Code = [
    perEdge.map((row) => set(rowBytes + row, loadVector(get(rowPlace), row * embeddingLength))),
    perEdge.map((i) => [
      set(queryBytes, loadVector(get(place), i * embeddingLength)),
      perEdge.map((row) =>
        set(sumOf(i, row), dotI8x16(get(rowBytes + row), get(queryBytes), get(sumOf(i, row)))),
      ),
    ]),
    advance(place, 16),
    advance(rowPlace, 16),
  ];
  const multiplyUntil = (length: number): Code =>
    repeatUntilEqual(multiply, get(place), add(get(query), constant(length)));
  /** The three sums of a query in the first three lanes; the fourth repeats the third. */
  const total = (i: number): Code => {
    const [a, b, c] = perEdge.map((row) => get(sumOf(i, row))) as [Code, Code, Code];
    const halves = (one: Code, other: Code): Code =>
      addI32x4(pickLanes(one, other, [0, 4, 1, 5]), pickLanes(one, other, [2, 6, 3, 7]));
    return [
      set(queryBytes, halves(a, b)),
      set(found, halves(c, c)),
      set(
        totals + i,
        addI32x4(
          pickLanes(get(queryBytes), get(found), [0, 1, 4, 5]),
          pickLanes(get(queryBytes), get(found), [2, 3, 6, 7]),
        ),
      ),
    ];
  };
  const canBeHigh = (i: number): Code => {
    const scaled = multiplyF32x4(toF32x4(get(totals + i)), factAt(rowFacts, rowFactKinds.scale));
    const weighted = multiplyF32x4(
      limitAt(limitPlace, 'ratio', i),
      factAt(rowFacts, rowFactKinds.prefixWeight),
    );
    const rest = multiplyF32x4(limitAt(limitPlace, 'restNorm', i), factAt(rowFacts, rowFactKinds.restNorm));
    return atLeastF32x4(addF32x4(subtractF32x4(scaled, weighted), rest), limitAt(limitPlace, 'least', i));
  };
  const oneTile: Code = [
    set(place, get(query)),
    set(rowPlace, get(rows)),
    perEdge.map((i) => perEdge.map((row) => set(sumOf(i, row), zeros))),
    multiplyUntil(prefixLength),
    perEdge.map(total),
    choose(
      hasBits(perEdge.map(canBeHigh).reduce(orBits)),
      [multiplyUntil(embeddingLength), perEdge.map(total)],
      perEdge.map((i) => set(totals + i, splatI32(constant(tooLow)))),
    ),
    perEdge.map((i) => storeVector(get(outPlace), get(totals + i), i * outStride)),
    advance(outPlace, tileEdge * outStride),
    advance(limitPlace, tileEdge * limitBytes),
    advance(query, edgeBytes),
  ];
  return {
    name: 'products',
    parameters: 7,
    locals: [i32, i32, i32, i32, i32, ...new Array<number>(17).fill(v128)],
    body: repeatUntilEqual(
      [
        set(query, get(queries)),
        set(outPlace, get(out)),
        set(limitPlace, get(limits)),
        repeatUntilEqual(oneTile, get(query), get(queriesEnd)),
        advance(out, tileEdge * 4),
        advance(rowFacts, tileEdge * 4),
        advance(rows, edgeBytes),
      ],
      get(rows),
      get(rowsEnd),
    ),
  };
}

function screenFunction(): AssembledFunction {
  const [limits, limitsEnd, rowFacts, out, ratio, least, found] = [0, 1, 2, 3, 4, 5, 6];
  const step = (offset: number): Code => {
    const sums = toF32x4(loadVector(get(out), offset));
    const scaled = multiplyF32x4(sums, factAt(rowFacts, rowFactKinds.scale, offset));
    const weighted = multiplyF32x4(get(ratio), factAt(rowFacts, rowFactKinds.weight, offset));
    return set(found, orBits(get(found), atLeastF32x4(subtractF32x4(scaled, weighted), get(least))));
  };
  const steps = Array.from({ length: tileRowCount / 4 }, (_, i) => step(i * 16));
  return {
    name: 'screen',
    parameters: 4,
    locals: [v128, v128, v128],
    body: repeatUntilEqual(
      [
        set(ratio, limitAt(limits, 'ratio')),
        set(least, limitAt(limits, 'least')),
        set(found, zeros),
        steps,
        storeI32(get(limits), hasBits(get(found)), limitNumbers.found * 4),
        advance(limits, limitBytes),
        advance(out, outStride),
      ],
      get(limits),
      get(limitsEnd),
    ),
  };
}

/** The loops over this memory. */
export function createTileKernel(memory: WasmMemory): TileKernel {
  const functions = [gatherFunction(), productsFunction(), screenFunction()];
  const compiled = new Module(assembleModule(functions));
  // The assembler gave these exports these signatures just above.
  return new Instance(compiled, { host: { memory } }).exports as TileKernel;
}
