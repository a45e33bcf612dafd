import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../../src/core/imports/metadata/guessColumns.ts';

describe('guessed columns', () => {
  it.each([
    [['gender', 'id', 'productDisplayName'], 'id', 'productDisplayName'],
    [['Product ID', 'title'], 'Product ID', 'title'],
    [['article_id', 'prod_name'], 'article_id', 'prod_name'],
    [['SKU', 'Name'], 'SKU', 'Name'],
    [['Artikelnummer', 'Bezeichnung'], 'Artikelnummer', 'Bezeichnung'],
    [['Código', 'Nombre'], 'Código', 'Nombre'],
    [['Référence', 'Titre'], 'Référence', 'Titre'],
    [['ref', 'sku'], 'sku', null],
    [['valid', 'grid'], null, null],
  ])('%j: id %s, name %s', (columns, idColumn, nameColumn) => {
    expect(guessColumns(columns, [])).toEqual({
      idColumn,
      imageColumn: null,
      imageColumns: [],
      nameColumn,
    });
  });

  it('take an image column only where its cells look like image files', () => {
    expect(guessColumns(['id', 'image'], [['1', '1.jpg']]).imageColumn).toBe('image');
    expect(guessColumns(['id', 'image'], [['1', 'yes']]).imageColumn).toBeNull();
    expect(guessColumns(['id', 'link'], [['1', 'http://shop.example/1.jpg?x=1']]).imageColumn).toBe('link');
  });

  it('take an image column by its cells where its name says nothing', () => {
    expect(
      guessColumns(
        ['id', 'ansicht'],
        [
          ['1', 'a/1.png'],
          ['2', ''],
        ],
      ).imageColumn,
    ).toBe('ansicht');
  });

  it('prefer the file to the address of it', () => {
    const rows = [['http://shop.example/1.jpg', '1.jpg']];
    expect(guessColumns(['link', 'filename'], rows).imageColumn).toBe('filename');
  });
});
