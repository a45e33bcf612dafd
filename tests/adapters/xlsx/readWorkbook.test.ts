import { Buffer } from 'node:buffer';
import { truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../src/adapters/xlsx/readWorkbook.ts';
import { openTemporaryFolder } from '../files/temporaryFolder.ts';
import { plainRows, writeArchive, writeWorkbook } from './writeWorkbook.ts';

const folder = openTemporaryFolder();

const read = (content: Uint8Array, limitRows?: number) =>
  readWorkbook(folder.write('table.xlsx', content), limitRows === undefined ? {} : { limitRows });

const readRows = (rows: string) => read(writeWorkbook({ name: 'Products', rows }));

const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'metadata-unusable', message: expect.stringMatching(message) });

describe('a workbook', () => {
  it('is read like a table of text', async () => {
    expect(await readRows(plainRows(['id', 'name'], ['00123', 'Boot'], ['7', 'Cap']))).toMatchObject({
      encoding: 'xlsx',
      columns: ['id', 'name'],
      header: { cells: ['id', 'name'], line: 1 },
      rows: [
        ['00123', 'Boot'],
        ['7', 'Cap'],
      ],
      lines: [2, 3],
      malformedLines: [],
      notes: [],
    });
  });

  it('has numbers as a person sees them, without exponents and rounding errors', async () => {
    const rows = plainRows(['ean', 'price'], [4006381333931, 19.989999999999998], [1e20, 0.1]);
    expect((await readRows(rows)).rows).toEqual([
      ['4006381333931', '19.99'],
      ['100000000000000000000', '0.1'],
    ]);
  });

  it('has dates year first, formulas as their result, truth as words, and empty cells', async () => {
    const rows =
      plainRows(['id', 'date', 'sum', 'sold', 'size']) +
      '<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>45413</v></c><c r="C2" t="str"><f>A2&amp;"x"</f><v>1x</v></c><c r="D2" t="b"><v>1</v></c></row>' +
      '<row r="3"><c r="A3"><v>2</v></c><c r="C3"><f>A3*2</f><v></v></c><c r="E3" t="inlineStr"><is><t>XL</t></is></c></row>';
    expect((await readRows(rows)).rows).toEqual([
      ['1', '2024-05-01', '1x', 'TRUE', ''],
      ['2', '', '', '', 'XL'],
    ]);
  });

  it('may have a title above the header', async () => {
    const file = await readRows(
      plainRows(['Price list'], [], ['sku', 'name', 'colour'], ['A', 'Boot', 'red'], ['B', 'Cap', 'blue']),
    );
    expect(file).toMatchObject({
      columns: ['sku', 'name', 'colour'],
      rows: [['A'], ['B']].map(([id]) => [id, expect.any(String), expect.any(String)]),
    });
    expect(file.notes).toEqual([expect.stringMatching(/header of table\.xlsx is on line 3/)]);
  });

  it('has the sheet read that is about products, and says so', async () => {
    const file = await read(
      writeWorkbook(
        { name: 'Read me', rows: plainRows(['Spring', 'collection'], ['made', 'by us']) },
        { name: 'Nothing', rows: '' },
        { name: 'Products', rows: plainRows(['sku', 'name'], ['A', 'Boot']) },
      ),
    );
    expect(file.columns).toEqual(['sku', 'name']);
    expect(file.notes).toEqual([expect.stringMatching(/2 sheets .* "Products" was read/)]);
  });

  it('has as many rows as a preview asks for', async () => {
    const rows = plainRows(['id', 'name'], [1, 'a'], [2, 'b'], [3, 'c']);
    expect((await read(writeWorkbook({ name: 'A', rows }), 2)).rows).toHaveLength(2);
  });
});

describe('a file is refused', () => {
  it.each([
    [
      'zeros behind the mark of an archive',
      Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(200)]),
    ],
    ['a workbook that is cut off', writeWorkbook({ name: 'A', rows: plainRows(['id']) }).subarray(0, 600)],
  ])('that is %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toEqual(refusal(/table\.xlsx cannot be read.*save it as CSV/));
  });

  it('that is another archive', async () => {
    await expect(
      read(writeArchive([['mimetype', 'application/vnd.oasis.opendocument.spreadsheet']])),
    ).rejects.toEqual(refusal(/is no Excel workbook/));
  });

  it('that has nothing in it', async () => {
    await expect(readRows('')).rejects.toEqual(refusal(/table\.xlsx is empty/));
  });

  it('that unpacks to more than memory should hold', async () => {
    const bomb = writeArchive([
      ['xl/workbook.xml', '<workbook/>'],
      ['xl/worksheets/sheet1.xml', ' '.repeat(300 * 1024 * 1024)],
    ]);
    await expect(read(bomb)).rejects.toEqual(refusal(/301 MiB when unpacked; 256 MiB are the most/));
  });

  it('that unpacks to more than it says', async () => {
    const bomb = writeArchive([['xl/workbook.xml', ' '.repeat(1024 * 1024)]], 100);
    await expect(read(bomb)).rejects.toEqual(refusal(/cannot be read/));
  });

  it.each([
    ['a row', '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'],
    ['a column', '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'],
    [
      'a cell in the last corner',
      '<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    ],
  ])('that has %s far outside', async (_what, rows) => {
    await expect(readRows(rows)).rejects.toEqual(refusal(/reaches to row .* more than can be read/));
  });

  it('that is larger than 64 MiB, before it is read', async () => {
    const file = folder.write('table.xlsx', 'PK');
    truncateSync(file, 65 * 1024 * 1024);
    await expect(readWorkbook(file)).rejects.toEqual(refusal(/65 MiB/));
  });
});
