/** Look-alikes of a part of a picture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Region } from '../../src/contract/search.ts';
import { drawPicture, openWorkplace, runExport, type Workplace } from './workplace.ts';

const leftHalf: Region = { left: 0, top: 0, width: 0.5, height: 1 };
const rightHalf: Region = { left: 0.5, top: 0, width: 0.5, height: 1 };

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
});

afterEach(() => place.close());

/** Two pictures side by side, as a camera that was held upright writes them: lying on the side. */
async function drawPair(left: number, right: number): Promise<Buffer> {
  const [one, other] = await Promise.all([drawPicture(left), drawPicture(right)]);
  const { width = 0, height = 0 } = await sharp(one).metadata();
  const pair = await sharp({ create: { width: width * 2, height, channels: 3, background: '#fff' } })
    .composite([
      { input: one, left: 0, top: 0 },
      { input: other, left: width, top: 0 },
    ])
    .png()
    .toBuffer();
  return sharp(pair).rotate(-90).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
}

it('the half of a picture finds what that half shows, upright', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) await place.draw(`${seed}.jpg`, seed);
  const pair = await drawPair(3, 5);
  place.write('pair.jpg', pair);
  await place.import();
  const product = { kind: 'product', id: 'pair' } as const;
  const { imageId } = await place.engine.call('search.addOutsideImage', {
    name: 'pair.jpg',
    base64: (await drawPair(3, 5)).toString('base64'),
  });
  for (const query of [product, { kind: 'outside', imageId } as const]) {
    const nearestOf = async (region: Region) => {
      const { results } = await place.engine.call('search.similar', { query, region, k: 3 });
      return results.find(({ id }) => id !== 'pair')?.id;
    };
    const both = await Promise.all([nearestOf(leftHalf), nearestOf(rightHalf), nearestOf(leftHalf)]);
    expect(both).toEqual(['3', '5', '3']);
  }
  const { results } = await place.engine.call('search.similar', { query: product, region: leftHalf });
  expect(results.map(({ id }) => id)).not.toContain('pair');
});

it('the list of a product is that of the part that is meant, shown and exported', async () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) await place.draw(`${seed}.jpg`, seed);
  place.write('pair.jpg', await drawPair(3, 5));
  await place.import();
  const wished = { region: rightHalf, unlike: ['2'] };
  const { results } = await place.engine.call('search.similar', {
    ...{ query: { kind: 'product', id: 'pair' }, ...wished, k: 4 },
  });
  const expected = results.map(({ id, score }) => [id, expect.closeTo(score, 5)]);
  expect(expected).toHaveLength(4);
  expect(expected[0]?.[0]).toBe('5');
  const { entries } = await place.engine.call('lists.show', { id: 'pair', top: 4, ...wished });
  expect(entries.map(({ id, score }) => [id, score])).toEqual(expected);

  const file = join(place.folder, 'lists.csv');
  const order = { what: { kind: 'products' as const, ids: ['pair'] }, top: 4, ...wished };
  const { rows } = await place.engine.call('lists.preview', order);
  expect(rows.map((row) => [row[2], Number(row[3])])).toEqual(expected);
  await runExport(place.engine, { ...order, file });
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  const cells = lines.map((line) => line.split(','));
  expect(cells.map((row) => [row[2], Number(row[3])])).toEqual(expected);
  await expect(
    place.engine.call('lists.export', { what: { kind: 'all' }, region: rightHalf, file }),
  ).rejects.toThrow('its own product alone');
});

it('a part without size, beyond the picture, or of a taste is refused in words', async () => {
  await place.draw('1.jpg', 1);
  await place.import();
  const ask = (region: Region, query: { kind: 'product'; id: string } | { kind: 'board'; name: string }) =>
    place.engine.call('search.similar', { query, region });
  const product = { kind: 'product', id: '1' } as const;
  await expect(ask({ left: 0.5, top: 0.5, width: 0, height: 0.4 }, product)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/no size.*Draw it around what is meant/),
  });
  await expect(ask({ left: 0.5, top: 0.5, width: 0.6, height: 0.4 }, product)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/beyond the picture/),
  });
  await expect(ask(leftHalf, { kind: 'board', name: 'Autumn' })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(ask(leftHalf, { kind: 'product', id: 'nobody' })).rejects.toMatchObject({ code: 'not-found' });
});
