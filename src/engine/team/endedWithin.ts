import { setTimeout as wait } from 'node:timers/promises';

/** Whether it came to its end in that time. */
export async function endedWithin(ended: Promise<unknown>, ms: number): Promise<boolean> {
  const late = new AbortController();
  const limit = wait(ms, false, { signal: late.signal }).catch(() => false);
  return Promise.race([ended.then(() => true), limit]).finally(() => late.abort());
}
