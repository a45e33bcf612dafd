/** What prefixes say of the product of a query with rows, wherever it is computed: by the index or on a batch thread. */

import type { WasmMemory } from '../../webAssembly/webAssembly.ts';
import type { Kernels } from '../kernels.ts';
import {
  type AimedQuery,
  aimQuery,
  type LargestFacts,
  largestOfBytes,
  type Projected,
} from './aimedQuery.ts';
import type { Axes } from './axes.ts';

/** How large the product of a query with each of some rows can be, by place in the list of their slots; good until the next. */
export interface Reaches {
  /** On a scale of their own that orders like the product. */
  readonly estimates: Float32Array;
  /** With `base` added, never below the product. */
  readonly highest: Float32Array;
  readonly base: number;
  /** The query as rows were multiplied with it. */
  readonly aimed: AimedQuery;
  /** The places from `from` on, a multiple of four, of what is not below the least; good until the next. */
  places(among: 'estimates' | 'highest', least: number, from?: number): Uint32Array;
}

/** Where reaches are computed, in bytes of the rows' memory. */
export interface ReachRoom {
  /** For `reachQueryBytes`. */
  readonly query: number;
  /** For so many slots of `reachSlotBytes`. */
  readonly slots: number;
  readonly capacity: number;
}

/** A slot, and three numbers that are computed of its row. */
export const reachSlotBytes = 16;
/** A query's numbers, and its three weights. */
export const reachQueryBytes = ({ middles }: Axes): number => middles.length * 2 + 16;

export interface ReachSource {
  readonly axes: Axes;
  readonly memory: WasmMemory;
  readonly kernel: Kernels;
  readonly rowsAddress: number;
  readonly largest: LargestFacts;
  room(): ReachRoom;
}

/** @returns what asks for the reaches of no more slots than there is room for */
export function createReach(source: ReachSource): (slots: Uint32Array, query: Projected) => Reaches {
  const { axes, memory, kernel, rowsAddress, largest } = source;
  const axisCount = axes.middles.length;
  const bytesNorm = largestOfBytes(axes);

  return (slots, query) => {
    const room = source.room();
    const aimed = aimQuery(axes, query, bytesNorm, largest);
    const weightsAddress = room.query + axisCount * 2;
    new Int16Array(memory.buffer, room.query, axisCount).set(aimed.numbers);
    new Float32Array(memory.buffer, weightsAddress, 3).set([aimed.scale, aimed.restWeight, aimed.offWeight]);
    const filled = Math.ceil(slots.length / 4) * 4;
    const estimates = room.slots + room.capacity * 4;
    const addresses = { estimates, highest: estimates + room.capacity * 4 };
    const places = addresses.highest + room.capacity * 4;
    const list = new Uint32Array(memory.buffer, room.slots, filled);
    list.set(slots);
    list.fill(slots.at(-1) ?? 0, slots.length);
    if (filled > 0)
      kernel.reach(
        room.slots,
        room.slots + filled * 4,
        room.query,
        weightsAddress,
        rowsAddress,
        addresses.estimates,
        addresses.highest,
        axisCount,
      );
    return {
      estimates: new Float32Array(memory.buffer, addresses.estimates, slots.length),
      highest: new Float32Array(memory.buffer, addresses.highest, slots.length),
      base: aimed.middle + aimed.slack,
      aimed,
      places(among, least, from = 0) {
        if (from >= slots.length) return new Uint32Array(0);
        const [start, end] = [addresses[among] + from * 4, addresses[among] + filled * 4];
        const length = (kernel.pick(start, end, roundDown(least), places) - places) / 4;
        const found = new Uint32Array(memory.buffer, places, length);
        if (from > 0) for (let i = 0; i < length; i++) found[i] = (found[i] ?? 0) + from;
        // Those that fill up the last four.
        let kept = length;
        while ((found[kept - 1] ?? 0) >= slots.length) kept--;
        return found.subarray(0, kept);
      },
    };
  };
}

/** The slots at some places of a list. */
export function pickSlots(slots: Uint32Array, places: Uint32Array): Uint32Array {
  const picked = new Uint32Array(places.length);
  for (let i = 0; i < picked.length; i++) picked[i] = slots[places[i] ?? 0] ?? 0;
  return picked;
}

/** A float32 that is not above the number. */
export function roundDown(number: number): number {
  return Math.fround(number - Math.abs(number) * 2 ** -23);
}
