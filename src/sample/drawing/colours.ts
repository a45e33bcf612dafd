/** The catalog's base colours and the shades that a drawing needs of each. */
import type { Random } from '../random.ts';

export const baseColours = {
  Black: [240, 6, 15],
  White: [40, 12, 95],
  Grey: [220, 4, 58],
  Charcoal: [220, 8, 30],
  'Navy Blue': [222, 48, 22],
  Blue: [214, 58, 46],
  'Turquoise Blue': [184, 52, 48],
  Teal: [180, 52, 28],
  Green: [146, 40, 36],
  Olive: [70, 28, 34],
  Yellow: [47, 84, 60],
  Mustard: [41, 70, 46],
  Orange: [20, 82, 54],
  Peach: [18, 68, 77],
  Red: [356, 68, 43],
  Maroon: [347, 54, 25],
  Pink: [342, 62, 74],
  Purple: [276, 36, 40],
  Lavender: [262, 42, 76],
  Brown: [24, 42, 28],
  Tan: [29, 48, 52],
  Beige: [36, 38, 76],
  Cream: [44, 52, 90],
} as const satisfies Record<string, readonly [hue: number, saturation: number, lightness: number]>;

export type BaseColour = keyof typeof baseColours;

export interface Shades {
  readonly name: BaseColour;
  readonly base: string;
  readonly light: string;
  readonly dark: string;
  /** Seams and edges. */
  readonly line: string;
  /** The inside of a neck, a bag, a shoe. */
  readonly inside: string;
  readonly isPale: boolean;
  readonly isDeep: boolean;
}

function hsl(hue: number, saturation: number, lightness: number): string {
  const clamp = (value: number) => Math.min(100, Math.max(0, value)).toFixed(1);
  return `hsl(${hue.toFixed(0)},${clamp(saturation)}%,${clamp(lightness)}%)`;
}

/** Two dye lots are never quite the same: every product gets its own slight deviation. */
export function mixShades(name: BaseColour, random: Random): Shades {
  const [hue, saturation, lightness] = baseColours[name];
  const h = hue + random.between(-4, 4);
  const s = saturation * random.between(0.9, 1.1);
  const l = lightness + random.between(-2.5, 2.5) * (lightness > 90 ? 0.5 : 1);
  // The shadows of cream are grey, not mustard.
  const shadow = s * (l > 72 ? 0.5 : 0.9);
  return {
    name,
    base: hsl(h, s, l),
    light: hsl(h, s * 0.9, l + (l > 80 ? 4 : 11)),
    dark: hsl(h, l > 72 ? s * 0.75 : s, l * (l > 80 ? 0.88 : 0.72)),
    line: hsl(h, shadow, l < 26 ? l + 17 : l * 0.58),
    inside: hsl(h, shadow, l < 26 ? l * 0.5 : l * 0.64),
    isPale: l > 72,
    isDeep: l < 26,
  };
}
