/** Learns a map on a thread of its own. */
import { tuningCancelled } from '../../core/tuning/failures.ts';
import { findEntry } from '../files/findEntry.ts';
import { type ThreadHost, workAside } from '../threads/workAside.ts';
import type { Learned, TuneStep, TuneTask } from './messages.ts';

/**
 * Null where there is nothing to learn.
 * @throws Failure `backend-unavailable`, `internal`; `cancelled`; what `vectorsOf` throws
 */
export async function learnAside(task: TuneTask, host: ThreadHost<TuneStep>): Promise<Learned | null> {
  const work = {
    entry: findEntry('tuningThread', import.meta.url, 'learns a distance'),
    task,
    cancelled: tuningCancelled,
    whenCut: 'Nothing could be learned: the work',
  };
  return workAside<TuneStep, Learned | null>(work, host);
}
