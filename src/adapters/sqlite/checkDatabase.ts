/** Whether a catalog's database is whole, found out on a thread of its own. */
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { Failure } from '../../contract/failure.ts';
import type { CancelSignal } from '../../core/imports/ports.ts';
import { findEntry } from '../files/findEntry.ts';
import { sqliteFailure } from './sqliteFailure.ts';

export type CheckAnswer =
  | { readonly errors: readonly string[] }
  | { readonly code: string; readonly message: string };

/**
 * What is wrong with the database, in words; nothing where it is in order.
 * @throws Failure `catalog-damaged` where it cannot even be read, `cancelled`
 */
export async function checkDatabase(file: string, signal: CancelSignal): Promise<readonly string[]> {
  const thread = new Worker(findEntry('checkThread', import.meta.url, 'checks a catalog'), {
    workerData: file,
    // The owner's own flags (a test runner's loader) are not for the thread, nor is its output for the owner's.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const end = (): void => void thread.terminate();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  try {
    const answer = await new Promise<CheckAnswer>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) =>
        reject(
          signal.aborted
            ? new Failure('cancelled', 'The check was cancelled.')
            : new Failure('internal', `The check of the database stopped (exit ${code}). Check again.`),
        ),
      );
    });
    if ('errors' in answer) return answer.errors;
    throw sqliteFailure(new Database.SqliteError(answer.message, answer.code), file);
  } finally {
    signal.removeEventListener('abort', end);
    await thread.terminate();
  }
}
