/** Queries and rows that were found for them, in memory that is used again: lists of numbers would be collected all the time. */

export interface FoundPairs {
  clear(): void;
  add(query: number, slot: number, value: number): void;
  /** For each query its slots, in the order in which they were added, whose value is not below the query's least. */
  byQuery(queryCount: number, leastOf: (query: number) => number): Uint32Array[];
}

const firstCapacity = 16_384;

export function createFoundPairs(): FoundPairs {
  let queries = new Uint32Array(firstCapacity);
  let slots = new Uint32Array(firstCapacity);
  let values = new Float32Array(firstCapacity);
  let count = 0;

  function grow(): void {
    const [ofQueries, ofSlots, ofValues] = [queries, slots, values];
    queries = new Uint32Array(2 * count);
    slots = new Uint32Array(2 * count);
    values = new Float32Array(2 * count);
    queries.set(ofQueries);
    slots.set(ofSlots);
    values.set(ofValues);
  }

  return {
    clear() {
      count = 0;
    },
    add(query, slot, value) {
      if (count === slots.length) grow();
      queries[count] = query;
      slots[count] = slot;
      values[count] = value;
      count++;
    },
    byQuery(queryCount, leastOf) {
      const leasts = Float64Array.from({ length: queryCount }, (_, query) => leastOf(query));
      const lengths = new Uint32Array(queryCount);
      const isHigh = (pair: number): boolean => (values[pair] ?? 0) >= (leasts[queries[pair] ?? 0] ?? 0);
      for (let pair = 0; pair < count; pair++) {
        const query = queries[pair] ?? 0;
        if (isHigh(pair)) lengths[query] = (lengths[query] ?? 0) + 1;
      }
      const ordered = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
      const ends = new Uint32Array(queryCount);
      let end = 0;
      for (const [query, length] of lengths.entries()) {
        ends[query] = end;
        end += length;
      }
      for (let pair = 0; pair < count; pair++) {
        if (!isHigh(pair)) continue;
        const query = queries[pair] ?? 0;
        ordered[ends[query] ?? 0] = slots[pair] ?? 0;
        ends[query] = (ends[query] ?? 0) + 1;
      }
      return Array.from(lengths, (length, query) => {
        const last = ends[query] ?? 0;
        return ordered.subarray(last - length, last);
      });
    },
  };
}
