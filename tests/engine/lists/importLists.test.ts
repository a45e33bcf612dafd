/** Exports that a person edited in a spreadsheet, as spreadsheets leave them, on a real catalog. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../src/contract/contract.ts';
import type { ExportOptions } from '../../../src/contract/exports.ts';
import { plainRows, writeWorkbook } from '../../adapters/xlsx/writeWorkbook.ts';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

/** What spreadsheets like to break; 7 and 007 are two products. */
const ids = ['00123', '100000', '3-10', '2011', '1234567', '7', '007', '-5X', 'plain'];

type Row = Record<string, string>;
type Change = (row: Row) => void;

let place: Workplace;
let exported: Row[];

interface Form {
  readonly delimiter?: string;
  readonly bom?: string;
  readonly eol?: string;
  readonly isQuoted?: boolean;
  readonly columns?: readonly string[];
}

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id;image;productDisplayName'];
  for (const [at, id] of ids.entries()) {
    await place.draw(`picture${at}.jpg`, at + 1);
    rows.push(`${id};picture${at}.jpg;Shirt ${at}`);
  }
  const metadata = place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import({ metadata });
  exported = await exportRows();
});

afterAll(() => place.close());

/** Every test begins with a catalog in which nothing is decided. */
afterEach(async () => {
  await place.engine.call('lists.undo', { count: 1000 });
});

async function exportRows(options: Partial<ExportOptions> = {}): Promise<Row[]> {
  const file = join(place.folder, 'lists.csv');
  await runExport(place.engine, { what: { kind: 'all' }, top: 4, file, ...options });
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .slice(1)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

function write(rows: readonly Row[], form: Form = {}): string {
  const { delimiter = ',', bom = '\ufeff', eol = '\r\n', isQuoted = false } = form;
  const columns = form.columns ?? Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column.trim()] ?? ''))];
  const file = join(place.folder, 'edited.csv');
  const cell = (text: string) => (isQuoted ? `"${text}"` : text);
  writeFileSync(file, bom + lines.map((cells) => cells.map(cell).join(delimiter) + eol).join(''));
  return file;
}

function importFile(file: string, apply = false): Promise<Output<'lists.import'>> {
  return place.engine.call('lists.import', { file, apply });
}

/** The exported rows, one of them changed; the row's number in the file with it. */
function edit(owner: string, rank: number, change: Change, rows = exported) {
  const at = rows.findIndex((row) => unprotect(row) === owner && row['rank'] === String(rank));
  const edited = rows.map((row) => ({ ...row }));
  const row = edited[at];
  if (row === undefined) throw new Error(`${owner} has no row of rank ${rank}.`);
  const before = { ...row };
  change(row);
  return { rows: edited, line: at + 2, before };
}

function unprotect(row: Row, column = 'product_id'): string {
  return (row[column] ?? '').replace(/^'/, '');
}

/** A row that recommends this product, with the owner's id. */
function rowOf(recommended: string) {
  const found = exported.find((row) => unprotect(row, 'recommended_id') === recommended);
  if (found === undefined) throw new Error(`No list has ${recommended}.`);
  return { owner: unprotect(found), rank: Number(found['rank']) };
}

async function decisionsOf(id: string): Promise<string[]> {
  const { decisions } = await place.engine.call('lists.get', { id });
  return decisions.map((one) => `${one.id} ${one.state}`);
}

const set =
  (values: Row): Change =>
  (row) =>
    Object.assign(row, values);

describe('an export that comes back as it was', () => {
  it('changes nothing, and has nothing to tell', async () => {
    const [first, second, third] = exported.filter((row) => unprotect(row) === 'plain');
    const others = [first, second, third].map((row) => unprotect(row ?? {}, 'recommended_id'));
    for (const [at, state] of (['accepted', 'pinned', 'rejected'] as const).entries()) {
      await place.engine.call('lists.decide', { id: 'plain', lookAlikeId: others[at] ?? '', state });
    }
    const file = write(await exportRows());
    const answer = await importFile(file, true);
    expect(answer).toMatchObject({ rows: 36, changes: 0, repaired: [], refused: [], applied: true });
    expect(await place.engine.call('lists.history', {})).toMatchObject({
      undo: { operation: 'reject' },
      decisions: 3,
    });
  });

  it.each<[string, Form]>([
    ['with semicolons and without a byte order mark', { delimiter: ';', bom: '', eol: '\n' }],
    ['with tabs and old line ends', { delimiter: '\t', eol: '\r' }],
    ['with every cell quoted', { isQuoted: true }],
    [
      'with its columns in another order, blanks around their names, and some of them lost',
      {
        columns: [
          'recommended_image',
          ' state ',
          'recommended_id',
          'rank',
          'product_id ',
          'score',
          'product_image',
        ],
      },
    ],
  ])('%s', async (_, form) => {
    expect(await importFile(write(exported, form))).toMatchObject({
      ...{ rows: 36, changes: 0, repaired: [], refused: [] },
    });
  });

  it('is told to be in no order of scores where it was exported with variety', async () => {
    const rows = await exportRows({ diversity: 1 });
    const { changes, refused } = await importFile(write(rows));
    expect(changes).toBe(0);
    for (const { reason } of refused) expect(reason).toContain('the order of their scores');
  });
});

describe('an edited state', () => {
  it('is shown first and changes nothing, is applied as one step, once, and is taken back as one', async () => {
    const { rows } = edit('plain', 1, set({ state: 'accepted' }));
    const second = edit('plain', 2, set({ state: 'Pinned', rank: '1' }), rows);
    const third = edit('plain', 3, set({ state: 'rejected ' }), second.rows);
    const fourth = edit('2011', 4, set({ state: 'rejected' }), third.rows);
    const file = write(fourth.rows);
    const [accepted, pinned, rejected] = [1, 2, 3].map((rank) =>
      unprotect(edit('plain', rank, () => undefined).before, 'recommended_id'),
    );
    const preview = await importFile(file);
    expect(preview).toMatchObject({ changes: 4, changedLists: 2, applied: false });
    const list = preview.lists.find(({ id }) => id === 'plain');
    expect(list?.name).toBe('Shirt 8');
    expect(list?.entries).toHaveLength(3);
    expect(list?.entries).toContainEqual(
      expect.objectContaining({ id: pinned, before: 'suggested', after: 'pinned', position: 1 }),
    );
    expect(await decisionsOf('plain')).toEqual([]);

    const told: string[][] = [];
    const stop = place.engine.on('lists.changed', ({ ids: changed }) => told.push(changed));
    expect(await importFile(file, true)).toMatchObject({ changes: 4, applied: true });
    const decided = await decisionsOf('plain');
    expect(decided[0]).toBe(`${pinned} pinned`);
    expect(decided.toSorted()).toEqual(
      [`${accepted} accepted`, `${pinned} pinned`, `${rejected} rejected`].toSorted(),
    );
    expect(await importFile(file, true)).toMatchObject({ changes: 0, applied: true });
    stop();
    expect(told.map((each) => each.toSorted())).toEqual([['2011', 'plain']]);

    const { undone } = await place.engine.call('lists.undo', {});
    expect(undone).toMatchObject([{ operation: 'import' }]);
    expect([...(await decisionsOf('plain')), ...(await decisionsOf('2011'))]).toEqual([]);
    await place.engine.call('lists.redo', {});
    expect(await decisionsOf('plain')).toEqual(decided);
  });

  it('puts pins in the order of their ranks, and takes a decision back', async () => {
    const [one = '', other = '', last = ''] = [1, 2, 3].map((rank) =>
      unprotect(edit('plain', rank, () => undefined).before, 'recommended_id'),
    );
    for (const lookAlikeId of [one, other, last]) {
      await place.engine.call('lists.decide', { id: 'plain', lookAlikeId, state: 'pinned' });
    }
    const rows = await exportRows();
    const swapped = edit('plain', 1, set({ rank: '9' }), rows);
    const file = write(edit('plain', 3, set({ state: 'suggested' }), swapped.rows).rows);
    expect(await importFile(file, true)).toMatchObject({ changes: 3 });
    expect(await decisionsOf('plain')).toEqual([`${other} pinned`, `${one} pinned`]);
    expect(await importFile(file, true)).toMatchObject({ changes: 0 });
  });

  it('leaves alone what the file does not name, and what was rejected since', async () => {
    const [one = '', other = ''] = [1, 2].map((rank) =>
      unprotect(edit('plain', rank, () => undefined).before, 'recommended_id'),
    );
    await place.engine.call('lists.decide', { id: 'plain', lookAlikeId: one, state: 'rejected' });
    await place.engine.call('lists.decide', { id: 'plain', lookAlikeId: other, state: 'accepted' });
    const rows = exported.filter(
      (row) => unprotect(row) !== 'plain' || unprotect(row, 'recommended_id') !== other,
    );
    const answer = await importFile(write(rows), true);
    expect(answer).toMatchObject({ changes: 0, refusedCount: 2 });
    expect(answer.refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('has no row of rank 2 any more. A deleted row decides nothing'),
      `${one} was rejected for plain meanwhile, and stays so. Write accepted to take it back in.`,
    ]);
    expect(await decisionsOf('plain')).toHaveLength(2);
  });
});

describe('a deleted last row', () => {
  it('of an accepted product is told, and the product stays accepted', async () => {
    const last = unprotect(edit('plain', 4, () => undefined).before, 'recommended_id');
    await place.engine.call('lists.decide', { id: 'plain', lookAlikeId: last, state: 'accepted' });
    const rows = (await exportRows()).filter(
      (row) => unprotect(row) !== 'plain' || unprotect(row, 'recommended_id') !== last,
    );
    const answer = await importFile(write(rows), true);
    expect(answer.changes).toBe(0);
    expect(answer.refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining(`The list of plain has no row for ${last}: what was decided stays.`),
    ]);
    expect(await decisionsOf('plain')).toEqual([`${last} accepted`]);
  });
});

describe('what a spreadsheet broke', () => {
  it.each([
    ['00123', '123', 'dropped its leading zeros'],
    ['100000', '1E+05', 'power of ten'],
    ['100000', '1,00E+05', 'power of ten'],
    ['100000', '100000.0', 'with decimals'],
    ['1234567', '1,234,567', 'separators between its thousands'],
    ['1234567', '1.23457E+06', 'power of ten'],
    ['3-10', '2026-03-10', 'made a date of it'],
    ['3-10', '10. Mrz', 'made a date of it'],
    ['3-10', '03-Oct', 'made a date of it'],
    ['plain', 'plain  ', 'blanks or marks stood around it'],
    ['2011', '2011.0', 'with decimals'],
  ])('%s as %s is repaired, with its row', async (id, cell, why) => {
    const { owner, rank } = rowOf(id);
    const { rows, line } = edit(owner, rank, set({ recommended_id: cell, state: 'accepted' }));
    const answer = await importFile(write(rows, { delimiter: ';' }), true);
    expect(answer).toMatchObject({ changes: 1, refused: [] });
    expect(answer.repaired).toEqual([{ row: line, what: expect.stringContaining(why) }]);
    expect(answer.repaired[0]?.what).toContain(`read as ${id}`);
    expect(await decisionsOf(owner)).toEqual([`${id} accepted`]);
  });

  it('is told apart by the name and the image of the row, else refused', async () => {
    const { owner, rank } = rowOf('007');
    const edited = edit(owner, rank, set({ recommended_id: '7', state: 'accepted' }));
    // No id of the file has its zeros any more.
    const rows = edited.rows.map((row) => ({
      ...row,
      product_id: (row['product_id'] ?? '').replace(/^0+/, ''),
      recommended_id: (row['recommended_id'] ?? '').replace(/^0+/, ''),
    }));
    const answer = await importFile(write(rows), true);
    expect(answer).toMatchObject({ changes: 1, refused: [] });
    expect(await decisionsOf(owner)).toEqual(['007 accepted']);
    await place.engine.call('lists.undo', {});

    const columns = ['product_id', 'rank', 'recommended_id', 'state'];
    const alone = await importFile(write(rows, { columns }), true);
    expect(await decisionsOf(owner)).toEqual([]);
    expect(alone.refused).toContainEqual({
      row: edited.line,
      reason: 'recommended_id "7" may be 7, 007; nothing else in the row tells which. Write the id as text.',
    });
  });

  it('is no repair where the row names another product', async () => {
    const { owner, rank } = rowOf('00123');
    const { rows, line } = edit(
      owner,
      rank,
      set({ recommended_id: '123', recommended_name: 'Trousers', recommended_image: 'gone.jpg' }),
    );
    expect((await importFile(write(rows))).refused).toEqual([
      { row: line, reason: expect.stringContaining('but the row names another product') },
    ]);
  });
});

describe('rows that do not fit', () => {
  it.each<[string, Row, string]>([
    ['an unknown product', { recommended_id: 'nobody' }, '"nobody" is no product of this catalog'],
    ['an unknown owner', { product_id: 'nobody' }, 'product_id "nobody" is no product of this catalog'],
    ['no product', { recommended_id: '' }, 'recommended_id is empty'],
    ['the product itself', { recommended_id: 'plain' }, 'plain cannot be in its own list'],
    [
      'an unknown state',
      { state: 'ok' },
      'The state "ok" is not known. Write suggested, accepted, pinned or',
    ],
    ['no state', { state: '' }, 'The state is empty'],
  ])('%s: refused by row, the others applied', async (_, values, reason) => {
    const { rows, line } = edit('plain', 4, set(values));
    const answer = await importFile(write(edit('plain', 1, set({ state: 'accepted' }), rows).rows), true);
    expect(answer.changes).toBe(1);
    expect(answer.refused).toContainEqual({ row: line, reason: expect.stringContaining(reason) });
    expect(answer.refusedCount).toBe(1);
  });

  it('the same product twice in a list: once where the rows agree, not at all where they do not', async () => {
    const first = unprotect(edit('plain', 1, () => undefined).before, 'recommended_id');
    const agree = edit('plain', 2, set({ recommended_id: first }));
    const { refused } = await importFile(write(agree.rows));
    expect(refused).toContainEqual({
      row: agree.line,
      reason: `${first} is in the list of plain already, on row ${agree.line - 1}.`,
    });
    const differ = edit('plain', 2, set({ recommended_id: first, state: 'accepted' }));
    const answer = await importFile(write(differ.rows));
    expect(answer.changes).toBe(0);
    expect(answer.refused.map(({ row }) => row)).toEqual([differ.line - 1, differ.line]);
  });

  it('two pins on one place stand in the order of their rows, from that place on', async () => {
    const one = edit('plain', 2, set({ state: 'pinned' }));
    const two = edit('plain', 4, set({ state: 'pinned', rank: '2' }), one.rows);
    const answer = await importFile(write(two.rows), true);
    const [first, second] = [one.before, two.before].map((row) => unprotect(row, 'recommended_id'));
    expect(answer.repaired).toEqual([
      {
        row: two.line,
        what: `Rank 2 of plain is given to ${first} on row ${one.line} too: ${second} comes after it.`,
      },
    ]);
    const { decisions } = await place.engine.call('lists.get', { id: 'plain' });
    expect(decisions.map(({ id, position }) => [id, position])).toEqual([
      [first, 2],
      [second, 3],
    ]);
  });

  it('pins whose ranks are lost stand in the order of their rows', async () => {
    const one = edit('plain', 3, set({ state: 'pinned', rank: '?' }));
    const two = edit('plain', 4, set({ state: 'pinned', rank: '1' }), one.rows);
    const answer = await importFile(write(two.rows), true);
    const [first, second] = [one.before, two.before].map((row) => unprotect(row, 'recommended_id'));
    expect(answer.repaired[0]).toEqual({
      row: one.line,
      what: `The rank of ${first} cannot be read: the pins of plain are taken in the order of their rows.`,
    });
    expect(await decisionsOf('plain')).toEqual([`${first} pinned`, `${second} pinned`]);
  });

  it('another order without pins is not taken, and told', async () => {
    const up = edit('plain', 4, set({ rank: '1' }));
    const down = edit('plain', 1, set({ rank: '4' }), up.rows);
    const { changes, refused } = await importFile(write(down.rows));
    expect(changes).toBe(0);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toContain(
      'The list of plain has an order here that is not that of its scores',
    );
  });

  it('a rank that stands twice without pins is not taken, and told by its row', async () => {
    const last = edit('plain', 4, set({ rank: '3' }));
    const answer = await importFile(write(last.rows));
    expect(answer).toMatchObject({ changes: 0, repaired: [] });
    expect(answer.refused).toEqual([
      {
        row: last.line,
        reason: expect.stringContaining(`Rank 3 stands on row ${last.line - 1} too in the list of plain`),
      },
    ]);
    const all = await importFile(write(exported.map((row) => ({ ...row, rank: '1' }))));
    expect(all.refused).toEqual([
      { row: 1, reason: expect.stringMatching(/^The rows of \d+ lists have ranks that others/) },
    ]);
  });

  it('a lost column of states decides nothing', async () => {
    const columns = Object.keys(exported[0] ?? {}).filter((column) => column !== 'state');
    expect(await importFile(write(exported, { columns }))).toMatchObject({
      changes: 0,
      refused: [{ row: 1, reason: expect.stringContaining('The column state is lost') }],
    });
  });

  it('a lost column of ranks is told where there are pins, which alone have an order', async () => {
    const columns = Object.keys(exported[0] ?? {}).filter((column) => column !== 'rank');
    expect(await importFile(write(exported, { columns }))).toMatchObject({ changes: 0, repaired: [] });
    const { rows } = edit('plain', 2, set({ state: 'pinned' }));
    expect(await importFile(write(rows, { columns }))).toMatchObject({
      changes: 1,
      repaired: [{ row: 1, what: expect.stringContaining('The column rank is lost') }],
    });
  });

  it('a file of single decisions, without ranks, says nothing of what it does not name', async () => {
    const [row, other] = exported.filter((each) => unprotect(each) === 'plain');
    const lookAlikeId = unprotect(other ?? {}, 'recommended_id');
    await place.engine.call('lists.decide', { id: 'plain', lookAlikeId, state: 'accepted' });
    const rows = [...exported.filter((each) => unprotect(each) === '7'), { ...row, state: 'rejected' }];
    const columns = ['product_id', 'recommended_id', 'state'];
    expect(await importFile(write(rows, { columns }))).toMatchObject({
      ...{ changes: 1, repaired: [], refused: [] },
      lists: [{ id: 'plain', entries: [{ before: 'suggested', after: 'rejected' }] }],
    });
  });
});

describe('a workbook', () => {
  it('is read as a spreadsheet saved it: ids are numbers or dates there', async () => {
    const columns = ['product_id', 'rank', 'recommended_id', 'state'];
    const file = join(place.folder, 'edited.xlsx');
    writeFileSync(
      file,
      writeWorkbook({
        name: 'Lists',
        rows: plainRows(columns, ['plain', 1, 123, 'accepted'], ['plain', 2, 1234567, 'rejected']),
      }),
    );
    expect(await importFile(file, true)).toMatchObject({
      changes: 2,
      repaired: [{ row: 2, what: expect.stringContaining('"123" was read as 00123') }],
      refused: [],
    });
    expect((await decisionsOf('plain')).toSorted()).toEqual(['00123 accepted', '1234567 rejected']);
  });
});

describe('a file that is no export', () => {
  it.each([
    ['metadata', 'id,name\n1,Shirt\n', 'it has no column product_id and no column recommended_id'],
    ['an export without its ids', 'product_id,rank\n7,1\n', 'it has no column recommended_id'],
    ['a header alone', 'product_id,rank,recommended_id,state\n', 'a header and no rows'],
    ['empty rows', 'product_id,rank,recommended_id,state\n,,,\n', 'a header and no rows'],
    ['nothing', '', 'empty'],
  ])('%s is refused in words', async (_, content, words) => {
    const file = join(place.folder, 'other.csv');
    writeFileSync(file, content);
    await expect(importFile(file, true)).rejects.toThrow(words);
  });
});
