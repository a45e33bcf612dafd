/** Entry of the thread that `layOut` owns: lays out one neighbour graph, measures the layout, and ends. */
import { workerData } from 'node:worker_threads';
import { measureTrustworthiness } from '../../core/map/trustworthiness.ts';
import { layOutTsne } from '../../core/map/tsne/layOutTsne.ts';
import { findOwner } from '../threads/asThread.ts';
import type { Layout, LayoutStep, LayoutTask } from './messages.ts';
import { layOutUmap } from './umap.ts';

const { method, graph, trustworthiness: isMeasured } = workerData as LayoutTask;

const { tellProgress, vectorsOf, finish } = findOwner<LayoutStep, Layout>();

const onLaidOut = (done: number): void => tellProgress('layout', done);

async function place(): Promise<Float32Array> {
  // One product lies somewhere; neither method knows what to do with it.
  if (graph.count < 2) return new Float32Array(2 * graph.count);
  return method === 'umap' ? layOutUmap(graph, onLaidOut) : Float32Array.from(layOutTsne(graph, onLaidOut));
}

const positions = await place();
const trustworthiness = isMeasured
  ? await measureTrustworthiness(graph, positions, vectorsOf, (done) => tellProgress('trustworthiness', done))
  : null;
finish({ positions, trustworthiness });
