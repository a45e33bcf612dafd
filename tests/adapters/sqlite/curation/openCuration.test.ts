import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { asidePath } from '../../../../src/adapters/files/aside.ts';
import { createCurationCopies } from '../../../../src/adapters/sqlite/curation/curationCopies.ts';
import { type CurationFolder, openCurationFolder } from './curationFolder.ts';

let place: CurationFolder;
/** A thread starts and copies: on a busy machine that takes its time. */
const patience = { timeout: 60_000 };

beforeEach(() => {
  place = openCurationFolder();
});

afterEach(() => place.remove());

/** Closes after some decisions: the first closing of a day makes a copy. */
async function decideAndClose(): Promise<void> {
  for (let i = 0; i < 300; i++) place.decide('a', `p${i}`, i % 2 === 0 ? 'accepted' : 'pinned');
  await place.opened.close();
}

/** Whom the copy says were decided on. */
function decidedIn(copy: string): unknown[] {
  const database = new Database(copy, { readonly: true });
  try {
    return database.prepare('SELECT look_alike_id FROM decisions ORDER BY 1').pluck().all();
  } finally {
    database.close();
  }
}

function raise(reason: unknown): never {
  throw reason;
}

function overwriteMiddle(file: string): void {
  const descriptor = openSync(file, 'r+');
  const junk = Buffer.alloc(3 * 4096, 'junk');
  for (let at = 4096; at < statSync(file).size; at += 4 * 4096)
    writeSync(descriptor, junk, 0, junk.length, at);
  closeSync(descriptor);
}

/** Everything else in the file can still be read. */
function overwriteIndex(file: string): void {
  const database = new Database(file);
  // What is in the log only would be read from there.
  database.pragma('wal_checkpoint(TRUNCATE)');
  const page = database
    .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_by_item'")
    .pluck()
    .get();
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4096, 'junk'), 0, 4096, ((page ?? 0) - 1) * 4096);
  closeSync(descriptor);
}

describe('copies', () => {
  it('are made when it is closed: one a day, with all that was decided until then', async () => {
    place.decide('a', 'b', 'pinned');
    await place.reopen();
    expect(readdirSync(place.copies)).toEqual([expect.stringMatching(/^curation \d{4}-\d{2}-\d{2}\.db$/)]);
    const [name = ''] = readdirSync(place.copies);
    expect(decidedIn(join(place.copies, name))).toEqual(['b']);
    place.decide('a', 'c', 'pinned');
    await place.reopen();
    expect(readdirSync(place.copies)).toEqual([name]);
    expect(decidedIn(join(place.copies, name))).toEqual(['b', 'c']);
    expect(place.problems).toEqual([]);
  });

  it('are not made again where nothing was decided', async () => {
    await decideAndClose();
    const [name = ''] = readdirSync(place.copies);
    const { ino } = statSync(join(place.copies, name));
    await place.reopen();
    await place.reopen();
    expect(statSync(join(place.copies, name)).ino).toBe(ino);
  });

  it('are whole where an earlier process was killed while it copied', async () => {
    await decideAndClose();
    const [name = ''] = readdirSync(place.copies);
    place.open();
    place.decide('b', 'c', 'pinned');
    writeFileSync(asidePath(join(place.copies, name), { isOnlyWriter: true }), 'half a copy');
    await place.reopen();
    expect(readdirSync(place.copies)).toEqual([name]);
    expect(decidedIn(join(place.copies, name))).toHaveLength(301);
  });

  it('follow the work while it is open', async () => {
    const copies = createCurationCopies(place.file, place.copies, raise, { everyMs: 0, endLimitMs: 60_000 });
    place.decide('a', 'b', 'pinned');
    copies.noteChange();
    await vi.waitFor(() => expect(copies.all()).toHaveLength(1), patience);
    const [copy = ''] = copies.all().map(({ file }) => file);
    place.decide('a', 'c', 'pinned');
    await vi.waitFor(() => {
      copies.noteChange();
      expect(decidedIn(copy)).toEqual(['b', 'c']);
    }, patience);
  });

  it.each([
    ['in its pages', overwriteMiddle],
    ['in an index', overwriteIndex],
  ])('stay as they are where the file is damaged %s, which is said', async (_where, damage) => {
    await decideAndClose();
    const [name = ''] = readdirSync(place.copies);
    const before = readFileSync(join(place.copies, name));
    await place.reopen();
    place.decide('b', 'c', 'pinned');
    damage(place.file);
    const { notices } = await place.reopen();
    expect(readFileSync(join(place.copies, name)).equals(before)).toBe(true);
    expect(place.problems).toHaveLength(1);
    expect(notices).toEqual([
      expect.stringMatching(/put back from its copy of .* UTC \(300 decisions, 0 corr/),
    ]);
  });

  it('are not waited for without end: the one of before stays, and the next opening makes one', async () => {
    await decideAndClose();
    const [name = ''] = readdirSync(place.copies);
    const copy = join(place.copies, name);
    place.open();
    place.decide('b', 'c', 'pinned');
    const copies = createCurationCopies(place.file, place.copies, raise, { everyMs: 0, endLimitMs: 0 });
    await copies.end();
    expect(decidedIn(copy)).toHaveLength(300);
    await place.reopen();
    expect(decidedIn(copy)).toHaveLength(301);
    expect(readdirSync(place.copies)).toEqual([name]);
  });

  it('are made when it is opened, where an earlier day was not closed, and three are kept', async () => {
    await decideAndClose();
    const [today = ''] = readdirSync(place.copies);
    for (const day of ['2020-01-01', '2020-01-02', '2020-01-03']) {
      writeFileSync(join(place.copies, `curation ${day}.db`), 'an old copy');
    }
    rmSync(join(place.copies, today));
    await place.reopen();
    await place.reopen();
    expect(readdirSync(place.copies).sort()).toEqual([
      'curation 2020-01-02.db',
      'curation 2020-01-03.db',
      today,
    ]);
  });

  it('are not made of what nobody decided', async () => {
    await place.reopen();
    expect(existsSync(place.copies)).toBe(false);
  });
});

describe('a damaged curation.db', () => {
  it.each([
    ['with junk in its pages', (file: string) => overwriteMiddle(file)],
    ['that is cut off', (file: string) => truncateSync(file, 4096 + 100)],
    ['that is empty', (file: string) => truncateSync(file, 0)],
    ['that is something else', (file: string) => writeFileSync(file, 'no database '.repeat(2000))],
    ['that is gone', (file: string) => rmSync(file)],
  ])('%s is put back from its copy, and said', async (_how, damage) => {
    await decideAndClose();
    damage(place.file);
    const { notices } = await place.reopen();
    expect(notices).toEqual([expect.stringMatching(/put back from its copy of .* may be missing/)]);
    expect(place.opened.store.count()).toBe(300);
    expect(place.opened.store.undo(1).steps).toMatchObject([{ lookAlike: 'p299' }]);
  });

  it('is kept under another name', async () => {
    await decideAndClose();
    overwriteMiddle(place.file);
    await place.reopen();
    expect(readdirSync(place.folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });

  it('is put back from an older copy where the newest is damaged too', async () => {
    await decideAndClose();
    const [name = ''] = readdirSync(place.copies);
    renameSync(join(place.copies, name), join(place.copies, 'curation 2020-01-01.db'));
    writeFileSync(join(place.copies, 'curation 2020-01-02.db'), 'no database '.repeat(2000));
    overwriteMiddle(place.file);
    const { notices } = await place.reopen();
    expect(notices).toHaveLength(1);
    expect(place.opened.store.count()).toBe(300);
  });

  it('leaves nothing beside it to what takes its place, and is missed without a copy too', async () => {
    place.decide('a', 'b', 'pinned');
    const log = readFileSync(`${place.file}-wal`);
    await place.opened.close();
    rmSync(place.copies, { recursive: true });
    rmSync(place.file);
    writeFileSync(`${place.file}-wal`, log);
    const { notices, store } = place.open();
    expect(notices).toEqual([expect.stringMatching(/was missing, and there is no sound copy/)]);
    expect(store.count()).toBe(0);
  });

  it('without any sound copy starts empty, says so, and keeps the damaged file', async () => {
    await decideAndClose();
    rmSync(place.copies, { recursive: true });
    overwriteMiddle(place.file);
    const { notices, store } = await place.reopen();
    expect(notices).toEqual([expect.stringContaining('there is no sound copy')]);
    expect(store.count()).toBe(0);
    expect(readdirSync(place.folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
  });
});

it("refuses another program's file and leaves it alone", async () => {
  await place.opened.close();
  rmSync(place.file);
  const foreign = new Database(place.file);
  foreign.exec('CREATE TABLE notes (text TEXT)');
  foreign.close();
  await expect(place.reopen()).rejects.toMatchObject({ code: 'bad-input' });
  rmSync(place.file);
});

it.each([
  ['the decisions of a list', "SELECT * FROM decisions WHERE list_type = 'substitute' AND product_id = ?"],
  ['decisions on a product', 'SELECT * FROM decisions WHERE look_alike_id = ?'],
  ['what undo takes back next', 'SELECT max(step) FROM journal WHERE state = ?'],
  [
    'the reasons of rejections',
    "SELECT reason FROM decisions WHERE state = 'rejected' AND reason IS NOT NULL AND ? <> '' GROUP BY reason",
  ],
  ['the lines of a product', 'SELECT 1 FROM journal WHERE product_id = ?'],
])('finds %s through an index', (_what, sql) => {
  const database = new Database(place.file, { readonly: true });
  const plan = database.prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all('x');
  database.close();
  expect(plan.map(({ detail }) => detail).join('\n')).toMatch(/USING (COVERING )?INDEX|USING PRIMARY KEY/);
});
