/**
 * Draws the points without the graphics card, where the browser cannot use one: into a picture of its own, because a call of the
 * canvas for each of 200,000 points would take the time of thirty frames.
 */
import type { Painter, PlotColours, Rgb } from './painter.ts';
import type { Points } from './pointGrid.ts';
import { hasFocus, isLit, isSelected, isShown, type PointStates } from './pointStates.ts';

/** As on the graphics card. */
const hiddenStrength = 0.35;
const backStrength = 0.2;

export function createFlatPainter(context: CanvasRenderingContext2D): Painter {
  let points: Points = { x: new Uint16Array(), y: new Uint16Array() };
  let slots: Uint8Array = new Uint8Array();
  let { states, order }: Pick<PointStates, 'states' | 'order'> = {
    states: new Uint8Array(),
    order: new Uint32Array(),
  };
  let colours: PlotColours | null = null;

  return {
    setPoints(next) {
      points = next;
    },
    setSlots(next) {
      slots = next;
    },
    setStates(next) {
      ({ states, order } = next);
    },
    setColours(next) {
      colours = next;
    },
    draw({ camera, ratio, pointPx, hasPictures, hasSelection }) {
      const { width, height } = context.canvas;
      if (colours === null || width === 0 || height === 0) return;
      const picture = context.createImageData(width, height);
      const put = discsOn(new Uint32Array(picture.data.buffer), width, height);
      const { palette, hidden, focus, lit } = colours;
      const hiddenPixel = pixelOf(hidden, hiddenStrength);
      const strong = Uint32Array.from({ length: 256 }, (_, slot) => pixelOf(rgbAt(palette, slot), 1));
      const faint = Uint32Array.from({ length: 256 }, (_, slot) =>
        pixelOf(rgbAt(palette, slot), backStrength),
      );
      const ringPixels = { focus: pixelOf(focus, 1), lit: pixelOf(lit, 1) };
      // Written out, as nothing of the camera's is here: 200,000 points would be as many objects a frame.
      const scale = ratio / camera.unitsPerPx;
      const left = width / 2 - camera.x * scale;
      const top = height / 2 - camera.y * scale;
      for (let at = 0; at < order.length; at++) {
        const index = order[at] ?? 0;
        const x = Math.floor((points.x[index] ?? 0) * scale + left);
        const y = Math.floor((points.y[index] ?? 0) * scale + top);
        if (x < 0 || x >= width || y < 0 || y >= height) continue;
        const state = states[index] ?? 0;
        const isSeen = (state & isShown) !== 0;
        if (hasPictures && isSeen) continue;
        const slot = slots[index] ?? 0;
        const stepsBack = hasSelection && state === isShown;
        const fill = isSeen ? ((stepsBack ? faint : strong)[slot] ?? 0) : hiddenPixel;
        if ((state & hasFocus) !== 0) {
          const wide = Math.max(2.2 * pointPx, 14);
          put(x, y, wide * ratio, ringPixels.focus);
          put(x, y, (wide - 6) * ratio, fill);
        } else if ((state & isLit) !== 0) {
          const wide = Math.max(1.8 * pointPx, 10);
          put(x, y, wide * ratio, ringPixels.lit);
          put(x, y, (wide - 4) * ratio, fill);
        } else {
          const wide = (state & isSelected) === 0 ? pointPx : Math.max(1.2 * pointPx, 5);
          put(x, y, wide * ratio, fill);
        }
      }
      context.putImageData(picture, 0, 0);
    },
    dispose() {
      colours = null;
    },
  };
}

/** Fills discs: whoever comes later lies over who came before. */
function discsOn(pixels: Uint32Array, width: number, height: number) {
  const known = new Map<number, Int32Array<ArrayBuffer>>();
  let lastDiameter = Number.NaN;
  let reaches = new Int32Array();

  /** How far each row of a disc reaches to both sides of its middle, from the uppermost row on. */
  function reachesOf(diameter: number): Int32Array<ArrayBuffer> {
    const found = known.get(diameter);
    if (found !== undefined) return found;
    const radius = Math.max(0, (diameter - 1) / 2);
    const rows = Math.round(radius);
    const made = Int32Array.from({ length: 2 * rows + 1 }, (_, row) =>
      Math.round(Math.sqrt(Math.max(0, radius * radius - (row - rows) ** 2))),
    );
    known.set(diameter, made);
    return made;
  }

  return (x: number, y: number, diameter: number, pixel: number): void => {
    if (diameter !== lastDiameter) reaches = reachesOf(diameter);
    lastDiameter = diameter;
    const top = y - (reaches.length - 1) / 2;
    for (let row = Math.max(0, -top); row < reaches.length && top + row < height; row++) {
      const reach = reaches[row] ?? 0;
      const start = (top + row) * width;
      const end = start + Math.min(width - 1, x + reach);
      for (let at = start + Math.max(0, x - reach); at <= end; at++) pixels[at] = pixel;
    }
  };
}

function rgbAt(palette: Uint8Array, slot: number): Rgb {
  return [palette[4 * slot] ?? 0, palette[4 * slot + 1] ?? 0, palette[4 * slot + 2] ?? 0];
}

/** As a little-endian machine, which every browser's is, has the four bytes of a pixel. */
function pixelOf([red, green, blue]: Rgb, strength: number): number {
  return ((Math.round(255 * strength) << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
