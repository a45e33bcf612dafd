/** Images to try a network on before there are any: shaded things in front of plain backgrounds, as products are shown. */

export interface CheckImages {
  /** `count × size × size × 3` bytes, RGB. */
  readonly pixels: Uint8Array;
  readonly count: number;
}

type Colour = readonly [number, number, number];

interface Drawing {
  /** Whether a point is on the thing; both coordinates go from −1 to 1. */
  readonly covers: (x: number, y: number) => boolean;
  readonly colour: Colour;
  readonly background: Colour;
  /** Stripes across the thing; 0 for none. */
  readonly stripes: number;
}

const white: Colour = [255, 255, 255];

function isShirt(x: number, y: number): boolean {
  const isBody = Math.abs(x) < 0.42 && y > -0.6 && y < 0.7;
  const isSleeve = Math.abs(x) < 0.85 && y > -0.6 && y < -0.15 && y < 0.5 - Math.abs(x);
  const isNeck = x * x + (y + 0.65) ** 2 < 0.04;
  return (isBody || isSleeve) && !isNeck;
}

function isTrousers(x: number, y: number): boolean {
  return y > -0.85 && y < 0.9 && Math.abs(x) < 0.4 + 0.05 * y && (y < -0.3 || Math.abs(x) > 0.06);
}

function isShoe(x: number, y: number): boolean {
  const isSole = Math.abs(x) < 0.85 && y > 0.25 && y < 0.4;
  const isUpper = (x + 0.2) ** 2 / 0.4 + (y - 0.3) ** 2 / 0.3 < 1 && y < 0.3;
  return isSole || (isUpper && x - y < 0.9);
}

function isBag(x: number, y: number): boolean {
  const isHandle = Math.abs(Math.hypot(x, y + 0.2) - 0.45) < 0.06 && y < -0.2;
  return isHandle || (Math.abs(x) < 0.65 && y > -0.2 && y < 0.65);
}

function isWatch(x: number, y: number): boolean {
  return Math.hypot(x, y) < 0.4 || (Math.abs(x) < 0.2 && Math.abs(y) < 0.9);
}

const drawings: readonly Drawing[] = [
  { covers: isShirt, colour: [38, 62, 120], background: white, stripes: 0 },
  { covers: isShirt, colour: [196, 40, 52], background: white, stripes: 9 },
  { covers: isTrousers, colour: [70, 74, 80], background: white, stripes: 0 },
  { covers: isShoe, colour: [120, 78, 44], background: white, stripes: 0 },
  { covers: isShoe, colour: [225, 225, 228], background: [236, 238, 240], stripes: 14 },
  { covers: isBag, colour: [20, 20, 24], background: white, stripes: 0 },
  { covers: isBag, colour: [214, 150, 170], background: [180, 190, 186], stripes: 5 },
  { covers: isWatch, colour: [190, 160, 90], background: white, stripes: 0 },
];

/** The same images on every machine. */
export function drawCheckImages(size: number): CheckImages {
  const pixels = new Uint8Array(drawings.length * size * size * 3);
  let at = 0;
  for (const drawing of drawings) {
    for (let row = 0; row < size; row++) {
      const y = (2 * row + 1) / size - 1;
      for (let column = 0; column < size; column++) {
        const x = (2 * column + 1) / size - 1;
        const isThing = drawing.covers(x, y);
        const colour = isThing ? drawing.colour : drawing.background;
        const shade = isThing ? shadeAt(drawing, x, y) : 1;
        pixels[at] = Math.min(255, Math.round(colour[0] * shade));
        pixels[at + 1] = Math.min(255, Math.round(colour[1] * shade));
        pixels[at + 2] = Math.min(255, Math.round(colour[2] * shade));
        at += 3;
      }
    }
  }
  return { pixels, count: drawings.length };
}

/** Light from the left, a little texture, perhaps stripes. */
function shadeAt({ stripes }: Drawing, x: number, y: number): number {
  const light = 1 - 0.3 * x + 0.08 * Math.sin(40 * x) * Math.sin(37 * y);
  return Math.sin(stripes * Math.PI * y) > 0.3 ? light * 1.6 : light;
}
