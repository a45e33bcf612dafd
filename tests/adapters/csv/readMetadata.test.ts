import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../../src/adapters/csv/readMetadata.ts';
import { openTemporaryFolder } from '../files/temporaryFolder.ts';

const folder = openTemporaryFolder();

const read = (content: string | Uint8Array, limitRows?: number) =>
  readMetadata(folder.write('table.csv', content), limitRows === undefined ? {} : { limitRows });

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

const catalogCsv = join(import.meta.dirname, '../../../../shared/data/fashion-2k/styles.csv');

describe('the encoding', () => {
  const text = 'id,name\n1,Écru “blouse” – 5 €\n';
  const rows = [['1', 'Écru “blouse” – 5 €']];

  it('is UTF-8 with or without a byte order mark', async () => {
    expect(await read(text)).toMatchObject({ encoding: 'utf-8', columns: ['id', 'name'], rows });
    expect(await read(`\ufeff${text}`)).toMatchObject({ encoding: 'utf-8', columns: ['id', 'name'], rows });
  });

  it('is UTF-16LE with its mark, as Excel saves "Unicode text"', async () => {
    const bytes = Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le');
    expect(await read(bytes)).toMatchObject({
      encoding: 'utf-16le',
      delimiter: '\t',
      columns: ['id', 'name'],
      rows,
    });
  });

  it('is Latin-1, as Windows means it, where it is not valid UTF-8', async () => {
    const bytes = Buffer.from('id;name\r\n1;\xc9cru \x93blouse\x94 \x96 5 \x80\r\n', 'latin1');
    expect(await read(bytes)).toMatchObject({ encoding: 'windows-1252', delimiter: ';', rows });
  });

  it('is found out even where the first foreign byte comes late', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n${'1,plain\n'.repeat(30_000)}`),
      Buffer.from('2,caf\xe9\n', 'latin1'),
    ]);
    const file = await read(bytes);
    expect([file.encoding, file.rows.length, file.rows.at(-1)]).toEqual([
      'windows-1252',
      30_001,
      ['2', 'café'],
    ]);
  });

  it('holds for characters that fall between two pieces of the file', async () => {
    const file = await read(`id,name\n${'ééé,日本語\n'.repeat(20_000)}`);
    expect(file.encoding).toBe('utf-8');
    expect(new Set(file.rows.map((row) => row.join()))).toEqual(new Set(['ééé,日本語']));
  });
});

describe('the form', () => {
  it.each([
    [',', 'id,a b,c\n1,x;y,"p|q"\n2,x,z\n'],
    [';', 'id;a b;c\n1;x,y;"p;q"\n2;1,5;2,5\n'],
    ['\t', 'id\ta b\tc\n1\tx, y\tz\n2\tx\tz\n'],
    ['|', 'id|a b|c\n1|x, y|z\n2|x|z\n'],
  ])('is read with the delimiter %j', async (delimiter, text) => {
    const file = await read(text);
    expect(file).toMatchObject({ delimiter, columns: ['id', 'a b', 'c'], malformedLines: [] });
    expect(file.rows).toHaveLength(2);
  });

  it('is known by the line of its header and of each row', async () => {
    const file = await read('Our products\n\n id ,name\n1,"two\nlines"\n\n2,b\n');
    expect(file).toMatchObject({ header: { cells: [' id ', 'name'], line: 3 }, lines: [4, 7] });
  });

  it('is one column where there is no delimiter', async () => {
    expect(await read('id\n1\n2\n')).toMatchObject({ delimiter: ',', columns: ['id'], rows: [['1'], ['2']] });
  });

  it('obeys the line with which Excel names the delimiter', async () => {
    const file = await read('sep=;\r\nid;a,b\r\n1;x,y\r\n2\r\n');
    expect(file).toMatchObject({
      delimiter: ';',
      columns: ['id', 'a,b'],
      rows: [
        ['1', 'x,y'],
        ['2', ''],
      ],
      malformedLines: [4],
    });
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('is read with %s at the line ends', async (_name, end) => {
    const file = await read(['id,name', '1,a', '', '2,b'].join(end));
    expect(file).toMatchObject({
      columns: ['id', 'name'],
      rows: [
        ['1', 'a'],
        ['2', 'b'],
      ],
      malformedLines: [],
    });
  });

  it('may mix line ends', async () => {
    expect((await read('id,name\r\n1,a\n2,b\r3,c\r\n')).rows).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c'],
    ]);
  });

  it('may have line breaks, delimiters and quotes in quoted cells', async () => {
    const file = await read('id,name\r\n1,"two\r\nlines, ""so to speak"""\r\n2,b\r\n');
    expect(file).toMatchObject({
      rows: [
        ['1', 'two\r\nlines, "so to speak"'],
        ['2', 'b'],
      ],
      malformedLines: [],
    });
  });

  it('gives empty and repeated column names names of their own', async () => {
    expect((await read('id,,name,name, name ,\n1,2,3,4,5,6\n')).columns).toEqual([
      'id',
      'column 2',
      'name',
      'name 2',
      'name 3',
      'column 6',
    ]);
  });

  it('may begin with empty lines and have no rows', async () => {
    expect(await read('\n,,\nid,name\n')).toMatchObject({ columns: ['id', 'name'], rows: [] });
  });
});

describe('a damaged row', () => {
  it('with an unquoted delimiter in its last cell keeps the rest there, and its line is listed', async () => {
    const file = await read('id,name\n1,"a\nb"\n6044,Jacket, with hood, and belt\n3,c\n');
    expect(file).toMatchObject({
      rows: [
        ['1', 'a\nb'],
        ['6044', 'Jacket, with hood, and belt'],
        ['3', 'c'],
      ],
      malformedLines: [4],
    });
  });

  it('with too few cells is padded, and its line is listed', async () => {
    expect(await read('id,a,b\n1\n2,x,y\n')).toMatchObject({
      rows: [
        ['1', '', ''],
        ['2', 'x', 'y'],
      ],
      malformedLines: [2],
    });
  });

  it('with empty cells at its end is none', async () => {
    expect(await read('id,a\n1,x,,\n2,y,\n')).toMatchObject({
      rows: [
        ['1', 'x'],
        ['2', 'y'],
      ],
      malformedLines: [],
    });
  });

  it('with quotes within a cell keeps them', async () => {
    const file = await read('id,name\n1,27" screen\n2,"Bold" belt\n3,a "b" c\n');
    expect(file.rows).toEqual([
      ['1', '27" screen'],
      ['2', '"Bold" belt'],
      ['3', 'a "b" c'],
    ]);
  });

  it('with a stray quote does not swallow the rows up to the next quote', async () => {
    const file = await read('id,name,type\n1,"inch screen,TV\n2,b,TV\n3,c,TV\n4,"d, e",TV\n5,f,TV\n');
    expect(file.rows.map(([id]) => id)).toEqual(['1', '2', '3', '4', '5']);
    expect(file.rows[3]).toEqual(['4', 'd, e', 'TV']);
    expect(file.malformedLines).toEqual([2]);
  });

  it('with a quote that is never closed does not swallow the rows that follow', async () => {
    const file = await read('id,name,type\n1,a,TV\n2,"b,TV\n3,c,TV\n4,d,TV\n');
    expect(file.rows).toEqual([
      ['1', 'a', 'TV'],
      ['2', '"b', 'TV'],
      ['3', 'c', 'TV'],
      ['4', 'd', 'TV'],
    ]);
    expect(file.malformedLines).toEqual([3]);
  });
});

describe('a file is refused', () => {
  it('where a quote never closes and the rows cannot be told apart, with its line', async () => {
    await expect(read('id,name\n1,a\n2,"first line\nsecond line\nthird line\n')).rejects.toEqual(
      refusal('metadata-unusable', /line 3 of table\.csv is never closed/),
    );
  });

  it('where a quote never closes in a large file, with its line', async () => {
    const text = `id,name\n1,a\n2,"b\n${'3,plain text\n'.repeat(300_000)}`;
    await expect(read(text)).rejects.toEqual(
      refusal('metadata-unusable', /begins on line 3 of table\.csv has more than 1 MiB/),
    );
  });

  it('where a line has no end', async () => {
    await expect(read(`id,name\n1,${'x'.repeat(8 << 20)}`)).rejects.toEqual(
      refusal('metadata-unusable', /line 2 .*1 MiB/),
    );
    await expect(read(','.repeat(8 << 20))).rejects.toEqual(refusal('metadata-unusable', /line 1 .*1 MiB/));
  });

  it('where its last line is too long', async () => {
    await expect(read(`id,name\n1,${'x'.repeat(1.55 * 1024 * 1024)}\n`)).rejects.toEqual(
      refusal('metadata-unusable', /line 2 .*1 MiB/),
    );
  });

  it('where it has too many columns', async () => {
    await expect(read(`id${',x'.repeat(2000)}\n`)).rejects.toEqual(
      refusal('metadata-unusable', /2,001 columns/),
    );
  });

  it('where it is empty', async () => {
    await expect(read('')).rejects.toEqual(refusal('metadata-unusable', /table\.csv is empty/));
  });

  it('where it has nothing but blanks', async () => {
    await expect(read('\n , \n\n')).rejects.toEqual(refusal('metadata-unusable', /no header/));
    await expect(read('\ufeff')).rejects.toEqual(refusal('metadata-unusable', /no header/));
  });

  it('where it is an Excel workbook under another name', async () => {
    await expect(read(Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'))).rejects.toEqual(
      refusal('metadata-unusable', /Excel workbook .*save it as CSV/),
    );
  });

  it.each([
    ['an image', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10])],
    ['zeros', Buffer.alloc(100_000)],
    ['text with a zero late in it', Buffer.from(`id,name\n${'1,a\n'.repeat(50_000)}\0`)],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0])],
  ])('where it is no text but %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toEqual(refusal('metadata-unusable', /not a text file/));
  });

  it('where it is larger than 512 MiB, before it is read', async () => {
    const file = folder.write('table.csv', 'id\n');
    truncateSync(file, 513 * 1024 * 1024);
    await expect(readMetadata(file)).rejects.toEqual(refusal('metadata-unusable', /513 MiB/));
  });

  it('where it is missing, a folder, or a link that leads round in circles', async () => {
    await expect(readMetadata(folder.at('none.csv'))).rejects.toEqual(
      refusal('file-unreadable', /does not exist/),
    );
    await expect(readMetadata(folder.path)).rejects.toEqual(refusal('file-unreadable', /is a folder/));
    symlinkSync('loop.csv', folder.at('loop.csv'));
    await expect(readMetadata(folder.at('loop.csv'))).rejects.toEqual(refusal('file-unreadable', /circles/));
  });

  it.skipIf(process.platform === 'win32')('where it is a pipe without a writer, at once', async () => {
    execFileSync('mkfifo', [folder.at('pipe.csv')]);
    await expect(readMetadata(folder.at('pipe.csv'))).rejects.toEqual(refusal('file-unreadable', /a pipe/));
  });
});

describe('a preview', () => {
  it('has the first rows only', async () => {
    expect((await read('id,name\n1,a\n2,b\n3,c\n', 2)).rows).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
  });

  it('does not mind what comes later in a large file', async () => {
    const text = `id,name\n1,a\n2,b\n${'3,plain text\n'.repeat(400_000)}4,"never closed`;
    expect((await read(text, 2)).rows).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
  });
});

it.skipIf(!existsSync(catalogCsv))('the catalog of the Fashion Product Images reads as it is', async () => {
  const file = await readMetadata(catalogCsv);
  expect(file).toMatchObject({ encoding: 'utf-8', delimiter: ',', malformedLines: [] });
  expect(file.columns).toHaveLength(10);
  expect(file.rows).toHaveLength(2000);
});
