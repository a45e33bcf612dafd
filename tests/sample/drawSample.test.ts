import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { asidePath } from '../../src/adapters/files/aside.ts';
import { drawSample } from '../../src/sample/drawSample.ts';

const root = mkdtempSync(join(tmpdir(), 'twinset-sample-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('drawing the sample catalog', () => {
  it('writes images and their table, with progress', async () => {
    const folder = join(root, 'new/sample');
    const seen: number[] = [];
    const drawn = await drawSample({ folder, count: 12, seed: 1, onProgress: (done) => seen.push(done) });
    expect(drawn).toEqual({ images: 12, folder, metadata: join(folder, 'styles.csv') });
    const names = readdirSync(join(folder, 'images'));
    const ids = readFileSync(drawn.metadata, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(names).toEqual(ids.map((id) => `${id}.jpg`));
    for (const name of names) {
      const image = sharp(join(folder, 'images', name));
      expect((await image.metadata()).format).toBe('jpeg');
      const { channels } = await image.stats();
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(8);
    }
    expect(seen.at(-1)).toBe(12);
  });

  it('goes on where it was cut off, and leaves what is there', async () => {
    const folder = join(root, 'again');
    await drawSample({ folder, count: 6, seed: 2 });
    const images = join(folder, 'images');
    const [first = '', second = ''] = readdirSync(images);
    const before = readFileSync(join(images, first));
    const keptAt = statSync(join(images, second)).mtimeMs;
    rmSync(join(images, first));
    writeFileSync(asidePath(join(images, first), { isOnlyWriter: true }), 'half');
    await drawSample({ folder, count: 6, seed: 2 });
    expect(readFileSync(join(images, first)).equals(before)).toBe(true);
    expect(statSync(join(images, second)).mtimeMs).toBe(keptAt);
    expect(readdirSync(images).length).toBe(6);
  });

  it('refuses a folder with anything else in it, and touches nothing', async () => {
    const folder = join(root, 'taken');
    mkdirSync(folder);
    writeFileSync(join(folder, 'thesis.txt'), 'precious');
    await expect(drawSample({ folder, count: 3, seed: 1 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('thesis.txt'),
    });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);

    const other = join(root, 'other');
    await drawSample({ folder: other, count: 3, seed: 1 });
    await expect(drawSample({ folder: other, count: 3, seed: 9 })).rejects.toMatchObject({
      code: 'bad-input',
    });
    expect(readdirSync(join(other, 'images')).length).toBe(3);
  });

  it('stops when it is cancelled', async () => {
    const folder = join(root, 'cancelled');
    const stop = new AbortController();
    const drawing = drawSample({
      folder,
      count: 2000,
      seed: 1,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(drawing).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(folder, 'images')).length).toBeLessThan(2000);
  });
});
