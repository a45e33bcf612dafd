/** Finds numbers by a hash of what they stand for: a chained hash table in typed arrays, twelve to sixteen bytes each. */

export interface Buckets {
  /** A number that is not in it. @param hash any whole number */
  add(number: number, hash: number): void;
  /** One that is not in it is passed over. */
  remove(number: number): void;
  /** A number that may have this hash, then those behind it: −1 ends them. What they stand for is the caller's to compare. */
  first(hash: number): number;
  next(number: number): number;
}

const none = -1;
const firstCapacity = 16;

export function createBuckets(): Buckets {
  /** By bucket, the first of its numbers; by number, the next of the same bucket, and its hash. */
  let heads = new Int32Array(firstCapacity).fill(none);
  let nexts = new Int32Array(firstCapacity);
  let hashes = new Int32Array(firstCapacity);
  let count = 0;

  /** Fibonacci hashing: hashes that differ in their low bits alone come far apart. */
  const bucketOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(heads.length) + 1);

  function link(number: number): void {
    const bucket = bucketOf(hashes[number] ?? 0);
    nexts[number] = heads[bucket] ?? none;
    heads[bucket] = number;
  }

  function growHeads(): void {
    const old = heads;
    heads = new Int32Array(2 * old.length).fill(none);
    for (const head of old) {
      for (let number = head; number !== none; ) {
        const next = nexts[number] ?? none;
        link(number);
        number = next;
      }
    }
  }

  function reserve(number: number): void {
    if (number < nexts.length) return;
    const length = Math.max(number + 1, 2 * nexts.length);
    nexts = grown(nexts, length);
    hashes = grown(hashes, length);
  }

  return {
    add(number, hash) {
      reserve(number);
      if (count === heads.length) growHeads();
      hashes[number] = hash;
      link(number);
      count++;
    },
    remove(number) {
      const bucket = bucketOf(hashes[number] ?? 0);
      let before = none;
      for (let each = heads[bucket] ?? none; each !== none; each = nexts[each] ?? none) {
        if (each === number) {
          const next = nexts[number] ?? none;
          if (before === none) heads[bucket] = next;
          else nexts[before] = next;
          count--;
          return;
        }
        before = each;
      }
    },
    first: (hash) => heads[bucketOf(hash)] ?? none,
    next: (number) => nexts[number] ?? none,
  };
}

function grown(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(numbers);
  return larger;
}

/** FNV-1a over UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
