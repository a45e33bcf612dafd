import { findEntry } from '../files/findEntry.ts';

/** A batch thread's entry. @throws Failure `backend-unavailable` where the installation is incomplete */
export function findBatchThread(): string {
  return findEntry('batchThread', import.meta.url, 'compares many products at once');
}
