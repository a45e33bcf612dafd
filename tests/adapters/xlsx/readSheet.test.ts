/** Cells as workbooks of other programs have them: to the last one what a library reads that takes the whole workbook at once. */
import readSheets from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../src/adapters/xlsx/readWorkbook.ts';
import { openTemporaryFolder } from '../files/temporaryFolder.ts';
import { writeArchive } from './writeWorkbook.ts';

const folder = openTemporaryFolder();

const formats = 'http://schemas.openxmlformats.org';
const sheetsPart = '<sheets><sheet name="First &amp; only" sheetId="7" r:id="rId9"/></sheets>';

interface Parts {
  readonly rows: string;
  readonly texts?: string;
  readonly styles?: string;
  /** Of `workbook`, before its sheets. */
  readonly facts?: string;
}

function write({ rows, texts, styles, facts = '' }: Parts): Buffer<ArrayBuffer> {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${formats}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const archive = writeArchive([
    ['[Content_Types].xml', `<Types xmlns="${formats}/package/2006/content-types"/>`],
    [
      'xl/worksheets/table.xml',
      `<?xml version="1.0"?><!-- <row r="9"> --><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ],
    ['xl/workbook.xml', `<workbook>${facts}${sheetsPart}</workbook>`],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${relation('rId9', 'worksheet', '/xl/worksheets/table.xml')}${relation('rId1', 'styles', 'styles.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ],
    ...(texts === undefined ? [] : [['xl/sharedStrings.xml', `<sst>${texts}</sst>`] as const]),
    ...(styles === undefined ? [] : [['xl/styles.xml', `<styleSheet>${styles}</styleSheet>`] as const]),
  ]);
  return Buffer.from(archive);
}

async function readTable(parts: Parts): Promise<readonly (readonly string[])[]> {
  const { header, rows } = await readWorkbook(folder.write('table.xlsx', write(parts)));
  return [header.cells, ...rows];
}

/** Dates as the table has them. */
async function readByLibrary(parts: Parts): Promise<string[][]> {
  const [sheet] = await readSheets(new Blob([write(parts)]), { trim: false });
  return (sheet?.data ?? []).map((cells) =>
    cells.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? ''))),
  );
}

const inline = (address: string, text: string) =>
  `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
const head = `<row r="1">${inline('A1', 'sku')}${inline('B1', 'name')}${inline('C1', 'made')}</row>`;

describe('a sheet of another program', () => {
  it('may have texts in runs, with a pronunciation, escaped, or twice', async () => {
    const parts = {
      texts:
        '<si><t>A1</t></si><si><r><rPr><b/></rPr><t>red </t></r><r><t xml:space="preserve">boot </t></r></si>' +
        '<si><t>靴</t><rPh sb="0" eb="1"><t>クツ</t></rPh></si><si><t>one_x000D_two &lt;&#x26;&#38;&gt; _x005F_x0041_</t></si><si><t/></si>',
      rows:
        head +
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>' +
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>3</v></c><c r="C3" t="s"><v>4</v></c></row>',
    };
    expect(await readTable(parts)).toEqual(await readByLibrary(parts));
    expect(await readTable(parts)).toEqual([
      ['sku', 'name', 'made'],
      ['A1', 'red boot ', ''],
      ['靴', 'one\rtwo <&&> _x0041_', ''],
    ]);
  });

  it.each([
    ['', '2024-05-01'],
    ['<workbookPr date1904="1"/>', '2028-05-02'],
  ])('has dates by the forms of their styles, counted from its first day: %s', async (facts, day) => {
    const parts = {
      facts,
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yy;@"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.00"/></numFmts>' +
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>',
      rows: `${head}<row r="2"><c r="A2" s="2"><v>45413</v></c><c r="B2" s="1"><v>45413</v></c><c r="C2" s="3"><v>45413.2</v></c></row>`,
    };
    const [, row] = await readTable(parts);
    expect(row?.slice(0, 2)).toEqual(['45413', day]);
    expect(row?.[2]).toBe(`${day} 04:48:00`);
    expect((await readByLibrary(parts))[1]?.slice(0, 2)).toEqual(['45413', day]);
  });

  it('may name its elements by a namespace, leave rows and cells out, and say nothing of a place', async () => {
    const rows =
      `${head}<row r="4" spans="1:3"><c r="C4" s='0'><v>3</v></c></row>` +
      '<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>1&lt;2</f><v>a&amp;b</v></c></row>';
    const named = `<x:row r="7"><x:c r="A7"><x:v>7</x:v></x:c></x:row>`;
    const file = await readWorkbook(folder.write('table.xlsx', write({ rows: rows + named })));
    expect(file.rows).toEqual([
      ['', '', '3'],
      ['TRUE', '', 'a&b'],
      ['7', '', ''],
    ]);
    expect(file.lines).toEqual([4, 5, 7]);
  });

  it('is the same wherever it is cut into pieces', async () => {
    const count = 3000;
    const rows = Array.from({ length: count }, (_, i) => {
      const row = i + 2;
      const name = `${'ä&amp;'.repeat(i % 40)}<![CDATA[<${i}>]]>`;
      return `<row r="${row}"><c r="A${row}"><v>${i}</v></c>${inline(`B${row}`, name)}<!-- ${'>'.repeat(i % 7)} --><c r="C${row}"><v>${i / 7}</v></c></row>`;
    });
    const table = await readTable({ rows: head + rows.join('') });
    expect(table).toHaveLength(count + 1);
    expect(table.slice(1).map(([sku, name]) => `${sku} ${name}`)).toEqual(
      Array.from({ length: count }, (_, i) => `${i} ${'ä&'.repeat(i % 40)}<${i}>`),
    );
    expect(table.at(-1)?.[2]).toBe(String(Number((2999 / 7).toPrecision(15))));
  });

  it.each([
    ['a text that is not there', '<row r="2"><c r="A2" t="s"><v>5</v></c></row>'],
    ['a row that was before', '<row r="1"><c r="A1"><v>5</v></c></row>'],
    ['a cell that was before', '<row r="2"><c r="B2"><v>5</v></c><c r="A2"><v>5</v></c></row>'],
    ['a cell of another row', '<row r="2"><c r="A3"><v>5</v></c></row>'],
    ['a kind that there is not', '<row r="2"><c r="A2" t="z"><v>5</v></c></row>'],
    ['neither true nor false', '<row r="2"><c r="A2" t="b"><v>5</v></c></row>'],
  ])('is refused with %s', async (_what, rows) => {
    await expect(readTable({ rows: head + rows })).rejects.toMatchObject({
      code: 'metadata-unusable',
      message: expect.stringMatching(/cannot be read as an Excel workbook/),
    });
  });
});
