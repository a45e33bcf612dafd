/** Who keeps this start from being the one that runs. */
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../contract/failure.ts';

/** Chromium's, on Linux and macOS: a link to "host-pid". Windows has none. */
const lockName = 'SingletonLock';

/**
 * Passes where an app on this computer has the profile: it heard of this start, and shows itself. Electron refuses the lock also
 * where nobody was reached, because the link names another computer (a home on a network, a computer renamed after a crash).
 * @throws Failure `already-running` that says where, and the way out
 */
export function requireReachableOwner(profileFolder: string): void {
  const lock = join(profileFolder, lockName);
  const owner = readOwner(lock);
  if (owner === null) return;
  if (owner.host !== hostname()) {
    throw new Failure(
      'already-running',
      `Twinset is open on the computer “${owner.host}” with the same data folder, and only one can work in it. Close it there, then start it here again. If it is not open there any more, or that is an earlier name of this computer, remove ${lock} and start Twinset again.`,
    );
  }
  if (isRunning(owner.pid)) return;
  throw new Failure(
    'already-running',
    `Twinset ended without putting away its lock, which keeps it from starting. Remove ${lock} and start it again.`,
  );
}

/** Null where there is no lock: the app that had it has just ended. */
function readOwner(lock: string): { host: string; pid: number } | null {
  try {
    const target = readlinkSync(lock);
    const end = target.lastIndexOf('-');
    return { host: target.slice(0, end), pid: Number(target.slice(end + 1)) };
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // Another user's may not be signalled, and runs.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
