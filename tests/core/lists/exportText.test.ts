import { describe, expect, it } from 'vitest';
import { type ExportOptions, exportOptionsSchema } from '../../../src/contract/exports.ts';
import { Failure } from '../../../src/contract/failure.ts';
import { chooseProducts, type ExportSources } from '../../../src/core/lists/exportLists.ts';
import {
  type ExportPiece,
  jsonForm,
  previewExport,
  tableForm,
  writeExport,
} from '../../../src/core/lists/exportText.ts';
import type { ListedDecision } from '../../../src/core/lists/ports.ts';
import { readRows } from '../../../src/core/products/readRows.ts';
import type { SearchCatalog } from '../../../src/core/search/candidates.ts';
import { createLocalSearch } from '../../../src/core/search/localSearch.ts';
import { buildCatalog, shortVector } from '../search/searchCatalog.ts';

const all = ['p0', 'p1', 'p2', 'p3', 'bare'];

function build() {
  return buildCatalog([
    ...Array.from({ length: 4 }, (_, i) => ({
      id: `p${i}`,
      attributes: { type: i < 2 ? 'Shirt' : 'Shoe', ...(i === 1 ? { colour: 'Navy' } : {}) },
      images: { [`i${i}`]: shortVector(1, i / 10) },
    })),
    { id: 'bare', images: { bare: null } },
  ]);
}

function sources({
  catalog = build(),
  ...part
}: Partial<ExportSources> & { catalog?: SearchCatalog } = {}): ExportSources {
  return {
    products: readRows(catalog.rows),
    search: createLocalSearch(catalog),
    decisions: { decisionsOf: (): ListedDecision[] => [], generatedOf: () => null },
    signal: { aborted: false },
    pause: () => Promise.resolve(),
    onFallback: (reason) => {
      throw reason;
    },
    ...part,
  };
}

const options = (part: Partial<ExportOptions>): ExportOptions =>
  exportOptionsSchema.parse({ what: { kind: 'all' }, ...part });

/** Cells between bars: a stand-in for the CSV adapter, which quotes and guards. */
const bars = {
  head: '',
  rows: (rows: (string | number)[][]): string => rows.map((row) => `${row.join('|')}\n`).join(''),
  foot: '',
};

const formOf = (how: ExportOptions) => (how.format === 'json' ? jsonForm() : tableForm(bars, how));

async function write(from: ExportSources, ids: readonly string[], part: Partial<ExportOptions>) {
  const pieces: ExportPiece[] = [];
  for await (const piece of writeExport(from, ids, options(part), formOf(options(part)))) pieces.push(piece);
  return { pieces, text: pieces.map(({ text }) => text).join(''), last: pieces.at(-1) };
}

describe('an export as CSV', () => {
  it("has a row per recommendation in the contract's columns, then the attributes asked for", async () => {
    const { text } = await write(sources(), ['p0', 'p3'], { top: 2, columns: ['type', 'colour'] });
    expect(text.split('\n')).toEqual([
      'p0|1|p1|0.995037|suggested|Product p0|Product p1|images/i0.jpg|images/i1.jpg|Shirt|Navy',
      'p0|2|p2|0.980581|suggested|Product p0|Product p2|images/i0.jpg|images/i2.jpg|Shoe|',
      'p3|1|p2|0.995579|suggested|Product p3|Product p2|images/i3.jpg|images/i2.jpg|Shoe|',
      'p3|2|p1|0.981665|suggested|Product p3|Product p1|images/i3.jpg|images/i1.jpg|Shirt|Navy',
      '',
    ]);
  });

  it('counts every product, those without a list too, and every row', async () => {
    const { last, pieces } = await write(sources(), all, { top: 2 });
    expect(last).toMatchObject({ products: 5, rows: 8 });
    expect(pieces.map(({ products }) => products)).toEqual([0, 1, 2, 3, 4, 5, 5]);
  });

  it('narrows each list to what equals its product, when asked for the same', async () => {
    const { text } = await write(sources(), all, { same: ['type'] });
    const pairs = text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('|').slice(0, 3)]));
    expect(pairs.map(([id, , other]) => `${id} ${other}`)).toEqual(['p0 p1', 'p1 p0', 'p2 p3', 'p3 p2']);
  });

  it('passes over a product that was removed while it ran', async () => {
    const catalog = build();
    const pause = () => {
      catalog.rows.remove(['p1']);
      return Promise.resolve();
    };
    const { last, text } = await write(sources({ catalog, pause }), ['p0', 'p1', 'p3'], { top: 1 });
    expect(last).toMatchObject({ products: 3, rows: 2 });
    expect(text).toMatch(/^p0\|1\|p1.*\np3\|1\|p2.*\n$/);
  });

  it('pauses after every product', async () => {
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    await write(sources({ pause }), all, {});
    expect(pauses).toBe(5);
  });

  it('stops with "cancelled" before the next product', async () => {
    const signal = { aborted: false };
    const pieces: ExportPiece[] = [];
    const run = async () => {
      for await (const piece of writeExport(sources({ signal }), all, options({}), formOf(options({})))) {
        pieces.push(piece);
        if (piece.products === 2) signal.aborted = true;
      }
    };
    await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
    expect(pieces.at(-1)?.products).toBe(2);
  });

  it.each([{ columns: ['size'] }, { same: ['size'] }, { where: [{ field: 'size', values: ['M'] }] }])(
    'refuses an unknown field before the first row: %j',
    async (part) => {
      const refused = write(sources(), all, part);
      await expect(refused).rejects.toBeInstanceOf(Failure);
      await expect(refused).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringMatching(/"size".*type, colour/),
      });
    },
  );
});

describe('an export as JSON', () => {
  it('is one array with an object per product', async () => {
    const decisions = {
      decisionsOf: (): ListedDecision[] => [{ id: 'p2', state: 'pinned' }],
      generatedOf: () => null,
    };
    const { text } = await write(sources({ decisions }), ['p0', 'bare', 'p3'], {
      format: 'json',
      top: 1,
    });
    expect(JSON.parse(text)).toEqual([
      {
        product_id: 'p0',
        product_name: 'Product p0',
        product_image: 'images/i0.jpg',
        recommendations: [
          {
            rank: 1,
            id: 'p2',
            name: 'Product p2',
            score: 0.980581,
            state: 'pinned',
            image: 'images/i2.jpg',
            attributes: { type: 'Shoe' },
          },
        ],
      },
      expect.objectContaining({ product_id: 'p3' }),
    ]);
  });

  it('holds the attributes asked for, empty where a product has none', async () => {
    const { text } = await write(sources(), ['p0'], { format: 'json', top: 2, columns: ['colour'] });
    const [list] = JSON.parse(text) as [{ recommendations: { attributes: unknown }[] }];
    expect(list.recommendations.map(({ attributes }) => attributes)).toEqual([
      { colour: 'Navy' },
      { colour: '' },
    ]);
  });

  it('is an empty array where no product has a list', async () => {
    const { text } = await write(sources(), ['bare'], { format: 'json' });
    expect(JSON.parse(text)).toEqual([]);
  });
});

describe('the preview', () => {
  it('is the header and the first ten rows as strings, and stops there', async () => {
    let pauses = 0;
    const pause = () => {
      pauses++;
      return Promise.resolve();
    };
    const many = Array.from({ length: 50 }, (_, i) => ({
      id: `m${i}`,
      attributes: { type: 'Shirt' },
      images: { [`i${i}`]: shortVector(1, i) },
    }));
    const ids = many.map(({ id }) => id);
    const catalog = buildCatalog(many);
    const preview = await previewExport(
      sources({ catalog, pause }),
      ids,
      options({ top: 4, columns: ['type'] }),
    );
    expect(preview.columns.slice(0, 3)).toEqual(['product_id', 'rank', 'recommended_id']);
    expect(preview.columns.slice(8)).toEqual(['recommended_image', 'type']);
    expect(preview.rows.map(([id, rank]) => [id, rank])).toEqual(
      ['m0', 'm0', 'm0', 'm0', 'm1', 'm1', 'm1', 'm1', 'm2', 'm2'].map((id, i) => [id, String(1 + (i % 4))]),
    );
    expect(preview.products).toBe(50);
    expect(pauses).toBe(2);
  });
});

describe('whose lists', () => {
  const noView = () => [];

  it('are those of all products alive, in the order of the catalog', () => {
    const { rows } = build();
    rows.remove(['p1']);
    expect(chooseProducts(rows, { kind: 'all' }, noView)).toEqual(['p0', 'p2', 'p3', 'bare']);
  });

  it('are those of the products named, each once, in their order', () => {
    expect(chooseProducts(build().rows, { kind: 'products', ids: ['p3', 'p0', 'p3'] }, noView)).toEqual([
      'p3',
      'p0',
    ]);
  });

  it('are those of the view, in its order', () => {
    const { what } = options({ what: exportOptionsSchema.shape.what.parse({ kind: 'view', view: {} }) });
    expect(chooseProducts(build().rows, what, () => ['p2', 'p0'])).toEqual(['p2', 'p0']);
  });

  it('name the product that is unknown', () => {
    expect(() => chooseProducts(build().rows, { kind: 'products', ids: ['p0', 'px'] }, noView)).toThrow(/px/);
  });
});
