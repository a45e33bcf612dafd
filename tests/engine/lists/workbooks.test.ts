/** Lists that leave as a workbook and come back, on a real catalog with ids that spreadsheets like to break. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readSheets from 'read-excel-file/universal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainRows, writeWorkbook } from '../../adapters/xlsx/writeWorkbook.ts';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

const names = new Map([
  ['00123', '=HYPERLINK("http://example.org")'],
  ['100000', '<b>Shirt</b> & "Co"'],
  ['3-10', '+1'],
  ['007', 'constructor'],
  ['7', '  Shirt  '],
]);

let place: Workplace;

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id;image;productDisplayName;colour'];
  for (const [at, [id, name]] of [...names].entries()) {
    await place.draw(`picture${at}.jpg`, at + 1);
    rows.push(`${id};picture${at}.jpg;"${name.replaceAll('"', '""')}";0${at}`);
  }
  await place.import({ metadata: place.write('styles.csv', `${rows.join('\n')}\n`) });
});

afterAll(() => place.close());

async function exportLists(name: string, format: 'csv' | 'xlsx'): Promise<string> {
  const file = join(place.folder, name);
  await runExport(place.engine, { what: { kind: 'all' }, top: 4, file, format, columns: ['colour'] });
  return file;
}

async function readCells(file: string) {
  const [sheet] = await readSheets(new Blob([readFileSync(file)]), { trim: false });
  return sheet?.data ?? [];
}

/** Of a CSV without quotes that matter: what stands in the first five columns. */
function readCsv(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .slice(1)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split(',').slice(0, 5));
}

describe('lists as a workbook', () => {
  it('have the columns and rows of the CSV: ids as text, ranks and scores as numbers', async () => {
    const cells = await readCells(await exportLists('lists.xlsx', 'xlsx'));
    const csv = readCsv(await exportLists('lists.csv', 'csv'));
    expect(cells.map((row) => row.slice(0, 5).map(String))).toEqual(csv);
    expect(cells[0]?.slice(5)).toEqual([
      ...['product_name', 'recommended_name', 'product_image', 'recommended_image'],
      'colour',
    ]);
    expect(cells).toHaveLength(1 + names.size * 4);
    for (const [id, rank, other, score, , name, otherName, , , colour] of cells.slice(1)) {
      expect([typeof id, typeof rank, typeof other, typeof score]).toEqual([
        ...(['string', 'number', 'string', 'number'] as const),
      ]);
      expect([name, otherName].map((text) => String(text).trim())).toEqual(
        [id, other].map((each) => names.get(String(each))?.trim()),
      );
      expect(colour).toMatch(/^0\d$/);
    }
  });

  it('change nothing where they come back as they left', async () => {
    const { results } = await place.engine.call('search.similar', {
      query: { kind: 'product', id: '007' },
      k: 4,
    });
    const [first, second] = results.map(({ id }) => id);
    for (const [id, state] of [
      [first, 'pinned'],
      [second, 'accepted'],
    ] as const) {
      await place.engine.call('lists.decide', { id: '007', lookAlikeId: id ?? '', state });
    }
    const file = await exportLists('same.xlsx', 'xlsx');
    const answer = await place.engine.call('lists.import', { file });
    expect(answer).toMatchObject({ rows: 20, changes: 0, repaired: [], refused: [] });
    await place.engine.call('lists.undo', { count: 2 });
  });

  it('change what was changed in them', async () => {
    const cells = await readCells(await exportLists('before.xlsx', 'xlsx'));
    const rows = cells.map((row) => row.slice(0, 5).map((cell) => (cell === null ? '' : cell)));
    const at = rows.findIndex(([id, rank]) => id === '00123' && rank === 2);
    const [, , other] = rows[at] ?? [];
    const edited = rows.map((row, index) => (index === at ? [...row.slice(0, 4), 'rejected'] : row));
    const file = join(place.folder, 'edited.xlsx');
    writeFileSync(
      file,
      writeWorkbook({ name: 'Lists', rows: plainRows(...(edited as (string | number)[][])) }),
    );
    expect(await place.engine.call('lists.import', { file })).toMatchObject({
      changes: 1,
      repaired: [],
      refused: [],
      lists: [{ id: '00123', entries: [{ id: other, before: 'suggested', after: 'rejected' }] }],
    });
  });

  it('stand in the catalog’s exports folder under their own ending where no place is given', async () => {
    const { jobId: id } = await place.engine.call('lists.export', {
      what: { kind: 'all' },
      format: 'xlsx',
    });
    const job = await place.engine.call('jobs.wait', { id });
    expect(job).toMatchObject({ state: 'done', result: { products: 5, rows: 20 } });
    const { catalog } = await place.engine.call('catalogs.current', {});
    expect(readdirSync(join(catalog?.folder ?? '', 'exports'))).toEqual([
      expect.stringMatching(/^look-alikes .*\.xlsx$/),
    ]);
  });
});
