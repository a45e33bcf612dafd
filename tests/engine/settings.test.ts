import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultSettings } from '../../src/contract/settings.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;

beforeEach(async () => {
  place = await openWorkplace();
});

afterEach(() => place.close());

const settingsFile = () => join(place.folder, 'data', 'settings.json');

it('remembers what was changed and keeps the rest at its default', async () => {
  await place.engine.call('settings.set', { theme: 'dark', k: 20 });
  await place.restart();
  expect(await place.engine.call('settings.get', {})).toEqual({ ...defaultSettings, theme: 'dark', k: 20 });
});

it('keeps the settings of an earlier version, which lack the newer ones', async () => {
  writeFileSync(settingsFile(), JSON.stringify({ theme: 'light' }));
  expect(await place.engine.call('settings.get', {})).toEqual({ ...defaultSettings, theme: 'light' });
});

it('starts from the defaults where the file is damaged', async () => {
  writeFileSync(settingsFile(), '{ "theme": "li');
  expect(await place.engine.call('settings.get', {})).toEqual(defaultSettings);
});

it('refuses a value out of range and names it', async () => {
  await expect(place.engine.call('settings.set', { k: 0 })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('k:'),
  });
});

it('counts copies and failed files, so that products and embeddings add up', async () => {
  await place.draw('a.jpg', 1);
  await place.draw('b.jpg', 2);
  await place.draw('copy.jpg', 1);
  place.write('broken.jpg', 'this is no image');
  place.write('m.csv', 'id,name\na,A\nb,B\ncopy,C\nbroken,D\n');
  await place.import();
  const { catalog } = await place.engine.call('settings.diagnostics', {});
  expect(catalog).toMatchObject({ products: 4, embeddings: 2 });
  expect(catalog?.inventory).toEqual({ files: 4, embedded: 3, contents: 2, failed: 1, productsWithout: 1 });
});

it('tells how much of the embeddings searches read: with the bundled weights, whose axes are known', async () => {
  await place.draw('a.jpg', 1);
  await place.import();
  const readingNow = async () =>
    (await place.engine.call('settings.diagnostics', {})).catalog?.searchReading ?? null;
  let reading = await readingNow();
  // The axes are read in the background, and prefixes made along them.
  while (reading?.isPrepared !== true) reading = await readingNow();
  expect(reading).toEqual({ searches: 0, median: null, most: null, isNarrowed: true, isPrepared: true });
});

it('tells versions and backends for the diagnostics page', async () => {
  const diagnostics = await place.engine.call('settings.diagnostics', {});
  expect(diagnostics.versions['sharp']).toMatch(/^\d+\.\d+/);
  expect(diagnostics.backends).toContainEqual(expect.objectContaining({ engine: 'onnx', isAvailable: true }));
  expect(diagnostics.dataFolder).toBe(join(place.folder, 'data'));
});
