/** What was decided before there were boards is there after them, and can still be undone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql as first } from '../../../../src/adapters/sqlite/curation/migrations/0001-curation.ts';
import { openCuration } from '../../../../src/adapters/sqlite/curation/openCuration.ts';
import { openReadOnly, openSqlite } from '../../../../src/adapters/sqlite/openSqlite.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-boards-'));
  file = join(folder, 'curation.db');
  const database = openSqlite(file, {
    applicationId: 0x54574355,
    migrations: [{ sql: first }],
    wayOut: '',
  });
  database.exec(`
    INSERT INTO decisions VALUES ('substitute', 'a', 'b', 'accepted', NULL, NULL, '2026-01-01');
    INSERT INTO journal (step, operation, subject, list_type, product_id, item, before, after, at, state)
    VALUES (1, 'accept', 'decision', 'substitute', 'a', 'b', NULL,
      '{"state":"accepted","position":null,"reason":null,"decidedAt":"2026-01-01"}', '2026-01-01', 'done')`);
  database.close();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps the journal as it was, and its indexes', async () => {
  const opened = openCuration(file, join(folder, 'backups'), () => undefined);
  const { store } = opened;
  store.boards.mark({ name: 'Summer', ids: ['c'], opinion: 'liked' });
  expect(store.undo(2).steps.map(({ operation, board }) => [operation, board])).toEqual([
    ['like', 'Summer'],
    ['accept', null],
  ]);
  expect([store.decisionsOf('a'), store.boards.list()]).toEqual([[], []]);
  expect(store.redo(2).steps).toHaveLength(2);
  await opened.close();
  const database = openReadOnly(file);
  const plan = (where: string): string =>
    String(
      database
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN SELECT * FROM journal WHERE ${where}`)
        .all()
        .at(0)?.detail,
    );
  expect(plan("state = 'done' AND step = 1")).toContain('journal_by_state');
  expect(plan("product_id = 'a'")).toContain('journal_by_product');
  expect(plan("item = 'a'")).toContain('journal_by_item');
  database.close();
});
