/** t-SNE (van der Maaten 2008) of a neighbour graph, with openTSNE's early exaggeration and learning rate. */
import type { NeighbourGraph } from '../ports.ts';
import { createRandom } from '../random.ts';
import { findAffinities } from './affinities.ts';
import { beginSpectrally } from './beginSpectrally.ts';
import { createDescent, type Phase } from './descend.ts';
import { createGridRepulsion } from './repelByGrid.ts';
import { repelExactly } from './repulsion.ts';

const perplexity = 30;
/** Neighbours that attract a point: three times the perplexity. */
export const tsneNeighbours = 3 * perplexity;

/** With fewer points every pair is as fast as a grid. */
const gridFrom = 4000;

const seed = 1;

const phases: readonly Phase[] = [
  { iterations: 250, exaggeration: 12 },
  { iterations: 500, exaggeration: 1 },
];
const allIterations = phases.reduce((sum, { iterations }) => sum + iterations, 0);

/**
 * The same graph gives the same layout. With fewer neighbours than asked for, the perplexity is a third of what there is.
 * @param onProgress told, from within the work, of the share that is done
 * @returns x and y in turn
 */
export function layOutTsne(graph: NeighbourGraph, onProgress: (done: number) => void): Float64Array {
  const affinities = findAffinities(graph, Math.max(1, Math.min(perplexity, graph.k / 3)));
  const positions = beginSpectrally(affinities, createRandom(seed));
  const repel = graph.count < gridFrom ? repelExactly : createGridRepulsion(graph.count);
  const descent = createDescent(affinities, positions, repel);
  let done = 0;
  for (const phase of phases) {
    descent.run(phase, () => {
      done++;
      onProgress(done / allIterations);
    });
  }
  return positions;
}
