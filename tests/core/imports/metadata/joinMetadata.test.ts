import { describe, expect, it } from 'vitest';
import type { MetadataOptions } from '../../../../src/contract/imports.ts';
import { joinMetadata } from '../../../../src/core/imports/metadata/joinMetadata.ts';
import { metadataFile } from './metadataFile.ts';

const join = (lines: string[], options: Partial<MetadataOptions> = {}, paths: string[] = []) =>
  joinMetadata(metadataFile(...lines), { map: {}, ...options }, paths);

const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'metadata-unusable', message: expect.stringMatching(message) });

describe('a row', () => {
  it('is found by the id in the file name, in any folder, with any image ending', () => {
    const table = join(['id,colour,productDisplayName', '10002,Blue,Palm skirt']);
    const row = { id: '10002', name: 'Palm skirt', attributes: { colour: 'Blue' } };
    expect(table.matchFile('10002.jpg')).toEqual(row);
    expect(table.matchFile('images/a/10002.WEBP')).toEqual(row);
    expect(table.matchFile('10002.txt.jpg')).toBeNull();
    expect(table.matchFile('10003.jpg')).toBeNull();
  });

  it('is found although pandas wrote the id as 10002.0', () => {
    const table = join(['id,colour', '10002.0,Blue']);
    expect(table.matchFile('10002.jpg')?.id).toBe('10002');
  });

  it('is found without regard to case only where that is unambiguous', () => {
    const table = join(['sku,colour', 'ab-1,Blue', 'AB-2,Red', 'ab-2,Green']);
    expect(table.matchFile('AB-1.jpg')?.id).toBe('ab-1');
    expect(table.matchFile('ab-2.jpg')?.id).toBe('ab-2');
    expect(table.matchFile('Ab-2.jpg')).toBeNull();
  });

  it('is found although a spreadsheet cut off leading zeros, only where that is unambiguous', () => {
    const table = join(['id,colour', '108775,Blue', '7,Red', '07,Green']);
    expect(table.matchFile('010/0108775.jpg')?.id).toBe('108775');
    expect(table.matchFile('007.jpg')).toBeNull();
  });

  it('is found where accents are encoded in two ways', () => {
    expect(join(['id,colour', 'caf\u00e9,Blue']).matchFile('cafe\u0301.jpg')?.id).toBe('caf\u00e9');
  });

  it('has no attribute for the ways to write "no value"', () => {
    const table = join(['id,a,b,c,d,e,f,g', '1,NA,n/a,NaN,null,None,  ,x ']);
    expect(table.matchFile('1.jpg')?.attributes).toEqual({ g: 'x' });
  });

  it('may have fields with the names of object members', () => {
    const table = join(['id,__proto__,constructor', '1,x,y']);
    expect(Object.entries(table.matchFile('1.jpg')?.attributes ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('an image column', () => {
  it('is found by relative path, longer or shorter than the one below the folder', () => {
    const table = join(['id,image', 'a,images/shirts/1.jpg', 'b,images/belts/1.jpg', 'c,2.png']);
    expect(table.matchFile('images/shirts/1.jpg')?.id).toBe('a');
    expect(table.matchFile('belts/1.jpg')?.id).toBe('b');
    expect(table.matchFile('any/where/2.png')?.id).toBe('c');
  });

  it('takes a file of another folder only where one row and one file have the name', () => {
    const lines = ['id,image', 'a,train/1.jpg', 'b,x/2.jpg', 'c,y/2.jpg'];
    expect(join(lines, {}, ['test/1.jpg']).matchFile('test/1.jpg')?.id).toBe('a');
    expect(join(lines, {}, ['test/1.jpg', 'more/1.jpg']).matchFile('test/1.jpg')).toBeNull();
    expect(join(lines, {}, ['test/2.jpg']).matchFile('test/2.jpg')).toBeNull();
  });

  it('tells files of the same name apart by their folders, and takes none where these say nothing', () => {
    const table = join(['id,image', 'a,1001/front.jpg', 'b,1002/front.jpg']);
    expect(table.matchFile('images/1002/front.jpg')?.id).toBe('b');
    expect(table.matchFile('front.jpg')).toBeNull();
    expect(table.matchFile('1003/front.jpg')).toBeNull();
  });

  it('takes a cell of nothing but slashes, and one with very many', () => {
    const table = join(['id,image', 'a,///', `b,${'x/'.repeat(50_000)}2.jpg`, 'c,3.jpg']);
    expect(table.matchFile('x/2.jpg')?.id).toBe('b');
    expect(table.matchFile('3.jpg')?.id).toBe('c');
  });

  it('does not care for case and backslashes', () => {
    expect(join(['id,file', 'a,Images\\Shirts\\1.JPG']).matchFile('images/shirts/1.jpg')?.id).toBe('a');
  });

  it('is found by the last part of a URL, unless several rows have the same', () => {
    const table = join([
      'id,link',
      'a,http://shop.example/p/ab%20c.jpg?size=2',
      'b,http://shop.example/1/front.jpg',
      'c,http://shop.example/2/front.jpg',
    ]);
    expect(table.matchFile('x/ab c.jpg')?.id).toBe('a');
    expect(table.matchFile('front.jpg')).toBeNull();
    expect(table.matchFile('2/front.jpg')?.id).toBe('c');
  });

  it('wins over the id, and where it does not match, the id is tried', () => {
    const table = join(['id,image', '1,2.jpg', '2,9.jpg']);
    expect(table.matchFile('2.jpg')?.id).toBe('1');
    expect(table.matchFile('1.jpg')?.id).toBe('1');
  });

  it('gives the ids where there is no id column', () => {
    const table = join(['filename,colour', 'shirts/1.jpg,Blue', 'http://shop.example/p/2.jpg,Red']);
    expect(table.matchFile('shirts/1.jpg')?.id).toBe('shirts/1');
    expect(table.matchFile('2.jpg')?.id).toBe('2');
  });

  it('may name further images of a product in further rows', () => {
    const table = join(['id,image,colour', 'a,1.jpg,Blue', 'a,2.jpg,Blue']);
    expect([table.matchFile('1.jpg')?.id, table.matchFile('2.jpg')?.id]).toEqual(['a', 'a']);
    expect(table.duplicateRowsDropped).toBe(1);
  });
});

describe('the counts', () => {
  it('add up to the rows of the file', () => {
    const table = join(['id,colour', '1,Blue', '2,Red', ',Green', '3,#N/A', '1,Black', '4,Grey']);
    table.matchFile('1.jpg');
    table.matchFile('a/1.jpg');
    table.matchFile('unknown.jpg');
    expect(table).toMatchObject({ rowCount: 6, nullRowsDropped: 2, duplicateRowsDropped: 1 });
    expect(table.takeUnmatched()).toEqual(['2', '4']);
    expect(table.matchFile('1.jpg')?.attributes).toEqual({ colour: 'Blue' });
  });

  it('keep rows of a file that has nothing but ids', () => {
    expect(join(['id', '1', '2']).takeUnmatched()).toEqual(['1', '2']);
  });

  it('mention rows that were damaged', () => {
    const file = { ...metadataFile('id,colour', '1,Blue'), malformedLines: [6044, 6569] };
    expect(joinMetadata(file, { map: {} }, []).notes[0]).toMatch(
      /^2 rows .* in table\.csv: line 6044, 6569\./,
    );
  });
});

describe('the columns', () => {
  it('that are left are the fields, in order, under their new names', () => {
    const table = join(['id,colour,size,name', '1,Blue,M,Shirt'], { map: { colour: 'baseColour' } });
    expect(table.fields).toEqual(['baseColour', 'size']);
    expect(table.matchFile('1.jpg')).toEqual({
      id: '1',
      name: 'Shirt',
      attributes: { baseColour: 'Blue', size: 'M' },
    });
  });

  it('mapped to id, image and name take their place', () => {
    const table = join(['nummer,foto,titel,farbe', 'a,1.jpg,Hemd,Blau'], {
      map: { nummer: 'id', foto: 'image', titel: 'name', farbe: 'colour' },
    });
    expect(table.matchFile('1.jpg')).toEqual({ id: 'a', name: 'Hemd', attributes: { colour: 'Blau' } });
  });

  it('chosen by options win, by name without regard to case and punctuation', () => {
    const table = join(['id,Style Code,pic', '1,S1,p.jpg'], { idColumn: 'style_code', imageColumn: 'PIC' });
    expect(table.matchFile('p.jpg')).toEqual({ id: 'S1', name: null, attributes: { 'id (metadata)': '1' } });
    expect(table.notes[0]).toContain('"id (metadata)"');
  });

  it('without name and without any value are left out', () => {
    const file = metadataFile('id,colour,column 3,column 4', '1,Blue,,x', '2,Red, ,');
    expect(joinMetadata(file, { map: {} }, []).fields).toEqual(['colour', 'column 4']);
  });

  it('are listed where none is known to be the id or the image', () => {
    expect(() => join(['farbe,kind', 'Blau,Hemd'])).toThrow(refusal(/farbe, kind/));
    expect(() => join(['farbe,kind', 'Blau,Hemd'])).toThrow(refusal(/--id-column NAME/));
  });

  it('are listed where an option names one that is not there', () => {
    expect(() => join(['id,colour', '1,Blue'], { idColumn: 'nummer' })).toThrow(
      refusal(/table\.csv has no column "nummer"\. Its columns are: id, colour\./),
    );
    expect(() => join(['id,colour', '1,Blue'], { imageColumn: 'foto' })).toThrow(refusal(/"foto"/));
    expect(() => join(['id,colour', '1,Blue'], { map: { farbe: 'colour' } })).toThrow(refusal(/"farbe"/));
  });

  it('may not become the same field', () => {
    expect(() => join(['id,colour,farbe', '1,Blue,Blau'], { map: { farbe: 'colour' } })).toThrow(
      refusal(/"colour" and "farbe" .* field "colour"/),
    );
  });
});
