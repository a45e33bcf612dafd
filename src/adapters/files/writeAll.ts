import type { FileHandle } from 'node:fs/promises';

/** All of the bytes, however many the system takes at once. @param at where in the file; null appends */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number | null): Promise<void> {
  if (at === null) return await handle.writeFile(bytes);
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}
