/** Entry of the thread that copies `curation.db`: `VACUUM INTO` reads every page, so a copy that ends is a sound one. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

export interface CopyOrder {
  readonly file: string;
  readonly target: string;
}

const { file, target } = workerData as CopyOrder;
const aside = `${target}.part`;
try {
  rmSync(aside, { force: true });
  const database = new Database(file, { readonly: true });
  database.prepare('VACUUM INTO ?').run(aside);
  database.close();
  const descriptor = openSync(aside, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(aside, target);
} catch (thrown) {
  rmSync(aside, { force: true });
  throw thrown;
}
