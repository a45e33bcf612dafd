/** A catalog as version 0.1.0 left it: its schema, with products and decisions in `twinset.db`. */
import Database from 'better-sqlite3';
import { sql as catalog } from '../../src/adapters/sqlite/catalog/migrations/0001-catalog.ts';
import { sql as generation } from '../../src/adapters/sqlite/catalog/migrations/0002-generation.ts';

const products = 200;
const perProduct = 20;
export const releasedDecisions = products * perProduct;
const states = ['accepted', 'rejected', 'pinned'];

export function writeReleasedCatalog(file: string): void {
  const database = new Database(file);
  database.exec(catalog);
  database.exec(generation);
  // "TWIN"
  database.pragma(`application_id = ${0x5457494e}`);
  database.pragma('user_version = 2');
  const insert = database.prepare('INSERT INTO products VALUES (?, ?, ?, ?)');
  const decide = database.prepare('INSERT INTO decisions VALUES (?, ?, ?, ?, ?)');
  database.transaction(() => {
    for (let key = 1; key <= products; key++) insert.run(key, `p${key}`, `Product ${key}`, '{}');
    for (let key = 1; key <= products; key++) {
      for (let place = 1; place <= perProduct; place++) {
        const other = ((key - 1 + place) % products) + 1;
        decide.run(key, other, states[(key + place) % states.length], place, '2026-11-01T10:00:00.000Z');
      }
    }
  })();
  database.close();
}
