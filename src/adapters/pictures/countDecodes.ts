import { availableParallelism } from 'node:os';

/** Images decoded side by side: one per core, and no more than eight, each may hold hundreds of megabytes. */
export function countDecodes(): number {
  return Math.min(8, Math.max(2, availableParallelism()));
}

/** Threads that draw pictures: one has most of its time left while two decoders work for it. */
export function countPictureThreads(): number {
  return Math.ceil(countDecodes() / 2);
}
