/** Moves a file to its place, over what is there; readers see the old file or the new one. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AsideOptions } from './aside.ts';
import { retryHeld, retryHeldSync } from './retryHeld.ts';
import { systemErrorCode } from './systemError.ts';

/** Not every system lets a folder be opened or flushed, and then it need not be. */
const unsupported = new Set(['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF']);

/** Both on the same disk; `from` is flushed already where that matters. @throws what the system throws */
export async function moveOver(
  from: string,
  to: string,
  { isCache = false }: AsideOptions = {},
): Promise<void> {
  await retryHeld(() => rename(from, to));
  if (!isCache) await flushFolder(dirname(to));
}

/** @throws what the system throws */
export function moveOverSync(from: string, to: string, { isCache = false }: AsideOptions = {}): void {
  retryHeldSync(() => renameSync(from, to));
  if (!isCache) flushFolderSync(dirname(to));
}

/** Makes the names in a folder last through a power cut. @throws what the system throws */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (thrown) {
    if (!unsupported.has(systemErrorCode(thrown))) throw thrown;
  }
}

/** @throws what the system throws */
export function flushFolderSync(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
  } catch (thrown) {
    if (!unsupported.has(systemErrorCode(thrown))) throw thrown;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
