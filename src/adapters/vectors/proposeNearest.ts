/** The work of one batch thread: for a block of queries, which rows can be among the nearest of each. */
import { embeddingLength } from '../../core/models/ports.ts';
import { type Bounds, createSharedBounds, keepPossible, kthSmallestSum } from './bounds.ts';
import { createContenders } from './contenders.ts';
import {
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
  tileRowCount,
  tileStride,
} from './kernelLayout.ts';
import { createKernels } from './kernels.ts';
import { createSieve, type SievedQuery } from './prefixes/sieve.ts';
import type { SharedPrefixes } from './prefixes/sieveMemory.ts';
import { quantiseVector } from './rows/quantise.ts';
import { rowOf, type SharedRows } from './rows/rowMemory.ts';
import { createRowNumbers } from './rows/rowNumbers.ts';
import { createRowProducts } from './rows/rowProducts.ts';
import { type RowBytes, restNormOf, type SevenBits, writeSevenBits } from './rows/sevenBits.ts';
import { sharedRow } from './rows/sharedRows.ts';
import { fineRoomBytes, maxBlockQueries, openThreadMemory, padded, threadBytes } from './threadMemory.ts';

/** What to search for, and where. */
export interface QueryBlock {
  /** At most `maxBlockQueries`: slots, or vectors one after the other. */
  readonly queries: Uint32Array | Float32Array;
  /** How many of the nearest are wanted, per query. */
  readonly counts: Uint32Array;
  /** Slots that may be results, ascending. */
  readonly candidates: Uint32Array;
}

/** For each query in turn a superset of its nearest slots, ties with the last included. */
export interface Proposals {
  /** How many slots there are of each query; `tooMany` where the bytes cannot tell enough rows apart. */
  readonly counts: Uint32Array;
  readonly slots: Uint32Array;
}

export const tooMany = 0xffffffff;

/** More rows that are left are many alike: one search compares them as fast. */
const maxRefined = 4096;

/** As in `byteRows.ts`: vectors are normalised to within float32 only, and what is computed here is rounded. */
const dotSlack = 2e-6;
/** Rounding of a row's vector to float32. */
const readSlack = 2 ** -22;
/** The kernel looks at whole tiles in float32, at numbers of up to a few thousand similarities' size, each off by 2⁻²⁴. */
const screenSlack = 1e-5;

/** @param room the number of the thread's own room in the shared memory */
export function createNearestProposer(
  rows: SharedRows,
  prefixRows: SharedPrefixes | null,
  room: number,
): (block: QueryBlock) => Proposals {
  const { memory, rowsAddress: coarseAddress, roomsAddress } = rows.coarse;
  const known = rows.facts;
  const kernel = createKernels(memory);
  const own = openThreadMemory(memory, roomsAddress + room * threadBytes);
  const { at, sums } = own;
  const sieve = prefixRows === null ? null : createSieve(prefixRows, room);
  const numbers = createRowNumbers();
  const planesAt = { coarse: at.planes, fine: rows.fine.roomsAddress + room * fineRoomBytes };
  const products = createRowProducts(rows, planesAt, numbers);
  /** The query of their bounds. */
  let aimed = -1;
  const contenders = Array.from({ length: maxBlockQueries }, createContenders);
  let measured: HalfRows | undefined;
  /** Of the block that is at work, by place: the queries as rows of the index are. */
  let asked: readonly RowBytes[] = [];
  /** Of the block too; whatever is made for each query is made in memory that is there, or its collection takes a fifth of the time. */
  let vectors: Float32Array[] = [];
  const vectorRoom = new Float32Array(maxBlockQueries * embeddingLength);
  const boundsOf = createSharedBounds();
  /** Of the rows of one tile. */
  const errors = new Float64Array(tileRowCount);
  const rowSums = new Float64Array(tileRowCount);

  const rowAt = (slot: number): RowBytes => sharedRow(rows, slot);

  const queryBytes = (place: number): Uint8Array =>
    own.queries.subarray(place * embeddingLength, (place + 1) * embeddingLength);

  /** Copies the slots' coarse rows beside each other. */
  function gatherCoarse(slots: Uint32Array): void {
    own.slots.set(slots);
    kernel.gather(at.slots, at.slots + slots.length * 4, coarseAddress, at.gathered);
  }

  function multiply(queryCount: number, rowsAddress: number, rowCount: number): void {
    const queriesEnd = at.queries + padded(queryCount) * embeddingLength;
    const rowsEnd = rowsAddress + padded(rowCount) * embeddingLength;
    kernel.products(at.queries, queriesEnd, rowsAddress, rowsEnd, at.sums, at.limits, at.rowFacts);
  }

  /** Where the tile's rows lie beside each other: in their own place, if nothing lies between them. */
  function placeTile(slots: Uint32Array): number {
    const first = slots[0] ?? 0;
    if ((slots.at(-1) ?? 0) - first === slots.length - 1) return coarseAddress + first * embeddingLength;
    gatherCoarse(slots);
    return at.gathered;
  }

  const setRowFact = (kind: number, row: number, value: number): void => {
    own.rowFacts[kind * tileStride + row] = value;
  };

  function setLimit(query: number, ratio: number, restNorm: number, least: number): void {
    const place = query * limitCount;
    own.limits[place + limitRatio] = ratio;
    own.limits[place + limitRestNorm] = restNorm;
    own.limits[place + limitLeast] = least;
  }

  /** Multiplies all queries with the rows of one tile, and offers each query those that can be among its nearest. */
  function offerTile(facts: readonly SevenBits[], slots: Uint32Array): void {
    let largestError = 0;
    measured ??= measureHalves(rows);
    own.rowFacts.fill(0);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] ?? 0;
      setRowFact(factScale, i, known.scale[slot] ?? 0);
      setRowFact(factPrefixWeight, i, measured.weights[slot] ?? 0);
      setRowFact(factRestNorm, i, measured.restNorms[slot] ?? 0);
      errors[i] = known.coarseErrorL2[slot] ?? 0;
      largestError = Math.max(largestError, errors[i] ?? 0);
    }
    for (let query = 0; query < facts.length; query++) {
      const { scale = 0, offset = 0, error = 0, restNorm = 0 } = facts[query] ?? {};
      const least = -(contenders[query]?.limit() ?? 0) - largestOff(error, largestError) - screenSlack;
      if (scale === 0) setLimit(query, 0, 0, Number.NEGATIVE_INFINITY);
      else setLimit(query, offset / scale, restNorm / scale, least / scale);
    }
    multiply(facts.length + 1, placeTile(slots), slots.length);
    for (let i = 0; i < slots.length; i++) {
      const sum = sums[facts.length * tileStride + i] ?? 0;
      rowSums[i] = sum;
      setRowFact(factWeight, i, (known.scale[slots[i] ?? 0] ?? 0) * sum);
    }
    kernel.screen(at.limits, at.limits + facts.length * limitCount * 4, at.rowFacts, at.sums);
    for (let query = 0; query < facts.length; query++) {
      if (own.found[query * limitCount + limitFound] === 1)
        offerRows(query, facts[query], slots, largestError);
    }
  }

  function offerRows(
    query: number,
    fact: SevenBits | undefined,
    slots: Uint32Array,
    largestError: number,
  ): void {
    const contender = contenders[query];
    if (contender === undefined || fact === undefined) return;
    const { scale, offset, error } = fact;
    const off = largestOff(error, largestError);
    let highest = contender.limit() + off;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] ?? 0;
      const dot = scale * (sums[query * tileStride + i] ?? 0) - offset * (rowSums[i] ?? 0);
      const distance = -dot * (known.scale[slot] ?? 0);
      if (distance > highest) continue;
      contender.add(slot, distance, largestOff(error, errors[i] ?? 0));
      highest = contender.limit() + off;
    }
  }

  function vectorAt(place: number, row: RowBytes): Float32Array {
    const known = vectors[place];
    if (known !== undefined) return known;
    const vector = vectorRoom.subarray(place * embeddingLength, (place + 1) * embeddingLength);
    numbers.writeVector(row, vector);
    vectors[place] = vector;
    return vector;
  }

  /** Slots that can be among the nearest of each query by their coarse bytes, from tiles of all rows. */
  function compareAll({ counts, candidates }: QueryBlock): (Uint32Array | null)[] {
    const facts = asked.map((row, i) => writeSevenBits(row, queryBytes(i)));
    // A query of ones: its product with a row is the sum of the row's bytes. No tile with it is given up.
    queryBytes(facts.length).fill(1);
    setLimit(facts.length, 0, 0, Number.NEGATIVE_INFINITY);
    for (const [i, k] of counts.entries()) contenders[i]?.start(k);
    for (let start = 0; start < candidates.length; start += tileRowCount)
      offerTile(facts, candidates.subarray(start, start + tileRowCount));
    return facts.map((_, i) => contenders[i]?.left() ?? null);
  }

  /** What the query's own bytes leave out. */
  const offOf = (row: RowBytes): number => row.fineErrorL2 + readSlack;

  function aim(place: number): void {
    if (place === aimed) return;
    const row = asked[place];
    if (row === undefined) throw new RangeError(`The block has no query ${place}.`);
    products.aim(row, offOf(row));
    aimed = place;
  }

  function bound(place: number, slots: Uint32Array, bytes: 'coarse' | 'all'): Bounds {
    aim(place);
    const bounds = boundsOf(slots);
    products.fill(bounds, bytes);
    return bounds;
  }

  /** Coarse bytes tell of half of the rows, whose fine bytes need not be read then. */
  function propose(place: number, k: number, among: Uint32Array | null): Uint32Array | null {
    if (among === null || among.length > maxRefined) return null;
    const possible = keepPossible(bound(place, among, 'coarse'), k);
    return keepPossible(bound(place, possible, 'all'), k);
  }

  /** From those rows that their prefixes leave; null where these are too many. */
  function proposeSifted({ counts, candidates }: QueryBlock): (Uint32Array | null)[] | null {
    if (sieve === null) return null;
    const countOf = (place: number): number => counts[place] ?? 0;
    return sieve.sift(
      asked.map((row, i): SievedQuery => ({ vector: vectorAt(i, row), off: offOf(row), k: countOf(i) })),
      candidates,
      (query, promising) => {
        const { distances, errors } = bound(query, promising, 'all');
        return -kthSmallestSum(distances, errors, countOf(query));
      },
      (query, left) => propose(query, countOf(query), left),
    );
  }

  return (block) => {
    const { queries, counts: wanted } = block;
    vectors = [];
    aimed = -1;
    asked = queries instanceof Float32Array ? rowsOfVectors(queries) : Array.from(queries, rowAt);
    const found =
      proposeSifted(block) ?? compareAll(block).map((among, i) => propose(i, wanted[i] ?? 0, among));
    const counts = Uint32Array.from(found, (slots) => slots?.length ?? tooMany);
    const proposed = new Uint32Array(found.reduce((sum, slots) => sum + (slots?.length ?? 0), 0));
    let end = 0;
    for (const slots of found) {
      proposed.set(slots ?? [], end);
      end += slots?.length ?? 0;
    }
    return { counts, slots: proposed };
  };
}

function rowsOfVectors(vectors: Float32Array): RowBytes[] {
  return Array.from({ length: vectors.length / embeddingLength }, (_, i) => {
    const coarse = new Int8Array(embeddingLength);
    const fine = new Int8Array(embeddingLength);
    const vector = vectors.subarray(i * embeddingLength, (i + 1) * embeddingLength);
    return { coarse, fine, ...quantiseVector(vector, coarse, fine) };
  });
}

/** |⟨x, y⟩ − ⟨x̂, ŷ⟩| ≤ ‖x − x̂‖·‖y‖ + ‖x̂‖·‖y − ŷ‖, by Cauchy and Schwarz. */
function largestOff(queryError: number, rowError: number): number {
  return queryError + (1 + queryError) * rowError + dotSlack;
}

/** Per row its scale times the sum of its first numbers, and the norm of the others. */
interface HalfRows {
  readonly weights: Float32Array;
  readonly restNorms: Float32Array;
}

function measureHalves({ count, coarse, facts }: SharedRows): HalfRows {
  const weights = new Float32Array(count);
  const restNorms = new Float32Array(count);
  for (let slot = 0; slot < count; slot++) {
    const row = rowOf(coarse, slot);
    const scale = facts.scale[slot] ?? 0;
    let sum = 0;
    for (let i = 0; i < prefixLength; i++) sum += row[i] ?? 0;
    weights[slot] = scale * sum;
    restNorms[slot] = restNormOf(row, scale, 0);
  }
  return { weights, restNorms };
}
