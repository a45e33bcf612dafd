/** Counts of a real catalog, held against SQL over its database. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';

let place: Workplace;
const types = ['Shirts', 'Shoes', 'Hats'];
const colours = ['Red', 'Blue', ''];

beforeAll(async () => {
  place = await openWorkplace();
  const rows = ['id,articleType,baseColour,price,productDisplayName'];
  for (let at = 0; at < 30; at++) {
    await place.draw(`${at + 1}.jpg`, at);
    rows.push(
      `${at + 1},${types[at % 7 === 0 ? 2 : at % 2]},${colours[at % 3]},${(at * 1.5).toFixed(2)},Item ${at}`,
    );
  }
  place.write(
    '31.png',
    await sharp({ create: { width: 40, height: 600, channels: 3, background: '#468' } })
      .png()
      .toBuffer(),
  );
  place.write('32.jpg', 'no image at all');
  rows.push('31,Hats,Red,99,Tall', '32,Hats,Red,98,Broken');
  place.write('styles.csv', `${rows.join('\n')}\n`);
  await place.import();
});

afterAll(() => place.close());

function query(sql: string): unknown[] {
  const database = new Database(join(place.catalog, 'twinset.db'), { readonly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const value = (field: string) => `coalesce(json_extract(attributes, '$.${field}'), '')`;
const countsOf = (field: string, where: string) =>
  query(`SELECT ${value(field)} AS value, count(*) AS count FROM products WHERE ${where}
    GROUP BY 1 ORDER BY ${value(field)} = '', count(*) DESC, 1`);

describe('the counts of a catalog', () => {
  it.each(['articleType', 'baseColour', 'price'])(
    'of %s are those of SQL, with and without filters',
    async (field) => {
      const all = await place.engine.call('charts.values', { view: {}, field });
      expect(all.values).toEqual(countsOf(field, '1'));
      const where = [{ field: 'baseColour', values: ['Red', ''] }];
      const some = await place.engine.call('charts.values', { view: { where }, field });
      expect(some.values).toEqual(countsOf(field, `${value('baseColour')} IN ('Red', '')`));
      expect(some.products).toBe(some.values.reduce((sum, { count }) => sum + count, 0));
    },
  );

  it('of two fields together are those of SQL', async () => {
    const table = await place.engine.call('charts.cross', {
      view: {},
      field: 'articleType',
      by: 'baseColour',
    });
    const cells = table.values.flatMap((one, down) =>
      table.columns.map((other, across) => ({ one, other, count: table.counts[down]?.[across] ?? 0 })),
    );
    const counted =
      query(`SELECT ${value('articleType')} AS one, ${value('baseColour')} AS other, count(*) AS count
      FROM products GROUP BY 1, 2`);
    expect(cells.filter(({ count }) => count > 0)).toEqual(expect.arrayContaining(counted));
    expect(cells.filter(({ count }) => count > 0)).toHaveLength(counted.length);
  });

  it('follow a corrected attribute at once', async () => {
    const before = await place.engine.call('charts.values', { view: {}, field: 'articleType' });
    const hats = (counted: typeof before) => counted.values.find((each) => each.value === 'Hats')?.count ?? 0;
    await place.engine.call('products.correct', { id: '2', field: 'articleType', value: 'Hats' });
    const after = await place.engine.call('charts.values', { view: {}, field: 'articleType' });
    expect(hats(after)).toBe(hats(before) + 1);
    await place.engine.call('products.correct', { id: '2', field: 'articleType', value: null });
  });

  it('of pictures are those of SQL, and each group leads to its products', async () => {
    const { pictures, charts } = await place.engine.call('charts.pictures', { view: {} });
    expect(query("SELECT count(*) AS count FROM images WHERE state <> 'missing'")).toEqual([
      { count: pictures },
    ]);
    const bars = Object.fromEntries(
      charts.map(({ trait, bars: each }) => [trait, each.map(({ key, count }) => [key, count])]),
    );
    expect(bars).toEqual({
      size: [
        ['256', 30],
        ['1024', 1],
        ['unreadable', 1],
      ],
      shape: [
        ['narrow', 1],
        ['landscape', 30],
        ['unreadable', 1],
      ],
      format: [
        ['jpeg', 31],
        ['png', 1],
      ],
    });
    const held = await place.engine.call('charts.holdPictures', { view: {}, trait: 'shape', key: 'narrow' });
    const { ids } = await place.engine.call('products.ids', {
      view: { where: [{ kind: 'selection', id: held.id }] },
    });
    expect(ids).toEqual(['31']);
  });

  it('of a field that is not there are refused in words', async () => {
    await expect(place.engine.call('charts.values', { view: {}, field: 'size' })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no field "size"'),
    });
  });
});

it('a catalog without metadata has no charts of fields, but of its pictures', async () => {
  const bare = await openWorkplace();
  try {
    const empty = await bare.engine.call('charts.fields', { view: {} });
    expect(empty).toEqual({ products: 0, fields: [] });
    await bare.draw('only.jpg', 1);
    await bare.import({ metadata: null });
    const { products, fields } = await bare.engine.call('charts.fields', { view: {} });
    expect([products, fields.filter(({ distinct }) => distinct > 0)]).toEqual([1, []]);
    expect(await bare.engine.call('charts.pictures', { view: {} })).toMatchObject({ pictures: 1 });
  } finally {
    await bare.close();
  }
});
