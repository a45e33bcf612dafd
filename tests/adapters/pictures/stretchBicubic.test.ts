import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stretchBicubic } from '../../../src/adapters/pictures/bicubic/stretchBicubic.ts';

/** Noise, of which sums go beyond what a byte holds at both ends. */
function drawNoise(width: number, height: number): Buffer {
  let state = width * 65_537 + height;
  const drawn = Buffer.alloc(width * height * 3);
  for (let at = 0; at < drawn.length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    drawn[at] = state >>> 24;
  }
  return drawn;
}

describe('a stretched picture', () => {
  // By Pillow 11.3 (stretchedByPillow.py).
  it.each([
    [224, 224, 112, 'ff160ba152e45303683da85877b18b6f442dc45878a5761449d8d4189f4e5669'],
    [60, 80, 112, '55e606579aa69124a3e0cf282bf8c8c337e9e274bb64aaf22431e42eac5688ec'],
    [640, 427, 224, 'e9f17a574f41c369cdb87bdc53d112c2fb03835e5ef4f46263070b104750295a'],
    [333, 90, 100, '13ad0c35f04532fe0c14932cfe299d4a8c6f1571a89d52d9f700f62d6bcf06ee'],
    [1, 5, 112, '918553a36d9cb380a391c7fed2a3aaa9893a9c33b4f8af60593129372447371a'],
    [113, 112, 112, '96ab3b8784d0035186c5f80329892633680f2d783483e269ea83a92050909f44'],
    [3000, 64, 32, '7a3473a0a8cd8b5123347f5b6f6123de057ab28f28edd73c78d4a93c9ade500b'],
    [500, 9000, 400, '75af1f0c6cea83964791d40f768342c1a3e089427df629fd720a82a1e1d79507'],
    [400, 30000, 100, '3c35c3d4b1e8e73faa8d09d4ccd5830eb8b4d0786d7576d266ba42d436f0c0ad'],
  ])('of %d × %d at %d is Pillow’s, byte for byte', (width, height, size, expected) => {
    const stretched = stretchBicubic({ data: drawNoise(width, height), width, height }, size);
    expect(createHash('sha256').update(stretched).digest('hex')).toBe(expected);
  });

  it('is its own: the next one leaves it as it is', () => {
    const even = (level: number) => ({ data: Buffer.alloc(40 * 30 * 3, level), width: 40, height: 30 });
    const first = stretchBicubic(even(7), 20);
    stretchBicubic(even(200), 20);
    expect(new Set(first)).toEqual(new Set([7]));
    expect(first.length).toBe(20 * 20 * 3);
  });
});
