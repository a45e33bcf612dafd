import { beforeEach, describe, expect, it } from 'vitest';
import {
  axisCount,
  factCount,
  factPrefixWeight,
  factRestNorm,
  factScale,
  factWeight,
  limitCount,
  limitFound,
  limitLeast,
  limitRatio,
  limitRestNorm,
  prefixLength,
  prefixRowBytes,
  rowBytes,
  siftedBytes,
  siftLaneMost,
  siftLanes,
  siftLimitBytes,
  siftOffset,
  tileRowCount,
  tileStride,
  tooLow,
} from '../../../src/adapters/vectors/kernelLayout.ts';
import { createKernels, type Kernels } from '../../../src/adapters/vectors/kernels.ts';
import { Memory, type WasmMemory } from '../../../src/adapters/webAssembly/webAssembly.ts';
import { createRandom } from '../../core/search/searchCatalog.ts';

/** Where things lie, in bytes. */
const queryAt = 0;
const slotsAt = 8 * rowBytes;
const scalesAt = slotsAt + 4096;
const limitsAt = scalesAt + 4096;
const factsAt = limitsAt + 4096;
const outAt = factsAt + factCount * tileStride * 4;
const rowsAt = outAt + 8 * tileStride * 4;
const rowCount = tileRowCount;
const gatheredAt = rowsAt + rowCount * rowBytes;

let memory: WasmMemory;
let kernels: Kernels;
let random: () => number;

const bytesOf = (address: number): Int8Array => new Int8Array(memory.buffer, address, rowBytes);
const rowAt = (row: number): Int8Array => bytesOf(rowsAt + row * rowBytes);
const queryAtPlace = (place: number): Int8Array => bytesOf(queryAt + place * rowBytes);
const wordsAt = (address: number, count: number): Int32Array => new Int32Array(memory.buffer, address, count);
const floatsAt = (address: number, count: number): Float32Array =>
  new Float32Array(memory.buffer, address, count);

function sumOfProducts(a: Int8Array, b: Int8Array, length = rowBytes): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

beforeEach(() => {
  memory = new Memory({ initial: 8, maximum: 8, shared: true });
  kernels = createKernels(memory);
  random = createRandom(5);
  for (let row = 0; row < rowCount; row++)
    for (const i of rowAt(row).keys()) rowAt(row)[i] = Math.floor(random() * 255) - 127;
  // The extremes of both sides: what a processor's own instruction could saturate.
  rowAt(0).fill(-127);
  rowAt(1).fill(127);
  for (let place = 0; place < 6; place++)
    for (const i of queryAtPlace(place).keys()) queryAtPlace(place)[i] = Math.floor(random() * 128);
  queryAtPlace(0).fill(127);
});

describe('a scan', () => {
  it('multiplies the rows of two lists of slots with a query of two planes', () => {
    const slots = [0, 7, 131, 1, 1, 64];
    new Uint32Array(memory.buffer, slotsAt, 6).set(slots);
    kernels.dots(slotsAt, slotsAt + 12, queryAt, rowsAt, outAt, 12);
    expect([...wordsAt(outAt, 6)]).toEqual(
      slots.map((slot) => {
        const [upper, lower] = [queryAtPlace(0), queryAtPlace(1)].map((plane) =>
          sumOfProducts(rowAt(slot), plane),
        );
        // Modulo 2³²: the extremes go beyond.
        return (128 * (upper ?? 0) + (lower ?? 0)) | 0;
      }),
    );
  });

  it('adds up the differences between scaled rows and a query of floats', () => {
    const slots = [3, 0, 131];
    const query = floatsAt(queryAt, rowBytes);
    for (const i of query.keys()) query[i] = random() - 0.5;
    new Uint32Array(memory.buffer, slotsAt, 3).set(slots);
    floatsAt(scalesAt, 3).set([0.01, 0.002, 0]);
    const scales = [...floatsAt(scalesAt, 3)];
    kernels.absoluteDifferences(slotsAt, slotsAt + 12, queryAt, rowsAt, outAt, scalesAt);
    for (const [i, slot] of slots.entries()) {
      const expected = query.reduce(
        (sum, number, j) => sum + Math.abs((scales[i] ?? 0) * (rowAt(slot)[j] ?? 0) - number),
        0,
      );
      expect((floatsAt(outAt, 3)[i] ?? 0) / expected).toBeCloseTo(1, 5);
    }
  });
});

describe('a sieve of prefixes', () => {
  const queryCount = 6;
  const slots = [5, 0, 17, 1, 3, 3, 40, 2];
  const numberOf = (query: number, i: number): number =>
    (new Uint8Array(memory.buffer, queryAt, queryCount * axisCount)[query * axisCount + i] ?? 0) - siftOffset;
  const prefixAt = (slot: number): Int8Array =>
    new Int8Array(memory.buffer, rowsAt + slot * prefixRowBytes, axisCount);
  const factsOf = (slot: number): Float32Array =>
    new Float32Array(memory.buffer, rowsAt + slot * prefixRowBytes + axisCount, 2);

  /** What a row is worth to a query, in float64. */
  function worthOf(query: number, slot: number): number {
    const [rest = 0, off = 0, norm = 0] = floatsAt(limitsAt + query * siftLimitBytes, 3);
    let [sum, squares] = [0, 0];
    for (const [i, byte] of prefixAt(slot).entries()) {
      sum += byte * numberOf(query, i);
      squares += byte * byte;
    }
    const [ofRest = 0, ofOff = 0] = factsOf(slot);
    return sum + rest * ofRest + off * ofOff + norm * Math.sqrt(squares);
  }

  it('lets through every row that a query can need, and says what it is worth', () => {
    const bytes = new Uint8Array(memory.buffer, queryAt, queryCount * axisCount);
    const perLane = axisCount / siftLanes;
    const even = Math.floor(siftLaneMost / perLane);
    for (const i of bytes.keys()) bytes[i] = siftOffset + Math.floor((random() * 2 - 1) * even);
    // Sums that just have room, of a few large numbers and of many small ones.
    const largest = [63, 63, 63, 63, siftLaneMost - 4 * 63];
    for (let i = 0; i < axisCount; i++) {
      bytes[i] = siftOffset + (largest[2 * Math.floor(i / 2 / siftLanes) + (i % 2)] ?? 0);
      bytes[axisCount + i] = siftOffset - even;
    }
    prefixAt(0).fill(-128);
    prefixAt(1).fill(127);
    for (const slot of slots) factsOf(slot).set([random(), random()]);
    factsOf(2).set([Number.POSITIVE_INFINITY, 0]);
    new Uint32Array(memory.buffer, slotsAt, 8).set(slots);
    for (let query = 0; query < queryCount; query++)
      floatsAt(limitsAt + query * siftLimitBytes, 4).set([1000, 500, 3, query * 15_000 - 40_000]);
    // The first four rows meet all queries, the last four those that come first.
    const order = [3, 0, 5, 1, 2, 4];
    new Uint32Array(memory.buffer, scalesAt, queryCount).set(order);
    new Uint32Array(memory.buffer, scalesAt + 64, 2).set([scalesAt + queryCount * 4, scalesAt + 16]);
    const meets = (query: number, row: number): boolean => row < 4 || order.indexOf(query) < 4;
    const end = kernels.sift(
      slotsAt,
      slotsAt + 32,
      scalesAt,
      scalesAt + 64,
      queryAt,
      limitsAt,
      rowsAt,
      outAt,
    );
    const found = new Map<string, number>();
    for (let address = outAt; address < end; address += siftedBytes) {
      const [query = 0, row = 0, bits = 0] = wordsAt(address + 16, 3);
      for (let lane = 0; lane < 4; lane++)
        if ((bits >> lane) & 1) found.set(`${query} ${row + lane}`, floatsAt(address, 4)[lane] ?? 0);
    }
    let low = 0;
    for (let query = 0; query < queryCount; query++) {
      for (const [row, slot] of slots.entries()) {
        const value = worthOf(query, slot);
        const isHigh = value >= query * 15_000 - 40_000 && meets(query, row);
        const said = found.get(`${query} ${row}`);
        expect(said !== undefined).toBe(isHigh);
        if (!isHigh) low++;
        else if (Number.isFinite(value)) expect(((said ?? 0) - value) / 1e6).toBeCloseTo(0, 6);
        else expect(said).toBe(Number.POSITIVE_INFINITY);
      }
    }
    expect(low).toBeGreaterThan(5);
    expect(found.size).toBeGreaterThan(5);
  });
});

describe('a tile', () => {
  /** Six queries: the limits of all, and the facts of all rows. */
  function setLimits(least: number): void {
    const limits = floatsAt(limitsAt, 6 * limitCount);
    for (let query = 0; query < 6; query++) {
      limits[query * limitCount + limitRatio] = 0.5;
      limits[query * limitCount + limitRestNorm] = 1000;
      limits[query * limitCount + limitLeast] = least;
    }
    const facts = floatsAt(factsAt, factCount * tileStride);
    for (let row = 0; row < rowCount; row++) {
      facts[factScale * tileStride + row] = 0.25;
      facts[factPrefixWeight * tileStride + row] = row;
      facts[factRestNorm * tileStride + row] = 2;
      facts[factWeight * tileStride + row] = 2 * row;
    }
  }
  const multiply = (): void =>
    kernels.products(
      queryAt,
      queryAt + 6 * rowBytes,
      rowsAt,
      rowsAt + rowCount * rowBytes,
      outAt,
      limitsAt,
      factsAt,
    );
  const sumAt = (query: number, row: number): number =>
    wordsAt(outAt + (query * tileStride + row) * 4, 1)[0] ?? 0;
  const couldBeHigh = (query: number, row: number, least: number): boolean =>
    0.25 * sumOfProducts(queryAtPlace(query), rowAt(row), prefixLength) - 0.5 * row + 1000 * 2 >= least;

  it('has the sum of every query and row, where none is to be left out', () => {
    setLimits(Number.NEGATIVE_INFINITY);
    multiply();
    for (let query = 0; query < 6; query++)
      for (let row = 0; row < rowCount; row++)
        expect(sumAt(query, row)).toBe(sumOfProducts(queryAtPlace(query), rowAt(row)));
  });

  it('is given up only where no sum of its three by three can become high enough', () => {
    const least = 30_000;
    setLimits(least);
    multiply();
    let givenUp = 0;
    for (let query = 0; query < 6; query++) {
      for (let row = 0; row < rowCount; row++) {
        const isWanted = [0, 1, 2].some((i) =>
          [0, 1, 2].some((j) => couldBeHigh(query - (query % 3) + i, row - (row % 3) + j, least)),
        );
        const isGivenUp = sumAt(query, row) === tooLow;
        if (isGivenUp) givenUp++;
        else expect(sumAt(query, row)).toBe(sumOfProducts(queryAtPlace(query), rowAt(row)));
        expect(isWanted && isGivenUp).toBe(false);
      }
    }
    expect(givenUp).toBeGreaterThan(0);
    expect(givenUp).toBeLessThan(6 * rowCount);
  });

  it('is told to hold a high sum, by query', () => {
    setLimits(0);
    for (let query = 0; query < 6; query++) {
      wordsAt(outAt + query * tileStride * 4, rowCount).fill(-1000);
      // 0.25 · sum − 0.5 · 2 · row ≥ 0: the sum that just does, in another row of each query; the last query has none.
      const row = query * 25 + 6;
      if (query < 5) wordsAt(outAt + (query * tileStride + row) * 4, 1)[0] = 4 * row;
    }
    wordsAt(outAt + (4 * tileStride + 106) * 4, 1)[0] = 4 * 106 - 1;
    kernels.screen(limitsAt, limitsAt + 6 * limitCount * 4, factsAt, outAt);
    const found = wordsAt(limitsAt, 6 * limitCount);
    expect([0, 1, 2, 3, 4, 5].map((query) => found[query * limitCount + limitFound])).toEqual([
      1, 1, 1, 1, 0, 0,
    ]);
  });

  it('is gathered from rows that lie apart', () => {
    new Uint32Array(memory.buffer, slotsAt, 3).set([131, 0, 7]);
    kernels.gather(slotsAt, slotsAt + 12, rowsAt, gatheredAt);
    for (const [place, slot] of [131, 0, 7].entries())
      expect(bytesOf(gatheredAt + place * rowBytes)).toEqual(rowAt(slot));
  });
});

it('the product of two vectors is that in float64', () => {
  const random = createRandom(8);
  const query = new Float64Array(memory.buffer, 0, 2048);
  const vector = new Float32Array(memory.buffer, 16384, 2048);
  for (let i = 0; i < vector.length; i++) {
    query[i] = Math.fround(random() - 0.5);
    vector[i] = random() - 0.5;
  }
  const truth = query.reduce((sum, number, i) => sum + number * (vector[i] ?? 0), 0);
  expect(Math.abs(kernels.product(0, 16384) - truth)).toBeLessThan(1e-12);
});
