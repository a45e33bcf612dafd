import { describe, expect, it } from 'vitest';
import { normaliseColours } from '../../../src/core/colours/colourRows.ts';
import { coloursLength, drawColours } from '../../../src/core/colours/drawColours.ts';
import { cosineSimilarity } from '../../../src/core/search/metrics.ts';

type Colour = readonly [number, number, number];

const white: Colour = [255, 255, 255];
const red: Colour = [200, 30, 40];
const navy: Colour = [20, 25, 70];
const black: Colour = [20, 20, 22];
const blue: Colour = [40, 60, 160];

const edge = 112;

/** A square of one colour on another, its upper left corner at a share of the edge. */
function square(thing: Colour, behind: Colour, at = 0.3, size = 0.4): Uint8Array {
  const rgb = new Uint8Array(edge * edge * 3);
  const isWithin = (place: number) => place >= at * edge && place < (at + size) * edge;
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) rgb.set(isWithin(x) && isWithin(y) ? thing : behind, (y * edge + x) * 3);
  return rgb;
}

const likeness = (one: Uint8Array, other: Uint8Array): number =>
  cosineSimilarity(normaliseColours(drawColours(one, edge)), normaliseColours(drawColours(other, edge)));

describe('the colours of a picture', () => {
  it('are a byte per step, and as much in all as there is', () => {
    const colours = drawColours(square(red, white), edge);
    expect(colours).toHaveLength(coloursLength);
    const shares = Array.from(colours, (byte) => (byte / 255) ** 2);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 1);
  });

  it('are those of the thing, wherever it lies on whatever plain background', () => {
    const thing = square(red, white);
    expect(likeness(thing, square(red, white, 0.5, 0.3))).toBeGreaterThan(0.999);
    expect(likeness(thing, square(red, [225, 225, 228]))).toBeGreaterThan(0.999);
    expect(likeness(thing, square(blue, white))).toBeLessThan(0.2);
  });

  it('are nearer for colours that are nearer', () => {
    const one = square(navy, white);
    const [near, far] = [likeness(one, square(blue, white)), likeness(one, square(red, white))];
    expect(likeness(one, square(black, white))).toBeGreaterThan(far);
    expect(near).toBeGreaterThan(far);
  });

  it('are those of all of it where nothing stands out, or the thing reaches to the border', () => {
    expect(likeness(square(white, white), square(white, white))).toBeCloseTo(1, 5);
    expect(likeness(square(white, white), square(black, black))).toBeLessThan(0.2);
    expect(likeness(square(red, white, 0, 1), square(red, red))).toBeCloseTo(1, 5);
  });

  it('are those of a white thing on white where its outline parts the two', () => {
    const outlined = square(black, white);
    const inner = square(black, white, 0.35, 0.3);
    for (let at = 0; at < inner.length; at += 3) if (inner[at] === black[0]) outlined.set(white, at);
    expect(likeness(outlined, square(white, white))).toBeGreaterThan(0.6);
    expect(likeness(square(black, white), square(white, white))).toBeLessThan(0.2);
  });
});
