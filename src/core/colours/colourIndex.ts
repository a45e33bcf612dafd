/**
 * An index in which colour counts beside the look, over the very slots of another index. A vector is that of the other index times √(1 − weight),
 * and the picture's colours times √weight: where both have the norm 1, the cosine of two such is (1 − weight) · cosine + weight · likeness
 * of colours. So likes and unlikes, variety and lists work on it as on any index.
 */
import { compareNeighbours } from '../search/compareMatches.ts';
import { compareBy, compareVectors } from '../search/metrics.ts';
import { overSlotsOf, type Slots } from '../search/overSlots.ts';
import type {
  NearestAnswer,
  NearestRequest,
  Neighbour,
  ScoreParts,
  SeenPicture,
  VectorIndex,
} from '../search/ports.ts';
import { normaliseColours } from './colourRows.ts';
import { coloursLength } from './drawColours.ts';
import type { ColourRows } from './ports.ts';

export interface ColourIndex extends VectorIndex {
  /** A picture as this index compares it; its vector is one of the other index. */
  join(picture: SeenPicture): Float32Array;
  /** What the score of the nearest of these vectors is made of. */
  partsOf(queries: readonly Float32Array[], imageId: string): ScoreParts | undefined;
}

/** A query, and what each of its parts counts. */
interface Aim {
  /** L2-normalised. */
  readonly look: Float32Array;
  readonly lookShare: number;
  /** L2-normalised. */
  readonly colours: Float32Array;
  readonly colourShare: number;
}

/** Of scores: two sums of products of vectors of norm 1 that were rounded to float32. */
const slack = 1e-6;

/**
 * @param base compares by cosine
 * @param rows up to date with it, and without pictures whose colours are not known
 * @param weight above 0, below 1
 */
export function createColourIndex(
  base: VectorIndex,
  rows: ColourRows,
  weight: number,
  metric: 'cosine' | 'tuned',
): ColourIndex {
  const [ofLook, ofColour] = [Math.sqrt(1 - weight), Math.sqrt(weight)];

  function joined(look: Float32Array, colours: Float32Array): Float32Array {
    const vector = new Float32Array(look.length + coloursLength);
    for (let i = 0; i < look.length; i++) vector[i] = ofLook * (look[i] ?? 0);
    for (let i = 0; i < coloursLength; i++) vector[look.length + i] = ofColour * (colours[i] ?? 0);
    return vector;
  }

  function vectorOf(imageId: string): Float32Array | undefined {
    const slot = base.slotOf(imageId);
    const look = base.vectorOf(imageId);
    return slot === undefined || look === undefined ? undefined : joined(look, rows.at(slot));
  }

  function aimAt(query: Float32Array): Aim {
    const [look, lookNorm] = normalise(query.subarray(0, query.length - coloursLength));
    const [colours, colourNorm] = normalise(query.subarray(query.length - coloursLength));
    // Where likes and unlikes leave no look, any will do: it counts nothing.
    if (lookNorm === 0) look[0] = 1;
    return { look, lookShare: ofLook * lookNorm, colours, colourShare: ofColour * colourNorm };
  }

  /**
   * The nearest by look first; then, of the others, those whose colours are so alike that they could still be among the `k` if they looked as
   * alike as the last that was found, until none is left.
   * @param begun how many were asked for by look alone, and the answer
   */
  function search(
    query: Float32Array,
    k: number,
    allowed: Uint8Array | null,
    begun?: { readonly asked: number; readonly answer: readonly Neighbour[] },
  ): Neighbour[] {
    const { look, lookShare, colours, colourShare } = aimAt(query);
    const products = rows.multiply(colours);
    const scoreAt = (slot: number, ofItsLook: number): number =>
      lookShare * ofItsLook + colourShare * (products[slot] ?? 0);
    const left = allowed?.slice() ?? new Uint8Array(base.slotCount).fill(1);
    const found: { readonly slot: number; readonly score: number }[] = [];
    let asked = begun?.asked ?? askedFirst(k);
    let answer = begun?.answer ?? base.nearest(look, asked, metric, allowed);
    for (;;) {
      for (const { slot, score } of answer) {
        found.push({ slot, score: scoreAt(slot, score) });
        left[slot] = 0;
      }
      found.sort((a, b) => b.score - a.score);
      const least = (found[k - 1]?.score ?? Number.NEGATIVE_INFINITY) - slack;
      const last = answer.at(-1)?.score ?? -1;
      const isOver = answer.length < asked;
      let possible = 0;
      for (let slot = 0; slot < left.length && !isOver; slot++) {
        if (left[slot] === 0) continue;
        if (scoreAt(slot, last) >= least) possible++;
        else left[slot] = 0;
      }
      if (possible === 0) return inOrder(query, found, least).slice(0, k);
      asked = Math.min(possible, 2 * asked);
      // A copy: an index may remember what such a mask lists.
      answer = base.nearest(look, asked, metric, left.slice());
    }
  }

  /** Compared as every other two vectors are, so that equal ones have equal scores wherever they come from. */
  function inOrder(
    query: Float32Array,
    found: readonly { readonly slot: number; readonly score: number }[],
    least: number,
  ): Neighbour[] {
    const neighbours: Neighbour[] = [];
    for (const { slot, score } of found) {
      const vector = score < least ? undefined : vectorOf(base.imageAt(slot) ?? '');
      if (vector !== undefined) neighbours.push({ slot, ...compareVectors(query, vector, metric) });
    }
    return neighbours.sort(compareNeighbours);
  }

  return overSlotsOf<Omit<ColourIndex, keyof Slots>>(base, {
    join: ({ vector, colours }) => joined(vector, normaliseColours(colours)),
    partsOf(queries, imageId) {
      const own = vectorOf(imageId);
      if (own === undefined) return undefined;
      const aims = queries.map((query) => ({ query, ...compareVectors(query, own, metric) }));
      const [nearest] = aims.sort((a, b) => a.distance - b.distance);
      if (nearest === undefined) return undefined;
      const [one, other] = [aimAt(nearest.query), aimAt(own)];
      const look = compareVectors(one.look, other.look, metric).score;
      return { look, colour: compareVectors(one.colours, other.colours, metric).score };
    },
    vectorOf,
    compare: compareBy(vectorOf),
    prepare: (_metric, k) => base.prepare(metric, askedFirst(k)),
    nearest: (query, k, _metric, allowed) => search(query, k, allowed),
    async *nearestOfEach<Request extends NearestRequest>(
      requests: Iterable<Request> | AsyncIterable<Request>,
      _metric: unknown,
      onFallback: Parameters<VectorIndex['nearestOfEach']>[2],
    ): AsyncGenerator<NearestAnswer<Request>> {
      async function* byLook(): AsyncGenerator<NearestRequest & { readonly asked: Request }> {
        for await (const asked of requests) {
          const { slots, vectors = [], k, allowed } = asked;
          yield {
            asked,
            slots,
            vectors: vectors.map((query) => aimAt(query).look),
            k: askedFirst(k),
            allowed,
          };
        }
      }
      for await (const { request, neighbours } of base.nearestOfEach(byLook(), metric, onFallback)) {
        const { slots, vectors = [], k, allowed } = request.asked;
        const queries = [...slots.map((slot) => vectorOf(base.imageAt(slot) ?? '')), ...vectors];
        yield {
          request: request.asked,
          neighbours: queries.map((query, at) => {
            const begun = { asked: request.k, answer: neighbours[at] ?? [] };
            return query === undefined ? [] : search(query, k, allowed, begun);
          }),
        };
      }
    },
  });
}

/** Those among which most of the `k` are, however much colour counts. */
function askedFirst(k: number): number {
  return 4 * k + 100;
}

/** A copy, with the norm that it had; zeros stay what they are. */
function normalise(vector: Float32Array): [Float32Array, number] {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  return [norm === 0 ? vector.slice() : vector.map((value) => value / norm), norm];
}
