import { close, openSync } from 'node:fs';
import { readOnly } from './cacheStart.ts';

/**
 * What is read of a cache file, or null where there is no sound one: it is not there, not readable, not JSON, or there is too little memory.
 * Whatever it keeps can be made anew, which tells what can be told. Never rejects; reading begins before this returns.
 */
export async function readCacheFile<Found>(
  file: string,
  read: (descriptor: number) => Promise<Found | null>,
): Promise<Found | null> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, readOnly);
    return await read(descriptor);
  } catch {
    return null;
  } finally {
    if (descriptor !== undefined) close(descriptor, () => undefined);
  }
}
