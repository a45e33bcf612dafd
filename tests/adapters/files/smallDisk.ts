/** A disk of 64 KiB in memory, in a namespace of its own: real ENOSPC without touching the machine. Linux only. */
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '../../fixtures/fillDisk.ts');
const mountAndRun = 'mount -t tmpfs -o size=64k tmpfs "$1" && shift && exec "$@"';

function wordsFor(folder: string, command: readonly string[]): string[] {
  return ['--user', '--map-root-user', '--mount', 'sh', '-c', mountAndRun, 'sh', folder, ...command];
}

/** Containers and hardened systems may forbid it. */
export const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', wordsFor(import.meta.dirname, ['true']), { stdio: 'ignore' }).status === 0;

/** Writes more than there is room for into `folder`, which is a full disk meanwhile. @returns what fillDisk.ts prints */
export function writeOnSmallDisk(folder: string): unknown {
  const words = wordsFor(folder, [process.execPath, script, folder]);
  return JSON.parse(execFileSync('unshare', words, { encoding: 'utf8' }));
}
