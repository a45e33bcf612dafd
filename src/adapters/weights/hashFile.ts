import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Hex hash of a file's bytes, streamed. Rejects with the system's error where it cannot be read. */
export async function hashFile(file: string, algorithm: 'sha256' | 'md5'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The sha256 of files that are asked about often: hashed again only where size or time changed since. */
export function createHashMemory(): (file: string) => Promise<string> {
  const known = new Map<string, { readonly stamp: string; readonly sha256: string }>();
  return async (file) => {
    const { size, mtimeMs } = await stat(file);
    const stamp = `${size} ${mtimeMs}`;
    const kept = known.get(file);
    if (kept?.stamp === stamp) return kept.sha256;
    const sha256 = await hashFile(file, 'sha256');
    known.set(file, { stamp, sha256 });
    return sha256;
  };
}
