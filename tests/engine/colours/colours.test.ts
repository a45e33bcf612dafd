/** Look-alikes in which colour counts, through the engine. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkplace, runExport, type Workplace } from '../workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
  for (const shape of ['circle', 'square', 'stripes'] as const)
    for (const colour of ['red', 'navy', 'green'] as const)
      place.write(`${shape}-${colour}.jpg`, await draw(shape, colour));
  await place.import();
});

afterEach(() => place.close());

type Shape = 'circle' | 'square' | 'stripes';

async function draw(shape: Shape, colour: string): Promise<Buffer> {
  const shapes: Readonly<Record<Shape, string>> = {
    circle: `<circle cx="60" cy="60" r="38" fill="${colour}"/>`,
    square: `<rect x="30" y="30" width="60" height="60" fill="${colour}"/>`,
    stripes: [20, 40, 60, 80]
      .map((y) => `<rect x="15" y="${y}" width="90" height="9" fill="${colour}"/>`)
      .join(''),
  };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120"><rect width="120" height="120" fill="#fff"/>${shapes[shape]}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 92 }).toBuffer();
}

const product = { kind: 'product', id: 'circle-red' } as const;

async function found(colourWeight: number | undefined, more: object = {}): Promise<string[]> {
  const { results } = await place.engine.call('search.similar', {
    query: product,
    k: 2,
    ...(colourWeight !== undefined && { colourWeight }),
    ...more,
  });
  return results.map(({ id }) => id);
}

/** As a catalog is that was imported before colours were kept. */
async function forgetColours(): Promise<void> {
  await place.engine.call('catalogs.close', {});
  const database = new Database(join(place.catalog, 'twinset.db'));
  expect(database.prepare('DELETE FROM colours').run().changes).toBe(9);
  database.close();
  await place.engine.call('catalogs.open', { folder: place.catalog, create: false });
}

async function readColours(): Promise<number | undefined> {
  const { jobId } = await place.engine.call('colours.read', {});
  const job = await place.engine.call('jobs.wait', { id: jobId });
  return job.kind === 'colours' ? job.result?.read : undefined;
}

describe('with a weight of colour', () => {
  it('look-alikes are those of the same colour, and each says why', async () => {
    expect((await found(0.9)).toSorted()).toEqual(['square-red', 'stripes-red']);
    const { results } = await place.engine.call('search.similar', {
      query: product,
      k: 1,
      colourWeight: 0.9,
    });
    const { look = 0, colour = 0 } = results[0]?.parts ?? {};
    expect(colour).toBeGreaterThan(0.9);
    expect(results[0]?.score).toBeCloseTo(0.1 * look + 0.9 * colour, 5);
    expect(await found(0)).toEqual(await found(undefined));
  });

  it('an image from outside and a part of a picture have colours too', async () => {
    const image = await draw('stripes', 'navy');
    const { imageId } = await place.engine.call('search.addOutsideImage', {
      name: 'outside.jpg',
      base64: image.toString('base64'),
    });
    const outside = { query: { kind: 'outside', imageId }, k: 3 } as const;
    const colours = (await found(0.9, outside)).map((id) => id.split('-')[1]);
    expect(colours).toEqual(['navy', 'navy', 'navy']);
    const region = { left: 0.1, top: 0.1, width: 0.8, height: 0.8 };
    expect((await found(0.9, { region })).toSorted()).toEqual(['square-red', 'stripes-red']);
  });

  it('the list on screen leaves as it is: shown, previewed and exported', async () => {
    const wished = { colourWeight: 0.9, top: 2 };
    const shown = await place.engine.call('lists.show', { id: product.id, ...wished });
    expect(shown.entries.map(({ id }) => id)).toEqual(await found(0.9));
    const what = { kind: 'products' as const, ids: [product.id] };
    const { rows } = await place.engine.call('lists.preview', { what, ...wished });
    expect(rows.map((row) => row[2])).toEqual(await found(0.9));
    const file = join(place.folder, 'lists.csv');
    expect((await runExport(place.engine, { what: { kind: 'all' }, ...wished, file })).rows).toBe(18);
  });

  it('is refused in words where pictures were imported before colours were kept, until they are read', async () => {
    const before = await found(0.9);
    await forgetColours();
    expect(await place.engine.call('colours.missing', {})).toEqual({ pictures: 9 });
    await expect(found(0.9)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/colours of 9 pictures .* Read them first/),
    });
    await expect(
      place.engine.call('lists.show', { id: product.id, colourWeight: 0.9 }),
    ).rejects.toMatchObject({ code: 'bad-input' });
    expect(await readColours()).toBe(9);
    expect(await place.engine.call('colours.missing', {})).toEqual({ pictures: 0 });
    expect(await found(0.9)).toEqual(before);
    await place.restart();
    expect(await found(0.9)).toEqual(before);
  });

  it('a picture whose thumbnail is gone counts as one of no colour', async () => {
    await forgetColours();
    rmSync(join(place.catalog, 'thumbnails'), { recursive: true });
    expect(await readColours()).toBe(0);
    const { results } = await place.engine.call('search.similar', {
      query: product,
      k: 2,
      colourWeight: 0.5,
    });
    for (const { score, parts } of results) expect(score).toBeCloseTo(0.5 * (parts?.look ?? 0), 5);
  });

  it('is measured beside none, on the same products', async () => {
    const { jobId } = await place.engine.call('quality.measure', {
      view: {},
      k: 2,
      settings: [{}, { colourWeight: 0.9 }],
    });
    await place.engine.call('jobs.wait', { id: jobId });
    const { measured } = await place.engine.call('quality.last', {});
    expect(measured?.settings.map(({ colourWeight }) => colourWeight)).toEqual([undefined, 0.9]);
  });
});
