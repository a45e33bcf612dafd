/** How strongly points attract each other in t-SNE (van der Maaten 2008), over the neighbour graph alone. */
import type { NeighbourGraph } from '../ports.ts';

/** A symmetric sparse matrix by rows: those of row i lie from `starts[i]` to `starts[i + 1]`. All values add up to 1. */
export interface Affinities {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Halvings of the range in which a point's precision lies; the perplexity is met to five digits after half of them. */
const mostSteps = 100;
const closeEnough = 1e-5;

/** Joint probabilities: each point's own, of this perplexity, made symmetric. @param perplexity at most `graph.k` */
export function findAffinities(graph: NeighbourGraph, perplexity: number): Affinities {
  return symmetrise(graph, conditionalProbabilities(graph, perplexity));
}

/** Gaussian weights of each point's neighbours; each point's add up to 1. */
export function conditionalProbabilities(
  { count, k, distances }: NeighbourGraph,
  perplexity: number,
): Float32Array {
  const wanted = Math.log(perplexity);
  const probabilities = new Float32Array(count * k);
  const squares = new Float64Array(k);
  const weights = new Float64Array(k);
  for (let point = 0; point < count; point++) {
    const first = point * k;
    // Only differences count, and the nearest then never underflows.
    const least = (distances[first] ?? 0) ** 2;
    for (let at = 0; at < k; at++) squares[at] = (distances[first + at] ?? 0) ** 2 - least;
    const sum = findWeights(squares, wanted, weights);
    for (let at = 0; at < k; at++) probabilities[first + at] = (weights[at] ?? 0) / sum;
  }
  return probabilities;
}

/**
 * Finds the precision with which the weights have the wanted entropy; where all are as far away, every precision has the same.
 * @returns what the weights add up to
 */
function findWeights(squares: Float64Array, wanted: number, weights: Float64Array): number {
  let precision = 1;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let step = 0; step < mostSteps; step++) {
    sum = 0;
    let weighted = 0;
    for (let at = 0; at < squares.length; at++) {
      const square = squares[at] ?? 0;
      const weight = Math.exp(-precision * square);
      weights[at] = weight;
      sum += weight;
      weighted += weight * square;
    }
    const difference = Math.log(sum) + (precision * weighted) / sum - wanted;
    if (Math.abs(difference) < closeEnough) break;
    if (difference > 0) low = precision;
    else high = precision;
    precision = high === Number.POSITIVE_INFINITY ? precision * 2 : (low + high) / 2;
  }
  return sum;
}

function symmetrise({ count, k, neighbours }: NeighbourGraph, probabilities: Float32Array): Affinities {
  const pointing = new Uint32Array(count + 1);
  for (const neighbour of neighbours) pointing[neighbour + 1] = (pointing[neighbour + 1] ?? 0) + 1;
  for (let point = 0; point < count; point++)
    pointing[point + 1] = (pointing[point + 1] ?? 0) + (pointing[point] ?? 0);
  /** Edges by the point that they lead to. */
  const incoming = new Uint32Array(neighbours.length);
  const filled = pointing.slice();
  for (let edge = 0; edge < neighbours.length; edge++) {
    const to = neighbours[edge] ?? 0;
    const at = filled[to] ?? 0;
    incoming[at] = edge;
    filled[to] = at + 1;
  }

  const starts = new Uint32Array(count + 1);
  const columns = new Int32Array(2 * neighbours.length);
  const values = new Float32Array(2 * neighbours.length);
  /** Where a point stands in the row that is written. */
  const places = new Int32Array(count).fill(-1);
  const share = 1 / (2 * count);
  let end = 0;
  for (let point = 0; point < count; point++) {
    const start = end;
    for (let edge = point * k; edge < (point + 1) * k; edge++) {
      const other = neighbours[edge] ?? 0;
      places[other] = end;
      columns[end] = other;
      values[end] = (probabilities[edge] ?? 0) * share;
      end++;
    }
    for (let at = pointing[point] ?? 0; at < (pointing[point + 1] ?? 0); at++) {
      const edge = incoming[at] ?? 0;
      const other = Math.floor(edge / k);
      const value = (probabilities[edge] ?? 0) * share;
      const place = places[other] ?? -1;
      if (place >= start) values[place] = (values[place] ?? 0) + value;
      else {
        columns[end] = other;
        values[end] = value;
        end++;
      }
    }
    starts[point + 1] = end;
  }
  return { count, starts, columns: columns.slice(0, end), values: values.slice(0, end) };
}
