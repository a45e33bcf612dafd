/** Which of a block's queries meet which rows: all of them all, or where rows are laid out by cells, those of rings that can matter to them. */
import { maxBlockQueries } from '../threadMemory.ts';
import { everyPlace, type LaidPlaces, placesOf, stepsAround } from './cells/cellLayout.ts';
import {
  type AngleColumn,
  cellCountOf,
  createCompass,
  lastRingOf,
  type QueryPoint,
  reachingSteps,
  ringCount,
  writeAngles,
} from './cells/cells.ts';
import type { SharedCells } from './sieveMemory.ts';

/** Rows by cell and ring, and who meets them. */
export interface Meeting extends Pick<LaidPlaces, 'places' | 'starts'> {
  readonly cellCount: number;
  readonly ringCount: number;
  /** Writes for each query the innermost ring of the cell that it meets, −1 where it meets none. */
  writeLast(cell: number, into: Int8Array): void;
}

/** Every query meets every row of a list. */
export function meetAll(places: Uint32Array): Meeting {
  return {
    places,
    starts: Uint32Array.of(0, places.length),
    cellCount: 1,
    ringCount: 1,
    writeLast: (_cell, into) => into.fill(0),
  };
}

export interface CellMeetings {
  /** Of some slots; each query, of which null has no direction, meets those around it, so many or more. */
  around(slots: Uint32Array, queries: readonly (QueryPoint | null)[], count: number): Meeting;
  /** Of the same slots and queries: each meets those whose product with it can be its least. */
  reaching(leasts: readonly number[]): Meeting;
}

export function createCellMeetings({ cells, slots: all, starts }: SharedCells): CellMeetings {
  const cellCount = cellCountOf(cells);
  const compass = createCompass(cells.centres);
  const everywhere = everyPlace({ slots: all, starts });
  /** Of each cell one after the other, those of all queries. */
  const angles = new Uint16Array(cellCount * maxBlockQueries);
  const steps = new Int32Array(maxBlockQueries);
  let among = everywhere;
  let points: readonly (QueryPoint | null)[] = [];

  const anglesOf = (query: number): AngleColumn => ({ angles, first: query, apart: maxBlockQueries });

  function aim(first: number): void {
    const [pointA, pointB] = [points[first] ?? null, points[first + 1] ?? null];
    const some = pointA ?? pointB;
    if (some === null) return;
    const products = compass.products((pointA ?? some).point, (pointB ?? some).point);
    if (pointA !== null) writeAngles(products, 0, pointA.norm, anglesOf(first));
    if (pointB !== null) writeAngles(products, 1, pointB.norm, anglesOf(first + 1));
  }

  // Each in a loop of its own: it is done for every cell and query of a block.
  function writeAround(cell: number, into: Int8Array): void {
    for (let query = 0, at = cell * maxBlockQueries; query < points.length; query++, at++)
      into[query] = (angles[at] ?? 0) <= (steps[query] ?? 0) ? ringCount - 1 : -1;
  }

  function writeReaching(cell: number, into: Int8Array): void {
    for (let query = 0, at = cell * maxBlockQueries; query < points.length; query++, at++)
      into[query] = lastRingOf(angles[at] ?? 0, steps[query] ?? 0);
  }

  return {
    around(slots, queries, count) {
      among = slots.length === all.length ? everywhere : placesOf({ slots: all, starts }, slots);
      points = queries;
      // Without a direction it is as near to all.
      angles.fill(0);
      for (let query = 0; query < queries.length; query += 2) aim(query);
      for (let query = 0; query < queries.length; query++)
        steps[query] = stepsAround(among, anglesOf(query), count);
      return { ...among, cellCount, ringCount, writeLast: writeAround };
    },
    reaching(leasts) {
      for (const [query, point] of points.entries())
        steps[query] = point === null ? 0 : reachingSteps(cells, point, leasts[query] ?? 0);
      return { ...among, cellCount, ringCount, writeLast: writeReaching };
    },
  };
}
