import { findEntry } from '../files/findEntry.ts';

/** The worker process's entry. @throws Failure `backend-unavailable` where the installation is incomplete */
export function findVisionProcess(): string {
  return findEntry('visionProcess', import.meta.url, 'reads images');
}
