/** Lays out a neighbour graph on a thread of its own. */
import { mapCancelled } from '../../core/map/mapFailures.ts';
import { findEntry } from '../files/findEntry.ts';
import { type ThreadHost, workAside } from '../threads/workAside.ts';
import type { Layout, LayoutStep, LayoutTask } from './messages.ts';

/**
 * @param task its graph is at the thread's from then on, and empty here
 * @throws Failure `backend-unavailable`, `internal`; `cancelled`; what `vectorsOf` throws
 */
export async function layOut(task: LayoutTask, host: ThreadHost<LayoutStep>): Promise<Layout> {
  const { neighbours, distances } = task.graph;
  const work = {
    entry: findEntry('layoutThread', import.meta.url, 'lays out the map'),
    task,
    transferList: [neighbours.buffer as ArrayBuffer, distances.buffer as ArrayBuffer],
    cancelled: mapCancelled,
    whenCut: 'The map could not be laid out: its work',
  };
  return workAside<LayoutStep, Layout>(work, host);
}
