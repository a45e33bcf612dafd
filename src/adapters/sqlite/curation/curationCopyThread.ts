/** Entry of the thread that copies `curation.db`: `VACUUM INTO` reads every page, so a copy that ends is a sound one. */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { asidePath } from '../../files/aside.ts';
import { moveOverSync } from '../../files/moveOver.ts';

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
