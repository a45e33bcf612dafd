/** Cloth: solid colours and patterns, as SVG paint. */

import type { Random } from '../random.ts';
import type { Shades } from './colours.ts';

export type PatternName =
  | 'solid'
  | 'striped'
  | 'pinstriped'
  | 'checked'
  | 'dotted'
  | 'floral'
  | 'colourblock'
  | 'melange'
  | 'denim'
  | 'printed';

/** How a product's name tells its pattern; solid cloth is not mentioned. */
export const patternWords: Record<PatternName, string> = {
  solid: '',
  striped: 'Striped',
  pinstriped: 'Pinstriped',
  checked: 'Checked',
  dotted: 'Dotted',
  floral: 'Floral',
  colourblock: 'Colourblocked',
  melange: 'Melange',
  denim: '',
  printed: 'Printed',
};

export interface Fabric {
  readonly pattern: PatternName;
  /** For a `fill` attribute. */
  readonly paint: string;
  /** For small parts of the same cloth, which must not show the whole of a colour block again. */
  readonly smallPaint: string;
  readonly defs: string;
}

function tile(width: number, height: number, content: string, rotation = 0): string {
  return (
    `<pattern id="cloth" patternUnits="userSpaceOnUse" width="${width}" height="${height}" ` +
    `patternTransform="rotate(${rotation})">${content}</pattern>`
  );
}

function rect(x: number, y: number, width: number, height: number, fill: string, opacity = 1): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" opacity="${opacity}"/>`;
}

function flower(x: number, y: number, size: number, turn: number, petal: string, heart: string): string {
  const petals = [0, 72, 144, 216, 288].map(
    (angle) =>
      `<ellipse cx="0" cy="${-size * 0.55}" rx="${size * 0.36}" ry="${size * 0.52}" fill="${petal}" ` +
      `transform="rotate(${angle + turn})"/>`,
  );
  return `<g transform="translate(${x} ${y})">${petals.join('')}<circle r="${size * 0.26}" fill="${heart}"/></g>`;
}

function leaf(x: number, y: number, size: number, turn: number, fill: string): string {
  return (
    `<path d="M0,0 Q${size * 0.5},${-size * 0.45} ${size},0 Q${size * 0.5},${size * 0.45} 0,0" fill="${fill}" ` +
    `transform="translate(${x} ${y}) rotate(${turn})"/>`
  );
}

type TileMaker = (colour: Shades, accent: Shades, random: Random) => string;

const tileMakers: Partial<Record<PatternName, TileMaker>> = {
  striped(colour, accent, random) {
    const pitch = random.between(20, 46);
    const band = pitch * random.between(0.28, 0.5);
    const thin = random.chance(0.4) ? rect(0, band + pitch * 0.18, pitch, 3, accent.base) : '';
    return tile(
      pitch,
      pitch,
      rect(0, 0, pitch, pitch, colour.base) + rect(0, 0, pitch, band, accent.base) + thin,
    );
  },
  pinstriped(colour, accent, random) {
    const pitch = random.between(12, 24);
    return tile(
      pitch,
      pitch,
      rect(0, 0, pitch, pitch, colour.base) + rect(0, 0, 2.2, pitch, accent.light, 0.85),
    );
  },
  checked(colour, accent, random) {
    const pitch = random.between(30, 58);
    const band = pitch * random.between(0.3, 0.5);
    const line = random.chance(0.5)
      ? rect(pitch * 0.76, 0, 3, pitch, accent.light, 0.8) +
        rect(0, pitch * 0.76, pitch, 3, accent.light, 0.8)
      : '';
    return tile(
      pitch,
      pitch,
      rect(0, 0, pitch, pitch, colour.base) +
        rect(0, 0, band, pitch, accent.base, 0.5) +
        rect(0, 0, pitch, band, accent.base, 0.5) +
        line,
    );
  },
  dotted(colour, accent, random) {
    const pitch = random.between(20, 40);
    const radius = pitch * random.between(0.13, 0.24);
    const dot = (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="${accent.base}"/>`;
    return tile(
      pitch,
      pitch,
      rect(0, 0, pitch, pitch, colour.base) +
        dot(pitch * 0.27, pitch * 0.27) +
        dot(pitch * 0.77, pitch * 0.77),
      random.pick([0, 0, 45]),
    );
  },
  floral(colour, accent, random) {
    const size = random.between(13, 22);
    const pitch = size * 5;
    const heart = accent.isPale ? 'hsl(42,80%,58%)' : 'hsl(46,70%,82%)';
    const green = colour.isPale ? 'hsl(130,22%,52%)' : 'hsl(125,24%,66%)';
    const blossoms = [
      flower(pitch * 0.26, pitch * 0.28, size, random.between(0, 72), accent.base, heart),
      flower(pitch * 0.74, pitch * 0.7, size * 1.15, random.between(0, 72), accent.light, heart),
      flower(pitch * 0.78, pitch * 0.18, size * 0.6, random.between(0, 72), accent.light, heart),
      flower(pitch * 0.22, pitch * 0.8, size * 0.65, random.between(0, 72), accent.base, heart),
    ];
    const leaves = [
      leaf(pitch * 0.4, pitch * 0.42, size, 40, green),
      leaf(pitch * 0.52, pitch * 0.56, size * 0.9, 205, green),
      leaf(pitch * 0.6, pitch * 0.24, size * 0.8, 100, green),
      leaf(pitch * 0.36, pitch * 0.72, size * 0.8, -30, green),
    ];
    const turn = random.between(-20, 20);
    return tile(
      pitch,
      pitch,
      rect(0, 0, pitch, pitch, colour.base) + leaves.join('') + blossoms.join(''),
      turn,
    );
  },
  melange(colour) {
    const flecks = [3, 17, 31, 9, 24, 38].map(
      (x, row) =>
        rect(x, row * 7 + 2, 9, 1.6, colour.light, 0.55) +
        rect((x + 20) % 40, row * 7 + 5, 8, 1.5, colour.dark, 0.4),
    );
    return tile(42, 42, rect(0, 0, 42, 42, colour.base) + flecks.join(''), 8);
  },
  denim(colour) {
    return tile(
      6,
      6,
      rect(0, 0, 6, 6, colour.base) +
        rect(0, 0, 2, 6, colour.light, 0.28) +
        rect(3.4, 0, 1.2, 6, colour.dark, 0.35),
      32,
    );
  },
};

function blockGradient(colour: Shades, accent: Shades, random: Random): string {
  const at = random.between(0.36, 0.58).toFixed(2);
  const stop = (offset: string, fill: string) => `<stop offset="${offset}" stop-color="${fill}"/>`;
  const line = random.chance(0.5)
    ? stop(at, colour.isPale ? accent.dark : '#f4f2ee') +
      stop(String(Number(at) + 0.045), colour.isPale ? accent.dark : '#f4f2ee')
    : '';
  const lower = line === '' ? at : String(Number(at) + 0.045);
  return (
    `<linearGradient id="cloth" x1="0" y1="0" x2="0" y2="1">` +
    `${stop('0', colour.base)}${stop(at, colour.base)}${line}${stop(lower, accent.base)}${stop('1', accent.base)}</linearGradient>`
  );
}

/** `printed` cloth is solid: its motif is drawn on the garment. */
export function weaveFabric(pattern: PatternName, colour: Shades, accent: Shades, random: Random): Fabric {
  if (pattern === 'colourblock') {
    return {
      pattern,
      paint: 'url(#cloth)',
      smallPaint: accent.base,
      defs: blockGradient(colour, accent, random),
    };
  }
  const make = tileMakers[pattern];
  if (make === undefined) return { pattern, paint: colour.base, smallPaint: colour.base, defs: '' };
  return { pattern, paint: 'url(#cloth)', smallPaint: 'url(#cloth)', defs: make(colour, accent, random) };
}
