import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeImage, type Raster } from '../../../src/adapters/pictures/decodeImage.ts';
import { inspectImage } from '../../../src/adapters/pictures/inspectImage.ts';
import { readImageFile } from '../../../src/adapters/pictures/readImageFile.ts';
import { decode, expectPixel, pixelAt, reasonFor } from './pixels.ts';
import { writeTiff } from './writeTiff.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-decode-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const everything = { shortestEdge: 100_000, longestEdge: 100_000 };

async function decodeFile(file: string): Promise<Raster> {
  return decodeImage(await inspectImage(await readImageFile(file)), everything);
}

/** 40 × 20: the left half red, the right half blue. */
function redAndBlue(): Sharp {
  const pixels = Buffer.alloc(40 * 20 * 3);
  for (let at = 0; at < 800; at += 1) pixels[at * 3 + (at % 40 < 20 ? 0 : 2)] = 255;
  return sharp(pixels, { raw: { width: 40, height: 20, channels: 3 } });
}

/** 400 × 300 of coarse noise: no encoder makes it small, so that a cut loses pixels. */
function noise(): Sharp {
  const pixels = Buffer.alloc(400 * 300 * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width: 400, height: 300, channels: 3 } });
}

const encoders: Record<string, (image: Sharp) => Sharp> = {
  jpeg: (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
  png: (image) => image.png(),
  webp: (image) => image.webp({ lossless: true }),
  avif: (image) => image.avif({ quality: 90, effort: 2, chromaSubsampling: '4:4:4' }),
  gif: (image) => image.gif(),
  tiff: (image) => image.tiff({ compression: 'lzw' }),
};

describe('every format it promises', () => {
  it.each(Object.keys(encoders))('decodes %s to RGB', async (name) => {
    const raster = await decode((await encoders[name]?.(redAndBlue()).toBuffer()) ?? Buffer.alloc(0));
    expect([raster.width, raster.height]).toEqual([40, 20]);
    expectPixel(raster, 5, 10, [255, 0, 0], 12);
    expectPixel(raster, 35, 10, [0, 0, 255], 12);
  });

  it.each(Object.keys(encoders))('says of a %s cut in half that it is cut off or damaged', async (name) => {
    const whole = (await encoders[name]?.(noise()).toBuffer()) ?? Buffer.alloc(0);
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    await expect(decode(half)).rejects.toMatchObject({
      code: 'image-unusable',
      message: expect.stringMatching(
        /^The file is cut off or damaged: its (JPEG|PNG|WebP|AVIF|GIF|TIFF) data /,
      ),
    });
  });

  it('says so of cut files that are decoded side by side, whatever the decoders left in their messages', async () => {
    const names = Object.keys(encoders).filter((name) => !/tiff/i.test(name));
    const halves = await Promise.all(
      names.map(async (name) => {
        const whole = (await encoders[name]?.(noise()).toBuffer()) ?? Buffer.alloc(0);
        return whole.subarray(0, Math.floor(whole.length / 2));
      }),
    );
    for (let round = 0; round < 20; round += 1) {
      const decodes = await Promise.allSettled(halves.map((half) => decode(half)));
      const reasons = decodes.map((each) => (each.status === 'rejected' ? String(each.reason) : 'decoded'));
      expect(reasons).toEqual(
        reasons.map(() =>
          expect.stringMatching(/its (JPEG|PNG|WebP|AVIF|GIF) data ends before the picture does/),
        ),
      );
    }
  });

  it('goes by the content, not by the ending', async () => {
    const file = join(folder, 'reallyPng.jpg');
    writeFileSync(file, await redAndBlue().png().toBuffer());
    expectPixel(await decodeFile(file), 5, 10, [255, 0, 0], 0);
  });

  it('takes the first frame of an animated GIF', async () => {
    const frames = ['#ff0000', '#00ff00'].map((background) => ({
      create: { width: 20, height: 30, channels: 3 as const, background },
    }));
    const bytes = await sharp(await Promise.all(frames.map((frame) => sharp(frame).png().toBuffer())), {
      join: { animated: true },
    })
      .gif({ delay: [100, 100] })
      .toBuffer();
    const raster = await decode(bytes);
    expect([raster.width, raster.height, raster.seenHeight]).toEqual([20, 30, 30]);
    expectPixel(raster, 10, 10, [255, 0, 0]);
  });
});

describe('colours and orientation', () => {
  it('turns the image as EXIF orientation 6 says', async () => {
    const bytes = await redAndBlue().withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const raster = await decode(bytes);
    expect([raster.width, raster.height, raster.seenWidth, raster.seenHeight]).toEqual([20, 40, 20, 40]);
    expectPixel(raster, 10, 5, [255, 0, 0], 12);
    expectPixel(raster, 10, 35, [0, 0, 255], 12);
  });

  it('converts CMYK to the colours people see', async () => {
    const bytes = await redAndBlue().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const [red = 0, green = 0, blue = 0] = pixelAt(await decode(bytes), 5, 10);
    expect(red).toBeGreaterThan(180);
    expect(Math.max(green, blue)).toBeLessThan(80);
  });

  it('converts an embedded profile to sRGB', async () => {
    const source = { create: { width: 20, height: 20, channels: 3 as const, background: '#c86432' } };
    const bytes = await sharp(source).withIccProfile('p3').png().toBuffer();
    const stored = await sharp(bytes).keepIccProfile().raw().toBuffer();
    const raster = await decode(bytes);
    expectPixel(raster, 5, 5, [0xc8, 0x64, 0x32], 3);
    expect([...stored.subarray(0, 3)]).not.toEqual(pixelAt(raster, 5, 5));
  });

  it('converts an embedded profile to sRGB from 16 bits too', async () => {
    const colours = [
      [220, 30, 30],
      [30, 160, 60],
      [30, 60, 200],
    ];
    for (const colour of colours) {
      const deep = Uint16Array.from([...colour, ...colour], (value) => value * 257);
      const source = sharp(deep, { raw: { width: 2, height: 1, channels: 3 } }).toColourspace('rgb16');
      const bytes = await source.withIccProfile('srgb', { attach: true }).png().toBuffer();
      expect(await sharp(bytes).metadata()).toMatchObject({ hasProfile: true, space: 'rgb16' });
      const stored = await sharp(bytes, { ignoreIcc: true })
        .toColourspace('rgb16')
        .raw({ depth: 'ushort' })
        .toBuffer();
      const values = new Uint16Array(stored.buffer, stored.byteOffset, 3);
      expectPixel(
        await decode(bytes),
        0,
        0,
        [...values].map((value) => value / 257),
        2,
      );
    }
  });

  it('spreads grey over three channels and lays alpha over white', async () => {
    const grey = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#808080' } })
      .greyscale()
      .jpeg()
      .toBuffer();
    expectPixel(await decode(grey), 4, 4, [128, 128, 128], 2);
    const greyAlpha = await sharp(Buffer.from([0, 128, 0, 0]), { raw: { width: 2, height: 1, channels: 2 } })
      .png()
      .toBuffer();
    const raster = await decode(greyAlpha);
    expectPixel(raster, 0, 0, [127, 127, 127], 2);
    expectPixel(raster, 1, 0, [255, 255, 255], 0);
  });

  it('reads 16 bits a channel', async () => {
    const values = new Uint16Array([0xffff, 0x8000, 0x0000]);
    const image = sharp(values, { raw: { width: 1, height: 1, channels: 3 } }).toColourspace('rgb16');
    const deep = writeTiff({
      ...{ width: 1, height: 1, samples: [0xffff, 0x8000, 0x0000] },
      ...{ samplesPerPixel: 3, photometric: 2, bits: 16 },
    });
    for (const bytes of [await image.png().toBuffer(), deep]) {
      expect((await sharp(bytes).metadata()).depth).toBe('ushort');
      expectPixel(await decode(bytes), 0, 0, [255, 128, 0], 1);
    }
  });

  it('reads a palette', async () => {
    const bytes = await redAndBlue().png({ palette: true, colours: 4 }).toBuffer();
    expect((await sharp(bytes).metadata()).isPalette).toBe(true);
    expectPixel(await decode(bytes), 35, 10, [0, 0, 255], 2);
  });
});

/** A PNG that claims this size and holds next to nothing. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', size),
    chunk('IDAT', Buffer.alloc(9)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('files that are refused', () => {
  const refuse = async (bytes: Buffer) =>
    await inspectImage(bytes).then(
      () => 'accepted',
      (failure: Error) => failure.message,
    );

  it('refuses a pixel bomb by its header', async () => {
    expect(await refuse(pngHeader(30_000, 30_000))).toBe(
      'This is a 30,000 × 30,000 pixel image (900 megapixels); the limit is 150 megapixels.',
    );
  });

  it('refuses a side beyond the limit', async () => {
    expect(await refuse(pngHeader(70_000, 10))).toBe(
      'This is a 70,000 × 10 pixel image; the limit is 65,500 pixels a side.',
    );
  });

  it.each([
    ['', 'The file is empty.'],
    ['hello, this is a shopping list', 'it looks like a text file'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'it looks like an SVG drawing'],
    ['%PDF-1.7\n%\xe2\xe3', 'it looks like a PDF document'],
    ['<!DOCTYPE html><html>', 'it looks like a web page'],
    [
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      'that Git LFS has not fetched',
    ],
    ['BM\x00\x00\x01', 'it looks like a BMP image'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'it looks like a HEIC photo'],
    ['\0\0\0\0\0\0\0\0', 'nothing but zeros'],
    ['\x93\x01\x88\x00', 'This is not an image that Twinset reads. It reads JPEG'],
  ])('says what %j is', async (content, expected) => {
    expect(await refuse(Buffer.from(content, 'latin1'))).toContain(expected);
  });

  it('does not load what is not one of the six formats even when asked to', async () => {
    await expect(
      sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).metadata(),
    ).rejects.toThrow();
  });

  it('says what is special about a JPEG of a rare kind, also beside damaged ones', async () => {
    const whole = await noise().jpeg().toBuffer();
    const frame = whole.indexOf(Uint8Array.of(0xff, 0xc0));
    const change = (at: number, value: number) => {
      const changed = Buffer.from(whole);
      changed[frame + at] = value;
      return changed;
    };
    const damaged = change(9, 9);
    const files = [change(4, 12), damaged, change(1, 0xf7), damaged, change(1, 0xc5), damaged];
    for (let round = 0; round < 10; round += 1) {
      const reasons = await Promise.all(files.map(reasonFor));
      expect(reasons.filter((_, at) => at % 2 === 0)).toEqual([
        expect.stringMatching(
          /^This kind of JPEG cannot be read here \(it has 12 bits a channel\): save it again/,
        ),
        expect.stringMatching(/^This kind of JPEG cannot be read here \(it is JPEG-LS\): save it again/),
        expect.stringMatching(
          /^This kind of JPEG cannot be read here \(it is hierarchical JPEG\): save it again/,
        ),
      ]);
      expect(reasons[1]).toMatch(/^The file is cut off or damaged/);
    }
  });

  it('tells libvips text in the detail only', async () => {
    const bytes = await noise().png().toBuffer();
    bytes.fill(0, bytes.length / 2, bytes.length / 2 + 100);
    await expect(decode(bytes)).rejects.toMatchObject({
      message: 'The file is cut off or damaged: its PNG data cannot be decoded.',
      detail: expect.stringContaining('png'),
    });
  });
});

describe('paths that are no image file', () => {
  it('refuses folders, missing files and files over the limit', async () => {
    mkdirSync(join(folder, 'folder.jpg'));
    await expect(readImageFile(join(folder, 'folder.jpg'))).rejects.toThrow('This is a folder, not a file.');
    await expect(readImageFile(join(folder, 'gone.jpg'))).rejects.toThrow('not there any more');
    writeFileSync(join(folder, 'large.jpg'), Buffer.alloc(2 ** 21 + 1));
    await expect(readImageFile(join(folder, 'large.jpg'), 2 ** 21)).rejects.toThrow(
      '3 MiB; the limit is 2 MiB',
    );
    symlinkSync(join(folder, 'loop.jpg'), join(folder, 'loop.jpg'));
    await expect(readImageFile(join(folder, 'loop.jpg'))).rejects.toThrow('circles');
  });

  it('reads a file as it is', async () => {
    const file = join(folder, 'bytes.bin');
    writeFileSync(file, Buffer.from([1, 2, 3]));
    expect([...(await readImageFile(file))]).toEqual([1, 2, 3]);
    expect(readFileSync(file).length).toBe(3);
  });

  it.skipIf(process.platform === 'win32')(
    'refuses pipes, sockets and devices without waiting for them',
    async () => {
      const pipe = join(folder, 'pipe.jpg');
      execFileSync('mkfifo', [pipe]);
      const expected = 'This is a device, a pipe or a socket, not a file.';
      await expect(readImageFile(pipe)).rejects.toThrow(expected);
      await expect(readImageFile('/dev/zero')).rejects.toThrow(expected);
      const server = createServer().listen(join(folder, 'socket.jpg'));
      await new Promise((resolve) => server.once('listening', resolve));
      await expect(readImageFile(join(folder, 'socket.jpg'))).rejects.toThrow(expected);
      server.close();
    },
  );
});
