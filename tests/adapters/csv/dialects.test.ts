/** Tables as programs and people write them, beyond what a standard says. */
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createCsvStringifier } from '../../../src/adapters/csv/csvRows.ts';
import { type ReadOptions, readMetadata } from '../../../src/adapters/csv/readMetadata.ts';
import { cleanIds } from '../../../src/core/imports/metadata/cleanCells.ts';
import { openTemporaryFolder } from '../files/temporaryFolder.ts';

const folder = openTemporaryFolder();

const read = (content: string | Uint8Array, options: ReadOptions = {}) =>
  readMetadata(folder.write('table.csv', content), options);

const boots = {
  columns: ['id', 'name', 'colour'],
  rows: [
    ['1', 'Boot', 'black'],
    ['2', 'Cap', 'red'],
  ],
  malformedLines: [],
};
const table = 'id,name,colour\n1,Boot,black\n2,Cap,red\n';

describe('above the header', () => {
  it.each([
    ['a title', `Price list\n${table}`, 2],
    ['a title with delimiters in it', `"Spring, summer; all | 2024",,\n${table}`, 2],
    ['padded titles and an empty line', `Price list,,\nAll prices in EUR,,\n,,\n${table}`, 4],
    ['a title that is not in the first cell', `,Price list,\n${table}`, 2],
  ])('%s is left out, and told', async (_what, text, line) => {
    const file = await read(text);
    expect(file).toMatchObject(boots);
    expect(file.notes).toEqual([expect.stringContaining(`is on line ${line};`)]);
  });

  it.each([
    ['one comment', `# exported 2024-05-01 by PIM\n${table}`],
    ['comments with delimiters and empty lines', `# a\n# b, c, d\n#\n\n${table}`],
  ])('%s is left out, and told', async (_what, text) => {
    const file = await read(text);
    expect(file).toMatchObject(boots);
    expect(file.notes).toEqual([expect.stringContaining('comment line')]);
  });

  it('nothing is left out where # begins the header itself', async () => {
    expect(await read(`#${table}`)).toMatchObject({ columns: ['#id', 'name', 'colour'], notes: [] });
  });

  it('nothing is left out where the header has no name for the index', async () => {
    expect(await read(',name\n0,Boot\n1,Cap\n')).toMatchObject({ columns: ['column 1', 'name'], notes: [] });
  });

  it('nothing is left out where cells of a single column have commas', async () => {
    expect(await read('names\n"a"\n"b, c"\n')).toMatchObject({ columns: ['names'], rows: [['a'], ['b, c']] });
  });

  it.each([
    ['sep=;\r\n', ';'],
    ['"sep=;"\r\n', ';'],
    ['SEP=;;;\n', ';'],
    ['sep=\t\n', '\t'],
  ])('%j names the delimiter', async (line, delimiter) => {
    expect(await read(line + table.replaceAll(',', delimiter))).toMatchObject({
      ...boots,
      delimiter,
      notes: [],
    });
  });
});

describe('quotes', () => {
  it('escaped with a backslash are quotes of the cell', async () => {
    const file = await read('id,name,colour\n1,"Boot \\"Max\\", high",black\n2,"5\\" pipe","C:\\\\"\n');
    expect(file.rows).toEqual([
      ['1', 'Boot "Max", high', 'black'],
      ['2', '5" pipe', 'C:\\'],
    ]);
    expect(file.malformedLines).toEqual([]);
  });

  it('behind a backslash that ends a cell close it', async () => {
    expect((await read('id,path\n1,"C:\\dir\\"\n2,"D:\\"\n')).rows).toEqual([
      ['1', 'C:\\dir\\'],
      ['2', 'D:\\'],
    ]);
  });

  it.each([[','], [';'], ['|']])('may stand behind blanks after %j', async (delimiter) => {
    const text = ['id, "name", "colour"', `1, "Boot${delimiter} high", "black"`].join('\n');
    expect((await read(text.replaceAll(', "', `${delimiter} "`).replace(', 1', ''))).rows).toEqual([
      ['1', `Boot${delimiter} high`, 'black'],
    ]);
  });
});

describe('letters', () => {
  it('that are no UTF-8 in a file that is are read by themselves, and their lines named', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeffid,name\n1,Stövel grön\n2,Mössa blå\n3,Caf'),
      Buffer.from([0xe9]),
      Buffer.from('\n4,Röd\n'),
    ]);
    const file = await read(bytes);
    expect(file).toMatchObject({ encoding: 'utf-8', columns: ['id', 'name'] });
    expect(file.rows.map(([, name]) => name)).toEqual(['Stövel grön', 'Mössa blå', 'Café', 'Röd']);
    expect(file.notes).toEqual([expect.stringMatching(/on line 4: .*Windows-1252/)]);
  });

  it.each([
    ['one each', '1,Mütze\n2,gr~', [0xfc], 'n\n', ['Mütze', 'grün']],
    [
      'a line of two files put together',
      '1,Mütze grün\n2,Größe\n3,~berbr~',
      [0xdc, 0xfc],
      'cke\n',
      ['Mütze grün', 'Größe', 'Überbrücke'],
    ],
    ['Greek', '1,Μπότες\n2,Caf~', [0xe9], '\n', ['Μπότες', 'Café']],
    ['Chinese', '1,靴子\n2,Caf~', [0xe9], '\n', ['靴子', 'Café']],
    ['two bytes behind one letter', '1,Mütze\n2,~b~', [0xd6, 0xf6], '\n', ['Mütze', 'Öbö']],
  ] as const)(
    'that are no UTF-8 are read by themselves in a short file as well: %s',
    async (_what, start, bad, end, names) => {
      const pieces = start
        .split('~')
        .flatMap((piece, at) => [Buffer.from(piece), Buffer.from(bad.slice(at, at + 1))]);
      const file = await read(Buffer.concat([Buffer.from('id,name\n'), ...pieces, Buffer.from(end)]));
      expect(file.encoding).toBe('utf-8');
      expect(file.rows.map(([, name]) => name)).toEqual(names);
      expect(file.notes).toEqual([expect.stringMatching(/UTF-8 with bytes that are none, on line/)]);
    },
  );

  it('of a short file are windows-1252 where most of them are', async () => {
    const bytes = Buffer.concat([
      Buffer.from('id,name\n1,M\xfctze\n2,gr\xfcn\n3,Gr\xf6\xdfe\n4,wei\xdf\n5,', 'latin1'),
      Buffer.from('ü\n'),
    ]);
    expect(await read(bytes)).toMatchObject({ encoding: 'windows-1252' });
  });

  it('are read far into a file where a single one is damaged late', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`id,name\n${'1,日本語\n'.repeat(20_000)}`),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('2,日本語\n'),
    ]);
    const file = await read(bytes);
    expect(file.encoding).toBe('utf-8');
    expect(file.rows.at(-1)).toEqual(['2', '日本語']);
    expect(file.notes[0]).toContain('on line 20002:');
  });

  it.each([['utf-16le'], ['utf-16be']])('are %s by their zero bytes, without a mark', async (encoding) => {
    const bytes = Buffer.from('商品コード,name\n1,ブーツ\n2,Cap\n', 'utf16le');
    expect(await read(encoding === 'utf-16be' ? bytes.swap16() : bytes)).toMatchObject({
      encoding,
      columns: ['商品コード', 'name'],
      rows: [
        ['1', 'ブーツ'],
        ['2', 'Cap'],
      ],
      notes: [expect.stringContaining(`read as ${encoding}`)],
    });
  });

  it('are read as the person says', async () => {
    const bytes = Buffer.from([0x69, 0x64, 0x2c, 0x61, 0x0a, 0x31, 0x2c, 0xe4, 0xe0, 0x0a]);
    expect(await read(bytes, { encoding: 'CP1251' })).toMatchObject({
      encoding: 'windows-1251',
      rows: [['1', 'да']],
      notes: [],
    });
    await expect(read(bytes, { encoding: 'klingon' })).rejects.toMatchObject({
      code: 'metadata-unusable',
      message: expect.stringContaining('"klingon" is no encoding'),
    });
  });
});

it('cells end where the person says', async () => {
  expect(await read('id:name\n1:Boot, high\n', { delimiter: ':' })).toMatchObject({
    delimiter: ':',
    columns: ['id', 'name'],
    rows: [['1', 'Boot, high']],
  });
});

it('ids that an export made harmless for spreadsheets are read back', async () => {
  const ids = ['-A1', '=B2', '+C3', '@D4', '007', "'quoted'"];
  const write = createCsvStringifier(['sku', 'name']);
  const file = await read(write(ids.map((id) => [id, 'x'])));
  expect(
    cleanIds(
      file.rows.map(([id = '']) => id),
      () => false,
    ),
  ).toEqual(ids);
});
