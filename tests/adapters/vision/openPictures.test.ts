import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thumbnailPath } from '../../../src/adapters/pictures/picturePaths.ts';
import { drawPicture } from '../../../src/adapters/vision/drawPicture.ts';
import { openPictures, type Pictures } from '../../../src/adapters/vision/openPictures.ts';
import type { FileTask } from '../../../src/adapters/vision/visionMessages.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-pictures-'));
const inputSize = 112;
let pictures: Pictures;
/** As many as one thread would draw one after the other. */
let images: Uint8Array[];

function taskOf(id: number, bytes: Uint8Array, thumbnails: string): FileTask {
  const imageId = id.toString(16).padStart(64, 'b');
  const request = { file: `${id}.png`, imageId, bytes, wantsThumbnail: true, wantsVector: true };
  return { id, request, thumbnailFolder: join(folder, thumbnails) };
}

beforeAll(async () => {
  pictures = openPictures(2);
  images = await Promise.all(
    Array.from({ length: 12 }, async (_, at) => {
      const background = { r: 20 * at, g: 255 - 20 * at, b: 90 };
      const size = { width: 40 + 60 * at, height: 90 };
      return new Uint8Array(
        await sharp({ create: { ...size, channels: 3, background } })
          .png()
          .toBuffer(),
      );
    }),
  );
});

afterAll(async () => {
  await pictures.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('threads that draw pictures', () => {
  it('draw what the main thread would, for each file its own', async () => {
    const drawn = await Promise.all(
      images.map((bytes, at) => pictures.draw(taskOf(at, bytes, 'threads'), inputSize)),
    );
    for (const [at, bytes] of images.entries()) {
      const alone = await drawPicture({ ...taskOf(at, bytes, 'here'), inputSize }, async () => undefined);
      const square = alone.square === null ? null : new Uint8Array(alone.square);
      expect(drawn[at]).toEqual({ ...alone, square });
      expect(drawn[at]).toMatchObject({ width: 40 + 60 * at, height: 90, remark: 'one-colour' });
      expect(existsSync(thumbnailPath(join(folder, 'threads'), at.toString(16).padStart(64, 'b')))).toBe(
        true,
      );
    }
  });

  it('fail one file, and go on with those beside it', async () => {
    const cut = (images[3] ?? new Uint8Array()).subarray(0, 60);
    const [bad, good] = await Promise.allSettled([
      pictures.draw(taskOf(100, cut, 'threads'), inputSize),
      pictures.draw(taskOf(101, images[4] ?? cut, 'threads'), inputSize),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'image-unusable' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { width: 280 } });
  });

  it('draw images in turn of which two would be too large together', async () => {
    const large = await sharp({ create: { width: 16_000, height: 9_000, channels: 3, background: '#abc' } })
      .png()
      .toBuffer();
    const drawn = await Promise.all(
      [200, 201, 202].map((id) => pictures.draw(taskOf(id, large, 'threads'), inputSize)),
    );
    expect(drawn.map(({ width }) => width)).toEqual([16_000, 16_000, 16_000]);
  });
});
