/** Copies of the last good state of `curation.db`: at most one a day, three kept, made by a thread of its own. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { findEntry } from '../../files/findEntry.ts';
import type { CopyOrder } from './curationCopyThread.ts';

export interface CurationCopy {
  readonly file: string;
  /** "2026-11-25 17:41", in UTC. */
  readonly madeAt: string;
}

export interface CurationCopies {
  /** Newest first. */
  all(): CurationCopy[];
  /** Begins a copy where something changed since the newest and none was made today. */
  keepUp(): void;
  /** The file changed: after midnight, what stood before the day is copied along with it. */
  noteChange(): void;
  /** The same as `keepUp`, and waits for what is being copied. */
  end(): Promise<void>;
}

const copiesKept = 3;
const nameForm = /^curation \d{4}-\d{2}-\d{2}\.db$/;

/** @param onProblem told why a copy could not be made */
export function createCurationCopies(
  file: string,
  folder: string,
  onProblem: (reason: unknown) => void,
): CurationCopies {
  const openedOn = today();
  let copying: Promise<void> = Promise.resolve();
  let isCopying = false;

  function all(): CurationCopy[] {
    return namesIn(folder).map((name) => {
      const path = join(folder, name);
      return { file: path, madeAt: statSync(path).mtime.toISOString().slice(0, 16).replace('T', ' ') };
    });
  }

  function keepUp(): void {
    const newest = all()[0]?.file;
    const target = join(folder, `curation ${today()}.db`);
    const changes = countChanges(file);
    if (isCopying || newest === target || changes === null || changes === 0) return;
    if (newest !== undefined && countChanges(newest) === changes) return;
    isCopying = true;
    copying = copy({ file, target })
      .then(() => forgetOldest(folder), onProblem)
      .finally(() => {
        isCopying = false;
      });
  }

  return {
    all,
    keepUp,
    noteChange() {
      if (today() !== openedOn) keepUp();
    },
    async end() {
      await copying;
      keepUp();
      await copying;
    },
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Names of copies, newest first. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => nameForm.test(name))
      .sort()
      .reverse();
  } catch {
    // No copy was made yet.
    return [];
  }
}

function forgetOldest(folder: string): void {
  for (const name of namesIn(folder).slice(copiesKept)) rmSync(join(folder, name), { force: true });
}

/** How many changes the file has seen; null where it cannot be read. */
function countChanges(file: string): number | null {
  try {
    const database = new Database(file, { readonly: true });
    try {
      return database.prepare<[], number>('SELECT number FROM changes').pluck().get() ?? null;
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

async function copy(order: CopyOrder): Promise<void> {
  mkdirSync(join(order.target, '..'), { recursive: true });
  const entry = findEntry('curationCopyThread', import.meta.url, 'copies what you decided');
  // The owner's own flags (a test runner's loader) are not for the thread.
  const thread = new Worker(entry, { workerData: order, execArgv: [] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  thread.on('error', reject);
  thread.on('exit', (code) =>
    code === 0 ? resolve() : reject(new Error(`The thread that copies ended with exit ${code}.`)),
  );
  await promise;
}
