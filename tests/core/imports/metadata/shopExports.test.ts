/** Exports of shop systems, cut down to the columns that matter, under the names that these systems give them. */
import { describe, expect, it } from 'vitest';
import { joinMetadata } from '../../../../src/core/imports/metadata/joinMetadata.ts';

/** @param rows the header and the rows */
function join([columns = [], ...rows]: string[][], paths: string[]) {
  const file = {
    path: '/data/export.csv',
    encoding: 'utf-8',
    delimiter: ',',
    columns,
    header: { cells: columns, line: 1 },
    rows,
    lines: rows.map((_, at) => at + 2),
    malformedLines: [],
    notes: [],
  };
  const table = joinMetadata(file, { map: {} }, paths);
  const images: Record<string, string[]> = {};
  for (const path of paths) {
    const id = table.matchFile(path)?.id ?? '';
    images[id] = [...(images[id] ?? []), path];
  }
  return { images, table };
}

describe('Shopify', () => {
  const header = ['Handle', 'Title', 'Option1 Value', 'Variant SKU', 'Image Src', 'Variant Image'];
  const url = (name: string) => `https://cdn.shop.example/s/files/1/products/${name}?v=17`;

  it('has a product per handle; variants and further images are rows of it', () => {
    const { images, table } = join(
      [
        header,
        ['shirt', 'Shirt', 'S', 'LS-S', url('front.jpg'), url('s.jpg')],
        ['shirt', '', 'M', 'LS-M', url('back.jpg'), ''],
        ['shirt', '', '', '', url('detail.jpg'), ''],
        ['mug', 'Mug', '', '', url('mug.jpg'), ''],
      ],
      ['front.jpg', 's.jpg', 'back.jpg', 'detail.jpg', 'mug.jpg'],
    );
    expect(images).toEqual({ shirt: ['front.jpg', 's.jpg', 'back.jpg', 'detail.jpg'], mug: ['mug.jpg'] });
    expect(table).toMatchObject({ rowCount: 4, nullRowsDropped: 0, duplicateRowsDropped: 2 });
    expect(table.takeUnmatched()).toEqual([]);
  });

  it('keeps the handle as the id where images are named after variants', () => {
    const rows = [header, ['shirt', 'Shirt', 'S', 'LS-S', '', ''], ['shirt', '', 'M', 'LS-M', '', '']];
    expect(join(rows, ['LS-S.jpg', 'LS-M.jpg']).images).toEqual({ shirt: ['LS-S.jpg', 'LS-M.jpg'] });
  });

  it('has other names for the same columns in newer exports', () => {
    const { images } = join(
      [
        ['Title', 'URL handle', 'SKU', 'Product image URL'],
        ['Shirt', 'shirt', 'S-1', url('a.jpg')],
        ['', 'shirt', 'S-2', url('b.jpg')],
      ],
      ['a.jpg', 'b.jpg'],
    );
    expect(images).toEqual({ shirt: ['a.jpg', 'b.jpg'] });
  });
});

describe('WooCommerce', () => {
  it('has several addresses in a cell', () => {
    const { images } = join(
      [
        ['ID', 'Type', 'SKU', 'Name', 'Images'],
        ['44', 'variable', 'CAP', 'Cap', 'https://s.example/cap.jpg, https://s.example/cap-back.jpg'],
        ['45', 'variation', 'CAP-R', 'Cap red', 'https://s.example/cap-red.jpg'],
      ],
      ['cap.jpg', 'cap-back.jpg', 'cap-red.jpg'],
    );
    expect(images).toEqual({ '44': ['cap.jpg', 'cap-back.jpg'], '45': ['cap-red.jpg'] });
  });

  it('may have words behind an address', () => {
    const cell = 'https://s.example/a.jpg ! alt : Boot ! title : Boot | https://s.example/b.jpg ! alt : Back';
    expect(
      join(
        [
          ['sku', 'images'],
          ['A', cell],
          ['B', ''],
        ],
        ['a.jpg', 'b.jpg'],
      ).images,
    ).toEqual({
      A: ['a.jpg', 'b.jpg'],
    });
  });
});

it('Magento has a column per role, paths of its media folder, and a word for no image', () => {
  const { images, table } = join(
    [
      ['sku', 'name', 'base_image', 'base_image_label', 'small_image', 'additional_images'],
      ['WSH01', 'Shirt', '/w/s/main_1.jpg', 'Main', '/w/s/main_1.jpg', '/w/s/alt1.jpg,/w/s/back_1.jpg'],
      ['WSH02', 'Top', 'no_selection', '', 'no_selection', ''],
    ],
    ['catalog/main_1.jpg', 'alt1.jpg', 'w/s/back_1.jpg', 'WSH02.jpg'],
  );
  expect(images).toEqual({
    WSH01: ['catalog/main_1.jpg', 'alt1.jpg', 'w/s/back_1.jpg'],
    WSH02: ['WSH02.jpg'],
  });
  expect(table.fields).toEqual(['base_image_label']);
});

it('PrestaShop has notes in its column names', () => {
  const { images } = join(
    [
      ['Product ID', 'Name *', 'Image URLs (x,y,z...)', 'Delete existing images (0 = No, 1 = Yes)'],
      ['1', 'Nano', 'http://s.example/img/n1.jpg,http://s.example/img/n2.jpg', '0'],
    ],
    ['n1.jpg', 'n2.jpg'],
  );
  expect(images).toEqual({ '1': ['n1.jpg', 'n2.jpg'] });
});

it('a Google feed has a link to a page beside those to images', () => {
  const { images, table } = join(
    [
      ['id', 'title', 'link', 'image_link', 'additional_image_link'],
      [
        '1',
        'Shoe',
        'https://x.example/p/1',
        'https://x.example/s1.jpg',
        'https://x.example/s2.jpg,https://x.example/s3.jpg',
      ],
    ],
    ['s1.jpg', 's2.jpg', 's3.jpg'],
  );
  expect(images).toEqual({ '1': ['s1.jpg', 's2.jpg', 's3.jpg'] });
  expect(table.fields).toEqual(['link']);
});

describe('a list of images', () => {
  it.each([
    ['a1.jpg|a2.jpg'],
    ['a1.jpg; a2.jpg'],
    ['a1.jpg,a2.jpg,'],
    ['a1.jpg\na2.jpg'],
    ['a1.jpg a2.jpg'],
    ['["a1.jpg", "a2.jpg"]'],
    ["['a1.jpg', 'a2.jpg']"],
    ['x/a1.jpg, x/a2.jpg'],
    ['https://s.example/a1?w=1,https://s.example/a2?w=1'],
    ['a1, a2'],
  ])('may be %j', (cell) => {
    const rows = [
      ['sku', 'pictures'],
      ['A', cell],
      ['B', 'b.jpg'],
    ];
    expect(join(rows, ['a1.jpg', 'a2.jpg', 'b.jpg']).images).toEqual({
      A: ['a1.jpg', 'a2.jpg'],
      B: ['b.jpg'],
    });
  });

  it('is none where the file has these signs in its name', () => {
    const rows = [
      ['sku', 'image'],
      ['A', 'Boot, black.jpg'],
      ['B', 'Cap; red.jpg, Cap back.jpg'],
    ];
    expect(join(rows, ['Boot, black.jpg', 'Cap; red.jpg', 'Cap back.jpg']).images).toEqual({
      A: ['Boot, black.jpg'],
      B: ['Cap; red.jpg', 'Cap back.jpg'],
    });
  });

  it('goes on in rows that have nothing else', () => {
    const rows = [
      ['sku', 'name', 'image'],
      ['A', 'Boot', 'a1.jpg'],
      ['', '', 'a2.jpg'],
      ['', 'No id', 'x.jpg'],
    ];
    const { images, table } = join(rows, ['a1.jpg', 'a2.jpg', 'x.jpg']);
    expect(images).toEqual({ A: ['a1.jpg', 'a2.jpg'], '': ['x.jpg'] });
    expect(table).toMatchObject({ rowCount: 3, nullRowsDropped: 1, duplicateRowsDropped: 1 });
    expect(table.notes.join('\n')).toMatch(/1 row of export\.csv with an image but without sku: left out/);
  });
});
