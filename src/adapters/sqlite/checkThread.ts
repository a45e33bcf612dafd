/** Entry of the thread that `checkDatabase` owns: reads the whole database, which takes seconds, and says what is wrong. */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { CheckAnswer } from './checkDatabase.ts';

function check(file: string): string[] {
  const database = new Database(file, { readonly: true });
  try {
    const errors: string[] = [];
    const integrity = database.pragma('integrity_check(20)', { simple: true });
    if (integrity !== 'ok') errors.push(`Database: ${String(integrity)}`);
    const broken = database.pragma('foreign_key_check');
    if (Array.isArray(broken) && broken.length > 0)
      errors.push(`Database: ${broken.length} rows refer to nothing.`);
    const empty = Number(
      database
        .prepare(
          'SELECT count(*) FROM products WHERE NOT EXISTS (SELECT 1 FROM images WHERE images.product_key = products.key)',
        )
        .pluck()
        .get(),
    );
    if (empty > 0) errors.push(`Database: ${empty} products have no image.`);
    return errors;
  } finally {
    database.close();
  }
}

function answer(file: string): CheckAnswer {
  try {
    return { errors: check(file) };
  } catch (thrown) {
    // An error of SQLite's own class does not survive the way to another thread; its code does.
    if (thrown instanceof Database.SqliteError) return { code: thrown.code, message: thrown.message };
    throw thrown;
  }
}

parentPort?.postMessage(answer(workerData as string));
