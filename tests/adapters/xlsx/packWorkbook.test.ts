import { Buffer } from 'node:buffer';
import readSheets from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { createArchive } from '../../../src/adapters/xlsx/packArchive.ts';
import { packWorkbook } from '../../../src/adapters/xlsx/packWorkbook.ts';
import { readArchive } from '../../../src/adapters/xlsx/readArchive.ts';
import { createSheetText, type SheetCell } from '../../../src/adapters/xlsx/sheetText.ts';

async function pack(columns: readonly string[], ...rows: SheetCell[][]): Promise<Buffer<ArrayBuffer>> {
  const sheet = createSheetText(columns);
  async function* pieces() {
    yield sheet.head;
    for (const row of rows) yield sheet.rows([row]);
    yield sheet.foot;
  }
  const parts: Uint8Array[] = [];
  await packWorkbook(async (bytes) => {
    parts.push(Uint8Array.from(bytes));
  }, pieces());
  return Buffer.concat(parts);
}

/** The cells of the only sheet, numbers as the file has them. */
async function read(bytes: Buffer<ArrayBuffer>) {
  const [sheet, ...others] = await readSheets(new Blob([bytes]), { trim: false });
  expect(others).toEqual([]);
  return sheet?.data;
}

function partOf(bytes: Buffer, path: string): string {
  const entry = readArchive(bytes).find((each) => each.path === path);
  return entry?.unpack().toString('utf8') ?? '';
}

describe('a workbook', () => {
  it('keeps texts as texts, whatever they look like, and numbers as numbers', async () => {
    const texts = ['007', '1E5', '=1+1', '+49', '-5X', '@SUM(A1)', 'TRUE', '2026-03-10', "'quoted"];
    const file = await pack(['id', 'score'], ...texts.map((text, at) => [text, at / 7]));
    expect(await read(file)).toEqual([['id', 'score'], ...texts.map((text, at) => [text, at / 7])]);
  });

  it.each([
    ['marks of XML', `<b>&amp; "two" 'three'</b> ]]>`],
    ['blanks that XML would take', ' two  blanks\tand a tab '],
    ['line breaks of every kind', 'one\ntwo\r\nthree\rfour'],
    ['what XML cannot hold', 'bell \u0007, \u0000 and \uffff'],
    ['what looks like an escape', '_x0041_ and _x005F_'],
    ['signs beyond the basic plane', '\u{1f45f} 靴 é'],
    ['a name that every object has', 'constructor'],
    ['the sign for unreadable ones', 'caf\ufffd'],
  ])('brings back %s', async (_, text) => {
    expect(await read(await pack(['id'], [text]))).toEqual([['id'], [text]]);
  });

  it('leaves empty cells out, and numbers that are none', async () => {
    const file = await pack(['a', 'b', 'c'], ['', Number.NaN, 'last']);
    expect(await read(file)).toEqual([
      ['a', 'b', 'c'],
      [null, null, 'last'],
    ]);
  });

  it('cuts a text off where a cell ends, and never within a sign', async () => {
    const file = await pack(['a'], [`${'x'.repeat(32_766)}\u{1f45f}`]);
    expect(await read(file)).toEqual([['a'], [`${'x'.repeat(32_766)}\ufffd`]]);
  });

  it('names columns beyond Z', async () => {
    const columns = Array.from({ length: 30 }, (_, at) => `field ${at}`);
    const sheet = partOf(await pack(columns), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<c r="Z1"');
    expect(sheet).toContain('<c r="AA1"');
    expect(sheet).toContain('<c r="AD1"');
  });

  it('has its header in sight, and columns that take what is typed for text', async () => {
    const file = await pack(['id', 'name'], ['007', 'Shirt']);
    const sheet = partOf(file, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<col min="1" max="2" width="20" style="1" customWidth="1"/>');
    expect(sheet).toContain('<c r="A2" s="1" t="inlineStr">');
    const [, second] = [...partOf(file, 'xl/styles.xml').matchAll(/<xf numFmtId="(\d+)"[^>]*xfId/g)];
    expect(second?.[1]).toBe('49');
  });

  it('refuses more rows than a sheet has, in words', () => {
    const sheet = createSheetText(['id'], 3);
    sheet.rows([['1'], ['2']]);
    expect(() => sheet.rows([['3']])).toThrow(/A sheet has 3 rows at most.*Write CSV instead/);
  });
});

describe('an archive', () => {
  it('is refused where it would be larger than its format can hold, packed or unpacked', async () => {
    const drop = () => Promise.resolve();
    const words = /larger than 4 GiB.*Write CSV instead/;
    await expect(createArchive(drop, 1000).add('a', 'x'.repeat(1001))).rejects.toThrow(words);
    const archive = createArchive(drop, 200);
    await archive.add('a', 'a'.repeat(100));
    await expect(archive.add('b', 'b'.repeat(100)).then(() => archive.end())).rejects.toThrow(words);
  });

  it('ends with the failure of what it packs', async () => {
    async function* failing() {
      yield 'one';
      throw new Error('no more');
    }
    await expect(createArchive(() => Promise.resolve()).add('a', failing())).rejects.toThrow('no more');
  });
});
