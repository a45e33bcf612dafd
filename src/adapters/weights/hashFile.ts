import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Hex hash of a file's bytes, streamed. Rejects with the system's error where it cannot be read. */
export async function hashFile(file: string, algorithm: 'sha256' | 'md5'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
