import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeLzw } from '../../../src/adapters/pictures/tiff/decodeLzw.ts';
import { describeTiff } from '../../../src/adapters/pictures/tiff/describeTiff.ts';
import { judgeTiff } from '../../../src/adapters/pictures/tiff/judgeTiff.ts';
import { decode, expectPixel, pixelAt, reasonFor } from './pixels.ts';
import { type TiffPlan, writeTiff } from './writeTiff.ts';

const [width, height] = [20, 12];

/** Red, green, blue and grey in quarters. */
const quarters: readonly (readonly [number, number, number])[] = [
  [220, 30, 40],
  [30, 160, 60],
  [30, 60, 200],
  [128, 128, 128],
];
const corners: readonly (readonly [x: number, y: number])[] = [
  [2, 2],
  [17, 2],
  [2, 9],
  [17, 9],
];

/** The samples of a picture in which `sampleOf` makes a quarter's colour into numbers. */
function paint(
  sampleOf: (rgb: readonly [number, number, number], at: number) => readonly number[],
): number[] {
  return Array.from({ length: width * height }, (_, at) => {
    const quarter = (at % width < width / 2 ? 0 : 1) + (at < (width * height) / 2 ? 0 : 2);
    return sampleOf(quarters[quarter] ?? [0, 0, 0], at);
  }).flat();
}

const rgb: TiffPlan = { width, height, samples: paint((each) => each), samplesPerPixel: 3, photometric: 2 };

/** Stripes: what a saved selection may look like, and nothing that may be seen. */
const stripe = (at: number, full: number) => (at % 3 === 0 ? full : 0);

async function expectQuarters(bytes: Buffer, tolerance = 2, expected = quarters): Promise<void> {
  const raster = await decode(bytes);
  expect([raster.width, raster.height, raster.seenWidth, raster.seenHeight]).toEqual([
    width,
    height,
    width,
    height,
  ]);
  corners.forEach(([x, y], at) => {
    expectPixel(raster, x, y, expected[at] ?? [], tolerance);
  });
}

const scaled = (plan: TiffPlan, bits: number): TiffPlan => ({
  ...plan,
  bits,
  samples: plan.samples.map((value) => Math.round((value / 255) * (2 ** bits - 1))),
});

describe('channels that are no colour', () => {
  const withExtras = (count: number): TiffPlan => ({
    ...rgb,
    samples: paint((each, at) => [...each, ...Array.from({ length: count }, () => stripe(at, 255))]),
    samplesPerPixel: 3 + count,
    extraSamples: Array.from({ length: count }, () => 0),
  });

  it.each([1, 2, 3, 7])('drops %d of them that have no meaning', async (count) => {
    const plan = withExtras(count);
    for (const change of [
      {},
      { isPlanar: true },
      { isBigEndian: true, tile: 16 },
      { isPlanar: true, tile: 16 },
      { isBigTiff: true, compression: 'packbits', stripRows: 5 },
    ] as const) {
      await expectQuarters(writeTiff({ ...plan, ...change }));
      await expectQuarters(writeTiff(scaled({ ...plan, ...change }, 16)));
    }
  });

  it('drops one that the file does not list', async () => {
    const { extraSamples: _, ...unlisted } = withExtras(1);
    await expectQuarters(writeTiff(unlisted));
  });

  it('drops one beside grey and beside inks', async () => {
    const grey: TiffPlan = {
      ...{ width, height, samplesPerPixel: 2, photometric: 1, extraSamples: [0] },
      samples: paint(([red], at) => [red, stripe(at, 255)]),
    };
    await expectQuarters(
      writeTiff(grey),
      2,
      quarters.map(([red]) => [red, red, red]),
    );
    const inks = ([red, green, blue]: readonly number[]) =>
      [red, green, blue].map((value = 0) => 255 - value);
    const plain: TiffPlan = {
      ...rgb,
      samples: paint((each) => [...inks(each), 0]),
      samplesPerPixel: 4,
      photometric: 5,
    };
    const spotted: TiffPlan = {
      ...{ ...plain, samplesPerPixel: 6, extraSamples: [0, 0] },
      samples: paint((each, at) => [...inks(each), 0, stripe(at, 255), stripe(at, 255)]),
    };
    const expected = await decode(writeTiff(plain));
    expect((await decode(writeTiff(spotted))).data.equals(expected.data)).toBe(true);
    expect(pixelAt(expected, 2, 2)).not.toEqual(pixelAt(expected, 17, 2));
  });

  it('lays what is alpha over white, wherever it stands', async () => {
    const half = quarters.map((each) => each.map((value) => Math.round(value * 0.5 + 127.5)));
    for (const [extraSamples, extras] of [
      [[2], [0.5]],
      [
        [0, 2],
        [0, 0.5],
      ],
      [
        [2, 0],
        [0.5, 1],
      ],
    ] as const) {
      const plan: TiffPlan = {
        ...{ ...rgb, samplesPerPixel: 3 + extras.length, extraSamples: [...extraSamples] },
        samples: paint((each) => [...each, ...extras.map((share) => share * 255)]).map(Math.round),
      };
      for (const bits of [8, 16, 32]) {
        await expectQuarters(writeTiff(scaled(plan, bits)), 3, half as never);
        await expectQuarters(writeTiff(scaled({ ...plan, isPlanar: true }, bits)), 3, half as never);
      }
    }
    const associated: TiffPlan = {
      ...{ ...rgb, samplesPerPixel: 5, extraSamples: [0, 1] },
      samples: paint((each) => [...each.map((value) => Math.round(value / 2)), 0, 128]),
    };
    await expectQuarters(writeTiff(associated), 3, half as never);
  });

  it('turns the picture as the file says', async () => {
    const raster = await decode(writeTiff({ ...withExtras(1), tags: { 274: [6] } }));
    expect([raster.width, raster.height, raster.seenWidth, raster.seenHeight]).toEqual([12, 20, 12, 20]);
    expectPixel(raster, 9, 2, quarters[0] ?? [], 2);
    expectPixel(raster, 2, 2, quarters[2] ?? [], 2);
  });
});

describe('depths', () => {
  it.each([4, 10, 12, 14, 24, 32])('reads %d bits a channel', async (bits) => {
    await expectQuarters(writeTiff(scaled(rgb, bits)), bits === 4 ? 9 : 2);
    if (bits % 8 === 0)
      await expectQuarters(writeTiff(scaled({ ...rgb, isBigEndian: true, isPlanar: true }, bits)));
  });

  it('reads white as zero', async () => {
    const grey: TiffPlan = {
      ...{ width, height, samplesPerPixel: 1, photometric: 0, samples: paint(([red]) => [255 - red]) },
    };
    for (const bits of [8, 16, 32]) {
      await expectQuarters(
        writeTiff(scaled(grey, bits)),
        2,
        quarters.map(([red]) => [red, red, red]),
      );
    }
  });

  it('undoes differences beside channels that are dropped', async () => {
    const plan: TiffPlan = {
      ...{
        ...rgb,
        samplesPerPixel: 5,
        extraSamples: [0, 0],
        predictor: 2,
        compression: 'deflate',
        stripRows: 5,
      },
      samples: paint((each, at) => [...each, stripe(at, 255), 7]),
    };
    for (const bits of [8, 16, 32]) {
      for (const isBigEndian of [false, true]) {
        await expectQuarters(writeTiff(scaled({ ...plan, isBigEndian }, bits)));
        await expectQuarters(writeTiff(scaled({ ...plan, isBigEndian, tile: 16 }, bits)));
      }
    }
  });

  it('reads Zstandard, and tiles of separate planes', async () => {
    await expectQuarters(writeTiff({ ...rgb, compression: 'zstd' }));
    await expectQuarters(writeTiff({ ...rgb, isPlanar: true, tile: 16 }));
  });

  it('reads a palette beside a channel that is dropped', async () => {
    const palette = Array.from({ length: 3 * 256 }, () => 0);
    quarters.forEach((each, index) => {
      for (const channel of [0, 1, 2]) palette[channel * 256 + index] = (each[channel] ?? 0) * 257;
    });
    await expectQuarters(
      writeTiff({
        ...{ width, height, samplesPerPixel: 2, photometric: 3, extraSamples: [0], tags: { 320: palette } },
        samples: paint((each, at) => [quarters.indexOf(each), stripe(at, 255)]),
      }),
    );
  });
});

describe('colours that are not RGB', () => {
  const toYcbcr = ([red, green, blue]: readonly [number, number, number]) => {
    const y = 0.299 * red + 0.587 * green + 0.114 * blue;
    return [y, (blue - y) / 1.772 + 128, (red - y) / 1.402 + 128] as const;
  };
  const full: TiffPlan = {
    ...{ ...rgb, photometric: 6, tags: { 530: [1, 1] } },
    samples: paint((each) => toYcbcr(each).map(Math.round)),
  };

  it('reads YCbCr outside of JPEG', async () => {
    await expectQuarters(writeTiff(full), 3);
    await expectQuarters(writeTiff({ ...full, compression: 'deflate', isPlanar: true }), 3);
    await expectQuarters(writeTiff({ ...full, fractions: { 532: [0, 255, 128, 255, 128, 255] } }), 3);
  });

  it('reads YCbCr of the range of television', async () => {
    const samples = paint((each) => {
      const [y, cb, cr] = toYcbcr(each);
      return [y * (219 / 255) + 16, (cb - 128) * (224 / 255) + 128, (cr - 128) * (224 / 255) + 128].map(
        Math.round,
      );
    });
    await expectQuarters(
      writeTiff({ ...full, samples, fractions: { 532: [16, 235, 128, 240, 128, 240] } }),
      4,
    );
  });

  /** L, a and b of the quarters under D50, as Little CMS has them. */
  const lab = [
    [48.2, 69, 47],
    [57.6, -51, 41],
    [31.8, 33, -77],
    [53.7, 0, 0],
  ] as const;
  const labOf = (each: readonly number[]) => lab[quarters.indexOf(each as never)] ?? [0, 0, 0];

  it.each([
    [
      8,
      8,
      ([l, a, b]: readonly number[]) => [(l ?? 0) * 2.55, ((a ?? 0) + 256) % 256, ((b ?? 0) + 256) % 256],
    ],
    [
      8,
      16,
      ([l, a, b]: readonly number[]) => [
        (l ?? 0) * 655.35,
        ((a ?? 0) * 256 + 65_536) % 65_536,
        ((b ?? 0) * 256 + 65_536) % 65_536,
      ],
    ],
    [9, 8, ([l, a, b]: readonly number[]) => [(l ?? 0) * 2.55, (a ?? 0) + 128, (b ?? 0) + 128]],
    [
      9,
      16,
      ([l, a, b]: readonly number[]) => [(l ?? 0) * 655.35, (a ?? 0) * 256 + 32_768, (b ?? 0) * 256 + 32_768],
    ],
  ] as const)('reads Lab (%d) of %d bits', async (photometric, bits, store) => {
    const samples = paint((each) => store(labOf(each)).map(Math.round));
    await expectQuarters(writeTiff({ ...rgb, photometric, bits, samples }), 8);
  });
});

describe('what libvips reads rightly', () => {
  it.each<[string, Partial<TiffPlan>]>([
    ['RGB', {}],
    ['RGB of 16 bits', { bits: 16 }],
    ['RGB in planes', { isPlanar: true }],
    ['RGB in tiles', { tile: 16 }],
    ['RGB with alpha', { samplesPerPixel: 4, extraSamples: [2] }],
  ])('is left to it: %s', (_name, change) => {
    const tiff = describeTiff(writeTiff({ ...rgb, ...change }));
    expect(tiff === null ? null : judgeTiff(tiff).route).toBe('decoder');
  });
});

describe('refusals', () => {
  it.each<[string, Partial<TiffPlan>, string]>([
    ['LZMA', { tags: { 259: [34_925] } }, 'it is compressed with LZMA'],
    ['old JPEG', { tags: { 259: [6] } }, 'it is compressed with the old kind of JPEG'],
    ['floating point', { bits: 32, tags: { 339: [3, 3, 3] } }, 'its numbers are floating-point'],
    ['signed numbers', { tags: { 339: [2, 2, 2] } }, 'its numbers have signs'],
    ['complex numbers', { bits: 32, tags: { 339: [6, 6, 6] } }, 'its numbers are complex'],
    ['mixed depths', { tags: { 258: [5, 6, 5] } }, 'its channels have different depths'],
    ['other inks', { samplesPerPixel: 4, photometric: 5, tags: { 332: [2] } }, 'its inks are not cyan'],
    ['raw sensor data', { samplesPerPixel: 1, photometric: 32_803 }, 'of a kind that is not known here'],
    ['too few channels', { samplesPerPixel: 2 }, 'it has too few channels'],
    ['a palette without colours', { samplesPerPixel: 2, photometric: 3 }, 'its palette is missing'],
  ])('says what is special about %s', async (_name, change, expected) => {
    expect(await reasonFor(writeTiff({ ...rgb, ...change }))).toMatch(
      new RegExp(
        `^This kind of TIFF cannot be read here \\(.*${expected}.*\\): save it again as an ordinary JPEG`,
      ),
    );
  });

  it('says of a good kind that ends too early that it is cut off', async () => {
    const extra: TiffPlan = {
      ...rgb,
      samplesPerPixel: 4,
      samples: paint((each) => [...each, 0]),
      stripRows: 4,
    };
    for (const plan of [
      rgb,
      extra,
      { ...extra, compression: 'deflate' },
      { ...extra, isPlanar: true },
    ] as const) {
      const bytes = writeTiff(plan);
      for (const cut of [12, bytes.length - 300]) {
        expect(await reasonFor(bytes.subarray(0, cut))).toBe(
          'The file is cut off or damaged: its TIFF data ends before the picture does.',
        );
      }
    }
  });

  it('says of data that break that they are damaged', async () => {
    const bytes = writeTiff({
      ...rgb,
      samplesPerPixel: 4,
      samples: paint((each) => [...each, 0]),
      compression: 'zstd',
    });
    bytes.fill(0xee, bytes.length - 20);
    expect(await reasonFor(bytes)).toBe('The file is cut off or damaged: its TIFF data cannot be decoded.');
  });

  it('refuses by its header what would not fit into memory', async () => {
    expect(
      await reasonFor(writeTiff({ ...rgb, tags: { 256: [60_000], 257: [60_000], 277: [4] } })),
    ).toContain('the limit is 150 megapixels');
  });
});

describe('LZW', () => {
  it('decodes what libtiff encodes, from noise to even areas', async () => {
    const pixels = Buffer.alloc(200 * 150 * 3);
    let state = 1;
    for (let at = 0; at < pixels.length; at += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[at] = at % 700 < 350 ? state >>> 24 : (state >>> 31) * 9;
    }
    const source = sharp(pixels, { raw: { width: 200, height: 150, channels: 3 } });
    const bytes = await source.tiff({ compression: 'lzw', predictor: 'none' }).toBuffer();
    const tiff = describeTiff(bytes);
    const strips = (tiff?.offsets ?? []).map((offset, at) => {
      const rows = Math.min(tiff?.blockHeight ?? 0, 150 - at * (tiff?.blockHeight ?? 0));
      return decodeLzw(bytes.subarray(offset, offset + (tiff?.byteCounts[at] ?? 0)), rows * 600);
    });
    expect(Buffer.concat(strips).equals(pixels)).toBe(true);
  });

  it('gives what it has where the data end early', async () => {
    const bytes = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#c86432' } })
      .tiff({ compression: 'lzw', predictor: 'none' })
      .toBuffer();
    const [offset = 0] = describeTiff(bytes)?.offsets ?? [];
    const decoded = decodeLzw(bytes.subarray(offset, offset + 20), 4800);
    expect(decoded.length).toBeGreaterThan(20);
    expect(decoded.length).toBeLessThan(4800);
    expect([...decoded.subarray(0, 6)]).toEqual([0xc8, 0x64, 0x32, 0xc8, 0x64, 0x32]);
  });
});
