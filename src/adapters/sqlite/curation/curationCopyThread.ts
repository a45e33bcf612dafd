/** Entry of the thread that copies `curation.db`: `VACUUM INTO` writes every page anew, so a copy of a sound file is a sound one. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { asidePath } from '../../files/aside.ts';
import { moveOverSync } from '../../files/moveOver.ts';
import { curationWayOut } from '../sqliteFailure.ts';

export interface CopyOrder {
  readonly file: string;
  readonly target: string;
}

const { file, target } = workerData as CopyOrder;
// One thread at a time copies: what a killed one left is written over.
const aside = asidePath(target, { isOnlyWriter: true });
try {
  rmSync(aside, { force: true });
  const database = new Database(file, { readonly: true });
  // What opening would call damaged must not take the place of a copy that it would put back.
  const verdict = String(database.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok')
    throw new Error(`${file} is damaged and was not copied (${verdict}). ${curationWayOut}`);
  database.prepare('VACUUM INTO ?').run(aside);
  database.close();
  const descriptor = openSync(aside, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  moveOverSync(aside, target);
} catch (thrown) {
  rmSync(aside, { force: true });
  throw thrown;
}
