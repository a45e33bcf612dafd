/** What a close look tells apart that sketches do not. */
import type { Buffer } from 'node:buffer';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { lookClosely, type SeenPicture } from '../../../src/core/duplicates/closeLook.ts';
import { comparePictures, leastCopyScore } from '../../../src/core/duplicates/comparePictures.ts';
import { readSketch } from '../../../src/core/duplicates/sketch.ts';
import { type CopyKind, drawCopy } from '../../fixtures/drawCopy.ts';
import { showPicture } from '../../fixtures/showPicture.ts';

/** A lipstick on white with its cap beside it: what may differ is its tip, and what stands on the cap. */
function draw(tip: string, onCap: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="240">
    <rect width="180" height="240" fill="white"/>
    <path d="M70 100 v-36 q12 -20 24 -22 v58 z" fill="${tip}"/>
    <rect x="64" y="100" width="36" height="110" fill="#c9a24a"/>
    <rect x="72" y="108" width="6" height="96" fill="#8d6f2c"/>
    <rect x="112" y="130" width="36" height="80" fill="#3a3a40"/>
    ${onCap}
  </svg>`;
  return sharp(new TextEncoder().encode(svg)).jpeg({ quality: 90 }).toBuffer();
}

const stripes = '<path d="M116 150 h28 M116 164 h28 M116 178 h28" stroke="#55555c" stroke-width="5"/>';
const cross = '<path d="M116 140 l28 60 M144 140 l-28 60" stroke="#55555c" stroke-width="5"/>';

/** On white, in the middle, so many times as large. */
function drawPencil(scale: number, onIt: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="240" viewBox="0 0 180 240">
    <rect width="180" height="240" fill="white"/>
    <g transform="translate(90 120) scale(${scale}) translate(-90 -120)">
      <path d="M84 60 l6 -18 l6 18 z" fill="#d9b48a"/>
      <rect x="84" y="60" width="12" height="140" fill="#1b1b1e"/>${onIt}
    </g>
  </svg>`;
  return sharp(new TextEncoder().encode(svg)).jpeg({ quality: 90 }).toBuffer();
}

const lettering = '<path d="M90 100 v40" stroke="#3c3c44" stroke-width="3"/>';

/** As small as shops have them. */
function toThumbnail(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes).resize(60, 80, { fit: 'fill' }).jpeg({ quality: 85 }).toBuffer();
}

async function see(bytes: Buffer): Promise<SeenPicture> {
  const shown = await showPicture(bytes);
  return { ...shown, sketch: readSketch(shown.sketch) };
}

describe('a close look', () => {
  it.each<[CopyKind, string]>([
    ['recompressed', 'same picture'],
    ['half', 'same picture'],
    ['twice', 'same picture'],
    ['mirrored', 'mirrored'],
    ['cropped', 'cropped'],
    ['cropped-each-side', 'cropped'],
    ['cropped-corner', 'cropped'],
  ])('takes a copy that is %s for what it is', async (kind, likeness) => {
    const bytes = await draw('#a01c30', stripes);
    const [one, copy] = [await see(bytes), await see(await drawCopy(bytes, kind))];
    for (const found of [lookClosely(one, copy), lookClosely(copy, one)]) {
      expect(found).toMatchObject({ likeness });
      expect(found?.score).toBeGreaterThanOrEqual(leastCopyScore);
    }
  });

  it('takes one that was cut and brought to the size of the other for what it is', async () => {
    const bytes = await draw('#a01c30', stripes);
    const cut = await drawCopy(bytes, 'cropped-each-side');
    const [one, copy] = [await see(await toThumbnail(bytes)), await see(await toThumbnail(cut))];
    expect(lookClosely(one, copy)).toMatchObject({ likeness: 'cropped', laid: { whole: 'one' } });
    expect(lookClosely(one, copy)?.score).toBeGreaterThanOrEqual(leastCopyScore);
  });

  it('takes a thin thing for no part of a smaller one like it: in which size it is shown nobody can tell', async () => {
    const one = await see(await toThumbnail(await drawPencil(1, '')));
    const other = await see(await toThumbnail(await drawPencil(1 / 0.94, lettering)));
    expect(lookClosely(one, other)?.likeness).not.toBe('cropped');
    expect(lookClosely(other, one)?.likeness).not.toBe('cropped');
  });

  it('says which part of which picture the other one shows', async () => {
    const bytes = await draw('#a01c30', stripes);
    const [one, cut] = [await see(bytes), await see(await drawCopy(bytes, 'cropped-corner'))];
    const part = { left: 0.05, top: 0.05, width: 0.95, height: 0.95 };
    for (const [found, whole] of [
      [lookClosely(one, cut), 'one'],
      [lookClosely(cut, one), 'other'],
    ] as const) {
      expect(found?.laid).toMatchObject({ whole, isMirrored: false });
      for (const [side, share] of Object.entries(part))
        expect(found?.laid.part[side as keyof typeof part]).toBeCloseTo(share, 1);
    }
  });

  it('sees that a small part has another colour, which the sketches do not', async () => {
    const knob = (colour: string) => `${stripes}<circle cx="130" cy="195" r="7" fill="${colour}"/>`;
    const [one, other] = [
      await see(await draw('#a01c30', knob('#b04040'))),
      await see(await draw('#a01c30', knob('#4060b0'))),
    ];
    expect(comparePictures(one, other)?.likeness).not.toBe('other colours');
    expect(lookClosely(one, other)?.likeness).toBe('other colours');
  });

  it('sees the shade of a tip a few pixels wide, however steep its edges are', async () => {
    const shades = ['#c05a50', '#be5966'].map(async (tip) =>
      see(await toThumbnail(await draw(tip, stripes))),
    );
    const [one, other] = await Promise.all(shades);
    if (one === undefined || other === undefined) throw new Error('Two are drawn.');
    const found = lookClosely(one, other);
    expect(found?.likeness).toBe('other colours');
  });

  it.each(['#c05f55', '#b85f58', '#c0585a'])(
    'tells the tip’s shade %s from one that was saved anew at a low quality',
    async (tip) => {
      const bytes = await toThumbnail(await draw('#c05a50', stripes));
      const one = await see(bytes);
      const other = await see(await toThumbnail(await draw(tip, stripes)));
      const copy = await see(await drawCopy(bytes, 'recompressed'));
      expect(lookClosely(one, other)?.likeness).toBe('other colours');
      expect(lookClosely(one, copy)).toMatchObject({ likeness: 'same picture' });
      expect(lookClosely(one, copy)?.score).toBeGreaterThanOrEqual(leastCopyScore);
    },
  );

  it('sees another pattern on a thing of the same outline, which the sketches do not', async () => {
    const [one, other] = [await see(await draw('#a01c30', stripes)), await see(await draw('#a01c30', cross))];
    expect(comparePictures(one, other)?.score).toBeGreaterThanOrEqual(leastCopyScore);
    expect(lookClosely(one, other)?.score ?? 0).toBeLessThan(leastCopyScore);
  });
});
