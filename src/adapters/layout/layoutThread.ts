/** Entry of the thread that `layOut` owns: lays out one neighbour graph, measures the layout, and ends. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { measureTrustworthiness } from '../../core/map/trustworthiness.ts';
import { layOutTsne } from '../../core/map/tsne/layOutTsne.ts';
import type { LayoutMessage, LayoutTask } from './messages.ts';
import { layOutUmap } from './umap.ts';

const { method, graph, trustworthiness: isMeasured } = workerData as LayoutTask;

function tell(message: LayoutMessage): void {
  parentPort?.postMessage(message);
}

async function vectorsOf(points: Uint32Array): Promise<Float32Array> {
  if (parentPort === null) throw new Error('The layout thread has no owner.');
  tell({ kind: 'vectors', points });
  const [vectors] = (await once(parentPort, 'message')) as [Float32Array];
  return vectors;
}

const onLaidOut = (done: number): void => tell({ kind: 'progress', step: 'layout', done });

async function place(): Promise<Float32Array> {
  // One product lies somewhere; neither method knows what to do with it.
  if (graph.count < 2) return new Float32Array(2 * graph.count);
  return method === 'umap' ? layOutUmap(graph, onLaidOut) : Float32Array.from(layOutTsne(graph, onLaidOut));
}

const positions = await place();
const trustworthiness = isMeasured
  ? await measureTrustworthiness(graph, positions, vectorsOf, (done) =>
      tell({ kind: 'progress', step: 'trustworthiness', done }),
    )
  : null;
tell({ kind: 'done', positions, trustworthiness });
// It listens to its owner, and would wait for ever.
parentPort?.close();
