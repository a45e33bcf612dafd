/** What images are named after, and which rows they find by it. */
import { describe, expect, it } from 'vitest';
import { exportColumns } from '../../../../src/contract/exports.ts';
import type { MetadataOptions } from '../../../../src/contract/imports.ts';
import { joinMetadata } from '../../../../src/core/imports/metadata/joinMetadata.ts';
import { metadataFile } from './metadataFile.ts';

/** The images of each row, and what was noted. Cells are separated by commas. */
function join(lines: string[], paths: string[], options: Partial<MetadataOptions> = {}) {
  const table = joinMetadata(metadataFile(...lines), { map: {}, ...options }, paths);
  const images: Record<string, string[]> = {};
  for (const path of paths) {
    const row = table.matchFile(path);
    if (row !== null) images[row.id] = [...(images[row.id] ?? []), path];
  }
  return { images, notes: table.notes.join('\n'), table };
}

describe('a column', () => {
  it('of other keys becomes the id where the images are named after it', () => {
    const { images, notes, table } = join(
      ['id,ean,name', '1,400001,Boot', '2,400002,Cap'],
      ['400001.jpg', 'x/400002.jpg'],
    );
    expect(images).toEqual({ '400001': ['400001.jpg'], '400002': ['x/400002.jpg'] });
    expect(notes).toMatch(
      /joined by the column ean, whose values are the file names; it was taken as the product id/,
    );
    expect(table.fields).toEqual(['id (metadata)']);
  });

  it('of other keys only finds the row where the id was told, or rows lack it', () => {
    const told = join(['id,ean', '1,400001', '2,400002'], ['400001.jpg', '400002.jpg'], { idColumn: 'id' });
    expect(told.images).toEqual({ '1': ['400001.jpg'], '2': ['400002.jpg'] });
    expect(told.notes).toMatch(/joined by the column ean, whose values are the file names\./);
    const gaps = join(['id,ean', '1,400001', '2,', '3,', '4,'], ['400001.jpg']);
    expect(gaps.images).toEqual({ '1': ['400001.jpg'] });
  });

  it('of words finds rows without becoming the id', () => {
    const { images, table } = join(
      ['sku,name', 'A,Red Boot', 'B,Blue Cap'],
      ['Red Boot.jpg', 'blue cap.jpg'],
    );
    expect(images).toEqual({ A: ['Red Boot.jpg'], B: ['blue cap.jpg'] });
    expect(table.fields).toEqual([]);
  });

  it('that the folders are named after is the key where the pictures in them are only numbered', () => {
    const paths = ['1001/1.jpg', '1001/2.jpg', '1002/1.jpg', '1002/2.jpg'];
    const { images } = join(['id,sku,name', '1,1001,Boot', '2,1002,Cap'], paths);
    expect(images).toEqual({ '1001': paths.slice(0, 2), '1002': paths.slice(2) });
  });

  it('of the id stays the key where a folder for each view repeats the names', () => {
    const paths = ['front/1.jpg', 'front/2.jpg', 'back/1.jpg', 'back/2.jpg'];
    const { images } = join(['id,sku', '1,1001', '2,1002'], paths);
    expect(images).toEqual({ '1': ['front/1.jpg', 'back/1.jpg'], '2': ['front/2.jpg', 'back/2.jpg'] });
  });

  it('is the id where none is known by its name', () => {
    expect(join(['artnum,colour', 'x1,Blue', 'x2,Red'], ['x1.jpg', 'x2.jpg']).images).toEqual({
      x1: ['x1.jpg'],
      x2: ['x2.jpg'],
    });
  });

  it('is taken and told where others fit as well, one that is called like a key first', () => {
    const lines = ['size,shelf,stock_key', '6,5,7', '7,6,5', '5,7,6'];
    const { images, notes } = join(lines, ['5.jpg', '6.jpg', '7.jpg']);
    expect(images).toEqual({ '5': ['5.jpg'], '6': ['6.jpg'], '7': ['7.jpg'] });
    expect(notes).toMatch(
      /^Attention: the images may as well be named after size, shelf of table\.csv; stock_key was taken\./m,
    );
    const plain = join(['a,b', '1,2', '2,1'], ['1.jpg', '2.jpg']);
    expect(plain.notes).toMatch(/named after b of table\.csv; a was taken/);
    const clear = join(['a,b', '1,2', '2,4'], ['1.jpg', '2.jpg']);
    expect(clear.notes).not.toMatch(/Attention/);
  });

  it('of ids that has an unknown name is asked for where the images have a column of their own', () => {
    const lines = ['Artikel,Name,Bild', 'A-1,Boot,a.jpg', 'A-2,Cap,b.jpg'];
    const { images, notes } = join(lines, ['a.jpg', 'b.jpg']);
    expect(images).toEqual({ a: ['a.jpg'], b: ['b.jpg'] });
    expect(notes).toMatch(
      /^No column of table\.csv was recognised as the product id: .+ \("a"\)\. .*\(perhaps Artikel\), .*--id-column/m,
    );
    const told = join(lines, ['a.jpg', 'b.jpg'], { idColumn: 'Artikel' });
    expect(told.images).toEqual({ 'A-1': ['a.jpg'], 'A-2': ['b.jpg'] });
    expect(told.notes).toBe('');
  });

  it('of an id stays where the images are named after it, whatever else fits', () => {
    const { images, notes } = join(['id,sku', '1,2', '2,1'], ['1.jpg', '2.jpg']);
    expect(images).toEqual({ '1': ['1.jpg'], '2': ['2.jpg'] });
    expect(notes).toBe('');
  });
});

describe('a folder', () => {
  const lines = ['id,name', '1001,Boot', '1002,Cap'];

  it.each([
    ['is named after the id', ['1001/a.jpg', '1001/b.jpg', '1002/a.jpg']],
    ['has words after the id', ['1001 Boot/a.jpg', '1001 Boot/b.jpg', '1002_cap/a.jpg']],
    ['has leading zeros', ['01001/a.jpg', '01001/b.jpg', '01002/a.jpg']],
    ['has folders in it', ['x/1001/large/a.jpg', 'x/1001/small/a.jpg', 'x/1002/large/a.jpg']],
  ])('that %s holds the images of its product', (_what, [first = '', second = '', third = '']) => {
    const { images, notes } = join(lines, [first, second, third]);
    expect(images).toEqual({ '1001': [first, second], '1002': [third] });
    expect(notes).toMatch(/3 images were found by their folder/);
  });

  it('that has the name of an id by chance is none', () => {
    const paths = ['1001/7.jpg', 'a/8.jpg', 'b/9.jpg', 'stray/x.jpg'];
    expect(join(['id,name', '1001,Boot', '7,Cap', '8,Hat', '9,Bag'], paths).images).toEqual({
      '7': ['1001/7.jpg'],
      '8': ['a/8.jpg'],
      '9': ['b/9.jpg'],
    });
  });

  it('decides between rows that name the same file', () => {
    const rows = ['id,image', '1,front.jpg', '2,front.jpg', '3,front.jpg'];
    const { images, notes } = join(rows, ['1/front.jpg', '02/front.jpg', 'other/front.jpg']);
    expect(images).toEqual({ '1': ['1/front.jpg'], '2': ['02/front.jpg'] });
    expect(notes).toMatch(/front\.jpg is named by 3 rows of table\.csv \(1, 2, 3\) and was given to none/);
  });

  it('named after another key decides as well', () => {
    const rows = ['id,sku,image', '1,AA,front.jpg', '2,BB,front.jpg'];
    const { images } = join(rows, ['AA/front.jpg', 'BB/front.jpg']);
    expect(images).toEqual({ AA: ['AA/front.jpg'], BB: ['BB/front.jpg'] });
  });

  it('of another product is not taken for the one row that names its file', () => {
    const { images } = join(['id,name,image', '1,Boot,front.jpg', '2,Cap,'], ['1/front.jpg', '2/front.jpg']);
    expect(images).toEqual({ '1': ['1/front.jpg'], '2': ['2/front.jpg'] });
  });
});

describe('a view', () => {
  const lines = ['sku,name', 'AB-1,Boot', 'AB-2,Cap', 'AB-2-2,Cap again'];

  it.each([
    ['AB-1_1.jpg'],
    ['AB-1-front.jpg'],
    ['ab-1_BACK.JPG'],
    ['AB-1 (2).jpg'],
    ['AB-1.2.jpg'],
    ['AB-1@2x.jpg'],
    ['AB-1a.jpg'],
    ['AB-1_detail_01.jpg'],
    ['AB-1 - Copy.jpg'],
    ['AB-1-800x600.jpg'],
  ])('%s belongs to the product before it', (path) => {
    expect(join(lines, [path]).images).toEqual({ 'AB-1': [path] });
  });

  it('with an unknown word is one where several rows have it, else it is told', () => {
    const { images, notes } = join(lines, ['AB-1-studio.jpg', 'AB-2-studio.jpg', 'AB-2-blue.jpg']);
    expect(images).toEqual({ 'AB-1': ['AB-1-studio.jpg'], 'AB-2': ['AB-2-studio.jpg'] });
    expect(notes).toMatch(/1 image has no row although the name begins with an id: AB-2-blue\.jpg/);
  });

  it('is none where a row has the whole name', () => {
    expect(join(lines, ['AB-2-2.jpg', 'AB-2-2_1.jpg', 'AB-3-1.jpg']).images).toEqual({
      'AB-2-2': ['AB-2-2.jpg', 'AB-2-2_1.jpg'],
    });
  });
});

describe('a loose match', () => {
  it('takes another ending only where one file and one row have the name', () => {
    const lines = ['sku,image', 'A,a1.jpg', 'B,b.heic', 'X,c.jpg', 'Y,c.png'];
    const { images } = join(lines, ['a1.webp', 'b.jpg', 'c.gif']);
    expect(images).toEqual({ A: ['a1.webp'], B: ['b.jpg'] });
    expect(join(lines, ['a1.webp', 'a1.png']).images).toEqual({});
  });

  it('takes other case or zeros only where one file and one row have the name', () => {
    expect(join(['sku,name', 'cd,Hat'], ['CD.jpg', 'Cd.jpg']).images).toEqual({});
    expect(join(['sku,name', 'cd,Hat'], ['cd.jpg', 'CD.jpg']).images).toEqual({ cd: ['cd.jpg'] });
    expect(join(['sku,name', 'cd,Hat', 'CD,Cap'], ['Cd.jpg']).images).toEqual({});
    expect(join(['sku,name', '7,Hat'], ['a/007.jpg', 'b/007.jpg']).images).toEqual({
      '7': ['a/007.jpg', 'b/007.jpg'],
    });
  });
});

describe('a name that was written another way', () => {
  it.each([
    ['the file as in an address', 'red shoe', 'red%20shoe.jpg'],
    ['the row as in an address', 'caf%C3%A9', 'café.jpg'],
    ['thousands', '12X345', '12345.jpg'],
    ['millions', '4X006X381', '4006381.jpg'],
  ])('finds its row: %s', (_what, id, path) => {
    for (const separator of ['.', "'", '\u00a0']) {
      const written = id.replaceAll('X', separator);
      const { images, notes } = join(['sku,name', `${written},Shoe`], [path]);
      expect(images).toEqual({ [written]: [path] });
      expect(notes).toMatch(
        /^1 image was found by a name that a web address or a spreadsheet wrote another way/,
      );
    }
  });

  it('finds its row by the image that it names', () => {
    const rows = ['sku,image', '1,img/red%20shoe.png', '2,Blue Cap.jpg'];
    expect(join(rows, ['red shoe.jpg', 'blue%20cap.jpg']).images).toEqual({
      '1': ['red shoe.jpg'],
      '2': ['blue%20cap.jpg'],
    });
  });

  it('finds none where several rows or files may be meant, or one has the name as it stands', () => {
    expect(join(['sku,name', '12.345,a', '12 345,b', "12'345,c"], ['12345.jpg']).images).toEqual({});
    expect(join(['sku,name', 'a b,Shoe'], ['a%20b.jpg', 'x/a%20b.jpg']).images).toEqual({});
    expect(join(['sku,name', 'a b,Shoe'], ['a b.jpg', 'a%20b.jpg']).images).toEqual({ 'a b': ['a b.jpg'] });
    expect(join(['sku,name', '1.5,x', '100%,y'], ['15.jpg', '100.jpg']).images).toEqual({});
  });
});

describe('a table without a header', () => {
  const first = (notes: string) => notes.split('\n')[0];

  it.each([
    ['ids', ['1001,Boot,black', '1002,Cap,red'], ['1001.jpg', '1002.jpg'], ['B', 'C']],
    ['the only row', ['1001,Boot,black'], ['1001.jpg'], ['B', 'C']],
    ['images', ['Boot,a1.jpg', 'Cap,a2.jpg'], ['a1.jpg', 'a2.jpg'], ['A']],
    ['words', ['boot,black', 'cap,red'], ['boot.jpg', 'cap.jpg'], ['B']],
  ])('is read as one: %s', (_what, lines, paths, fields) => {
    const { images, notes, table } = join(lines, paths);
    expect(Object.values(images)).toEqual(paths.map((path) => [path]));
    expect(table.fields).toEqual(fields);
    expect(table.rowCount).toBe(lines.length);
    expect(first(notes)).toMatch(
      /^Attention: the first row of the table \(.+\) names no columns: .*--id-column/,
    );
  });

  it('is read as one where the first row has no image, but an id like those below', () => {
    const { images, table } = join(['AB-1,Boot', 'AB-2,Cap', 'AB-3,Hat'], ['AB-2.jpg', 'AB-3.jpg']);
    expect(images).toEqual({ 'AB-2': ['AB-2.jpg'], 'AB-3': ['AB-3.jpg'] });
    expect(table.takeUnmatched()).toEqual(['AB-1']);
  });

  it('has columns that can be chosen', () => {
    const lines = ['Boot,x,1.jpg', 'Cap,y,2.jpg'];
    const { images, table } = join(lines, ['1.jpg', '2.jpg'], { idColumn: 'B', map: { A: 'name' } });
    expect(images).toEqual({ x: ['1.jpg'], y: ['2.jpg'] });
    expect(table.matchFile('1.jpg')?.name).toBe('Boot');
  });

  it.each([
    ['a known word stands in it', ['id,1001', '1001,a', '1002,b'], ['1001.jpg', '1002.jpg']],
    ['its words are none of the files', ['Artikel,2019,2020', '7,1,2', '8,3,4'], ['7.jpg', '8.jpg']],
    [
      'a word of it is a picture in every folder',
      ['Artikel,front', 'x1,x1/front.jpg', 'x2,x2/front.jpg'],
      ['x1/front.jpg', 'x2/front.jpg'],
    ],
  ])('is one with a header where %s', (_what, lines, paths) => {
    expect(join(lines, paths).notes).not.toMatch(/first row/);
  });
});

describe('rows that repeat an id', () => {
  it('with other values are named by their lines', () => {
    const lines = ['id,size,name', '1,S,Shirt', '1,M,Shirt', '2,S,Hat', '1,S,Shirt', '2,,Cap'];
    expect(join(lines, ['1.jpg', '2.jpg']).notes).toBe(
      '2 rows repeat an id of table.csv with other values: line 3 (1), line 6 (2). The first row of an id stands; what these say was left out.',
    );
  });

  it('are named some, then counted', () => {
    const rows = Array.from({ length: 30 }, (_, at) => `1,${at}`);
    expect(join(['id,size', ...rows], ['1.jpg']).notes).toMatch(
      /^29 rows repeat .+: line 3 \(1\), .+, line 7 \(1\) and 24 more\./,
    );
  });

  it('with the same values, or with nothing but a further image, say nothing else', () => {
    const lines = ['id,size,image', '1,S,a.jpg', '1,S,b.jpg', '1,,c.jpg'];
    expect(join(lines, ['a.jpg', 'b.jpg', 'c.jpg']).notes).toBe('');
  });
});

it('rows that name one and the same file share it, and the first has it', () => {
  const { images, notes, table } = join(['sku,image', 'S,tee.jpg', 'M,tee.jpg', 'L,tee.jpg'], ['tee.jpg']);
  expect(images).toEqual({ S: ['tee.jpg'] });
  expect(notes).toMatch(/M, L share the image of S \(tee\.jpg\)/);
  expect(table.takeUnmatched()).toEqual(['M', 'L']);
});

describe('an export of recommendation lists', () => {
  it('is not taken for metadata', () => {
    expect(() =>
      join([exportColumns.join(','), 'a,1,b,0.9,suggested,A,B,a.jpg,b.jpg'], ['a.jpg', 'b.jpg']),
    ).toThrow(/table\.csv is an export of recommendation lists/);
  });
});

describe('an alarm', () => {
  it('is given where less than half of the rows or of the images found a partner', () => {
    const few = join(['id,name', '1,a', '2,b', '3,c'], ['1.jpg', 'x.jpg', 'y.jpg']);
    expect(few.notes).toMatch(
      /^Attention: only 1 of 3 products of table\.csv and 1 of 3 images found a partner\./m,
    );
    expect(few.notes).toMatch(
      /The column "id" was taken \(its first value is "1"\).* is x\.jpg\..*--id-column/,
    );
  });

  it('is not given where half of both did', () => {
    expect(join(['id,name', '1,a', '2,b'], ['1.jpg', 'x.jpg']).notes).toBe('');
  });

  it('is given where a spreadsheet shortened ids, unless files are called so', () => {
    const lines = ['ean,name', '1.01235E+12,Boot', '7,Cap'];
    expect(join(lines, ['7.jpg']).notes).toMatch(/^Attention: a spreadsheet shortened ids .*1\.01235E\+12/m);
    expect(join(lines, ['7.jpg', '1.01235E+12.jpg']).notes).toBe('');
  });
});
