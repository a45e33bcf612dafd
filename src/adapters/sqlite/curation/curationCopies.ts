/**
 * Copies of the last good states of `curation.db`, made by a thread of its own: one a day, which follows the day's work, and
 * three kept. A copy takes its place only once it is whole, so the one of before stays wherever a new one cannot be made.
 */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { findEntry } from '../../files/findEntry.ts';
import { copyNameOf, copyNamesIn } from './copyNames.ts';
import type { CopyOrder } from './curationCopyThread.ts';

export interface CurationCopy {
  readonly file: string;
  /** "2026-11-25 17:41 UTC". */
  readonly madeAt: string;
}

export interface CurationCopies {
  /** Newest first. */
  all(): CurationCopy[];
  /** Begins to copy the file where it is other than the newest copy; what was copied today is replaced. */
  keepUp(): void;
  /** The file changed: `keepUp` where the last time is a while ago. */
  noteChange(): void;
  /** `keepUp`, and waits for the copy, but not for long: the next opening makes one that was not done in time. */
  end(): Promise<void>;
}

export interface CopyTiming {
  /** While the file changes, it is copied this often. */
  readonly everyMs: number;
  /** The longest that closing waits for a copy; one of 200,000 decisions takes 0.6 s. */
  readonly endLimitMs: number;
}

const usualTiming: CopyTiming = { everyMs: 15 * 60_000, endLimitMs: 2000 };
const copiesKept = 3;

/** @param onProblem told why a copy could not be made */
export function createCurationCopies(
  file: string,
  folder: string,
  onProblem: (reason: unknown) => void,
  { everyMs, endLimitMs }: CopyTiming = usualTiming,
): CurationCopies {
  const givingUp = Promise.withResolvers<void>();
  let isGivenUp = false;
  let copying: Promise<void> | null = null;
  let thread: Worker | null = null;
  let keptUpAtMs = performance.now();

  async function copy(order: CopyOrder): Promise<void> {
    mkdirSync(dirname(order.target), { recursive: true });
    const entry = findEntry('curationCopyThread', import.meta.url, 'copies what you decided');
    // The owner's own flags (a test runner's loader) are not for the thread.
    thread = new Worker(entry, { workerData: order, execArgv: [] });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    thread.on('error', reject);
    thread.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The thread that copies ended with exit ${code}.`)),
    );
    await promise;
    forgetOldest(folder);
  }

  function keepUp(): void {
    if (copying !== null || isGivenUp) return;
    keptUpAtMs = performance.now();
    const [newest] = copyNamesIn(folder);
    let changes: number;
    try {
      changes = countChanges(file);
    } catch (thrown) {
      onProblem(thrown);
      return;
    }
    if (changes === 0 || (newest !== undefined && isCopyOf(join(folder, newest), changes))) return;
    copying = copy({ file, target: join(folder, copyNameOf(new Date())) })
      .catch((thrown: unknown) => {
        if (!isGivenUp) onProblem(thrown);
      })
      .finally(() => {
        copying = null;
      });
  }

  async function finish(): Promise<void> {
    // One that is under way may have begun before the last change.
    await copying;
    keepUp();
    await copying;
  }

  function giveUp(): void {
    isGivenUp = true;
    // What it writes aside does not take the place of a copy any more.
    void thread?.terminate();
    givingUp.resolve();
  }

  return {
    all: () =>
      copyNamesIn(folder).map((name) => {
        const path = join(folder, name);
        const madeAt = statSync(path).mtime.toISOString().slice(0, 16).replace('T', ' ');
        return { file: path, madeAt: `${madeAt} UTC` };
      }),
    keepUp,
    noteChange() {
      if (performance.now() - keptUpAtMs >= everyMs) keepUp();
    },
    async end() {
      const limit = setTimeout(giveUp, endLimitMs);
      await Promise.race([finish(), givingUp.promise]);
      clearTimeout(limit);
    },
  };
}

function forgetOldest(folder: string): void {
  for (const name of copyNamesIn(folder).slice(copiesKept)) rmSync(join(folder, name), { force: true });
}

/** How many changes the file has seen. @throws where it cannot be read */
function countChanges(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], number>('SELECT number FROM changes').pluck().get() ?? 0;
  } finally {
    database.close();
  }
}

/** Whether a copy has seen so many; one that cannot be read has not. */
function isCopyOf(copy: string, changes: number): boolean {
  try {
    return countChanges(copy) === changes;
  } catch {
    return false;
  }
}
