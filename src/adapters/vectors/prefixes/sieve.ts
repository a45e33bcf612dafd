/** Which rows a block of queries must read at all, from prefixes: what `narrowing.ts` does for one query, on a batch thread. */
import { replaceLargest } from '../bounds.ts';
import { axisCount, siftLaneMost, siftLanes, siftOffset } from '../kernelLayout.ts';
import { createKernels } from '../kernels.ts';
import { normOf } from '../normOf.ts';
import { type AimedQuery, aimQuery, largestOfBytes, type Projected } from './aimedQuery.ts';
import { nearestCount } from './cells/cellLayout.ts';
import { queryPointOf } from './cells/cells.ts';
import { createFoundPairs } from './foundPairs.ts';
import { createCellMeetings, type Meeting, meetAll } from './meetings.ts';
import { largestPlaces } from './narrowing.ts';
import { blockProjectionError, createBlockProjector } from './projector.ts';
import { createReach, pickSlots } from './reach.ts';
import { openReachRoom, openSieveMemory, type SharedPrefixes } from './sieveMemory.ts';
import { createSiftPass, type TakeHigh } from './siftPass.ts';

/** A query of a block. */
export interface SievedQuery {
  /** Its vector, and how far the stored one can be from it. */
  readonly vector: Float32Array;
  readonly off: number;
  readonly k: number;
}

export interface Sieve {
  /**
   * For each query what is made of the slots that can be among its nearest, ties with the last included; null where these are too many for
   * prefixes to be worth their reading.
   * @param leastOf what the product of a query with the k-th nearest of some promising slots is at least
   * @param finish asked for a query right after `leastOf` was asked for it last
   */
  sift<Finished>(
    queries: readonly SievedQuery[],
    candidates: Uint32Array,
    leastOf: (query: number, promising: Uint32Array) => number,
    finish: (query: number, slots: Uint32Array) => Finished,
  ): Finished[] | null;
}

/** Of fewer rows, or of more of them than one in so many, multiplying all in tiles takes no longer. */
const minRows = 2048;
const minRowsPerWanted = 16;
/** Rows that tell how near the k-th is at least: a few more than k, since prefixes mistake their order. With twice as many it takes longer. */
const promisingOf = (k: number): number => k + 8;
/** More of all pairs than one in so many left: reading their long prefixes from somewhere takes longer than multiplying all in tiles. */
const minPairsPerLeft = 4;
/**
 * Half of the rows, which are looked at for promising ones: what their prefixes let through more, the long ones take back. By the golden
 * section, so that no regular order of the rows is met, such as a front and a back of every product.
 */
function sampleOf(slots: Uint32Array): Uint32Array {
  const sample = new Uint32Array(slots.length);
  let length = 0;
  for (let place = 0; place < slots.length; place++)
    if (Math.imul(place, 0x9e3779b1) >= 0) sample[length++] = slots[place] ?? 0;
  return sample.subarray(0, length);
}

const maxNumber = siftOffset - 1;
/** Each number of a lane is rounded, by a half at most. */
const maxLaneSum = siftLaneMost - axisCount / siftLanes / 2;

export function createSieve({ short, long, cells }: SharedPrefixes, room: number): Sieve {
  const rows = cells?.rows ?? short;
  const { axes, largest } = rows;
  const project = createBlockProjector(long.axes.axes);
  const bytesNorm = largestOfBytes(axes);
  const own = openSieveMemory(rows, room);
  const meetings = cells === null ? null : createCellMeetings(cells);
  const { setLimit, pass } = createSiftPass(rows, cells?.slots ?? null, own);
  const foundPairs = createFoundPairs();
  const longRoom = openReachRoom(long, room);
  const reach = createReach({ ...long, kernel: createKernels(long.memory), room: () => longRoom });
  const laneSums = new Float64Array(siftLanes);
  /** Blocks that prefixes left too much of, less those that they did not. */
  let excess = 0;

  /** Presses a query's numbers into bytes. @returns what one of them is worth, and the norm of what all leave out */
  function writeQuery(place: number, { numbers, scale }: AimedQuery): { worth: number; lost: number } {
    let largestNumber = 0;
    laneSums.fill(0);
    for (let i = 0; i < axisCount; i++) {
      const number = Math.abs(numbers[i] ?? 0);
      largestNumber = Math.max(largestNumber, number);
      const lane = (i >> 1) % siftLanes;
      laneSums[lane] = (laneSums[lane] ?? 0) + number;
    }
    const press =
      largestNumber === 0 ? 1 : Math.min(maxNumber / largestNumber, maxLaneSum / Math.max(...laneSums));
    let squares = 0;
    for (let i = 0; i < axisCount; i++) {
      const number = numbers[i] ?? 0;
      const pressed = Math.round(number * press);
      own.queries[place * axisCount + i] = pressed + siftOffset;
      squares += (number - pressed / press) ** 2;
    }
    return { worth: scale / press || 1, lost: scale * Math.sqrt(squares) };
  }

  /** For each query the slots of the largest estimates. */
  function findPromising(met: Meeting, counts: readonly number[]): Uint32Array[] {
    const heaps = heapsOf(counts);
    foundPairs.clear();
    const raise = (query: number): void => setLimit(query, 0, 0, 0, -(heaps[query]?.[0] ?? 0));
    for (const query of counts.keys()) raise(query);
    const take: TakeHigh = (query, slot, place) => {
      const heap = heaps[query];
      const value = own.foundValues[place] ?? 0;
      // A row without a prefix has no estimate.
      if (heap === undefined || !(-value < (heap[0] ?? 0))) return;
      replaceLargest(heap, -value);
      foundPairs.add(query, slot, value);
    };
    pass(met, counts.length, take, (listed) => {
      for (let i = 0; i < listed; i++) raise(own.list[i] ?? 0);
      return true;
    });
    return foundPairs.byQuery(counts.length, (query) => -(heaps[query]?.[0] ?? 0));
  }

  return {
    sift(queries, candidates, leastOf, finish) {
      const counts = queries.map(({ k }) => promisingOf(k));
      const most = Math.max(...queries.map(({ k }) => k));
      if (excess > 0 || candidates.length < Math.max(minRows, most * minRowsPerWanted)) return null;
      const alongAxes = project(queries.map(({ vector }) => vector));
      const aimed = queries.map(({ vector }, place) => {
        const along = alongAxes[place] ?? new Float32Array(0);
        const projected: Projected = { along, norm: normOf(vector), error: blockProjectionError };
        const query = aimQuery(axes, projected, bytesNorm, largest);
        return { query, projected, ...writeQuery(place, query) };
      });
      const points = aimed.map(({ query }) => queryPointOf(axes, query));
      const nearCount = nearestCount(Math.max(...counts), candidates.length);
      const near = meetings?.around(candidates, points, nearCount) ?? meetAll(sampleOf(candidates));
      const leasts = findPromising(near, counts).map(
        (promising, place) => leastOf(place, promising) - aboveOf(queries[place]),
      );
      for (const [place, { query, worth, lost }] of aimed.entries()) {
        const { restWeight, offWeight, middle, slack } = query;
        const least = (leasts[place] ?? 0) - middle - slack;
        setLimit(place, restWeight / worth, offWeight / worth, lost / worth, least / worth);
      }
      const reaching = meetings?.reaching(leasts) ?? meetAll(candidates);
      foundPairs.clear();
      let spare = (queries.length * candidates.length) / minPairsPerLeft;
      const take: TakeHigh = (query, slot) => {
        foundPairs.add(query, slot, 0);
        spare--;
      };
      const isNarrow = pass(reaching, queries.length, take, () => spare >= 0);
      excess += isNarrow ? -1 : 1;
      if (!isNarrow) return null;
      return foundPairs
        .byQuery(queries.length, () => 0)
        .map((slots, place) => {
          const projected = aimed[place]?.projected;
          return finish(place, projected === undefined ? slots : sharpen(place, slots, projected));
        });

      /** The same from the long prefixes of what the short ones left. */
      function sharpen(place: number, near: Uint32Array, projected: Projected): Uint32Array {
        if (near.length > longRoom.capacity) return near;
        const reaches = reach(near, projected);
        const promising = pickSlots(near, largestPlaces(reaches, counts[place] ?? 0));
        const least = leastOf(place, promising) - aboveOf(queries[place]);
        return pickSlots(near, reaches.places('highest', least - reaches.base));
      }
    },
  };
}

/** What the product with the stored vector can be above that with a query's own. */
function aboveOf(query: SievedQuery | undefined): number {
  return (query?.off ?? 0) * normSlack;
}

/** A heap of each size, in one piece of memory. */
function heapsOf(counts: readonly number[]): Float64Array[] {
  const all = new Float64Array(counts.reduce((sum, count) => sum + count, 0)).fill(Number.POSITIVE_INFINITY);
  let end = 0;
  return counts.map((count) => {
    end += count;
    return all.subarray(end - count, end);
  });
}

/** Vectors are normalised to within float32 only. */
const normSlack = 1 + 1e-6;
