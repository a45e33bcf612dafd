/** The file beside its place that `writeAside` and `writeAsideSync` write first. */
import { createHash, randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

export interface AsideOptions {
  /** What can be made again need not be flushed to the disk: after a power cut it may be cut or empty. */
  readonly isCache?: boolean;
  /** Nobody else writes this file now: its name aside stays the same, so that what a killed process left is written over. */
  readonly isOnlyWriter?: boolean;
  /** Nobody but its owner may read it or write it, from its first byte on; Windows keeps no such bits. */
  readonly isPrivate?: boolean;
}

/** In the same folder, since a rename must not cross disks; short, since the file's own name may be as long as is allowed. */
export function asidePath(target: string, { isOnlyWriter = false }: AsideOptions): string {
  const mark = isOnlyWriter ? createHash('sha256').update(basename(target)).digest() : randomBytes(8);
  return join(dirname(target), `.twinset-${mark.toString('hex').slice(0, 16)}.part`);
}

/** Whether a file of this name is what a killed process was writing. */
export function isAside(name: string): boolean {
  return /^\.twinset-[0-9a-f]{16}\.part$/.test(name);
}
