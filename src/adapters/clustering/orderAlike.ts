/** Hierarchical clustering, for the order of a matrix: its leaves as a dendrogram would have them. */
import { agnes } from 'ml-hclust';
import type { OrderAlike } from '../../core/matrix/ports.ts';

/** By the mean distance between clusters: the two nearest are joined again and again. */
export const orderAlike: OrderAlike = (distances) => {
  if (distances.length < 2) return distances.map((_, at) => at);
  const copy = distances.map((line) => [...line]);
  return agnes(copy, { method: 'average', isDistanceMatrix: true }).indices();
};
