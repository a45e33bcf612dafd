/** Draws the points without the graphics card, where the browser cannot use one: slower, and the same to look at but for round edges. */
import { boxOf, toScreen } from './camera.ts';
import type { Painter, PlotColours } from './painter.ts';
import type { Points } from './pointGrid.ts';
import { isSelected, isShown, type PointStates } from './pointStates.ts';

export function createFlatPainter(context: CanvasRenderingContext2D): Painter {
  let points: Points = { x: new Uint16Array(), y: new Uint16Array() };
  let slots: Uint8Array = new Uint8Array();
  let { states, order }: PointStates = { states: new Uint8Array(), order: new Uint32Array() };
  let colours: PlotColours | null = null;

  function styleOf(index: number, { palette, hidden }: PlotColours, stepsBack: boolean): string {
    if (((states[index] ?? 0) & isShown) === 0) return `rgb(${hidden.join(' ')} / 35%)`;
    const at = 4 * (slots[index] ?? 0);
    const rgb = palette.subarray(at, at + 3).join(' ');
    return stepsBack ? `rgb(${rgb} / 20%)` : `rgb(${rgb})`;
  }

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
    draw({ camera, size, ratio, pointPx, hasPictures, hasSelection }) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      if (colours === null) return;
      const box = boxOf(camera, size);
      for (const index of order) {
        const [x, y] = [points.x[index] ?? 0, points.y[index] ?? 0];
        const state = states[index] ?? 0;
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        if (hasPictures && (state & isShown) !== 0) continue;
        const at = toScreen(camera, size, { x, y });
        const isMarked = (state & ~isSelected) > isShown;
        const wide = isMarked ? Math.max(8, 1.5 * pointPx) : pointPx;
        if (isMarked) {
          context.fillStyle = `rgb(${colours.focus.join(' ')})`;
          context.fillRect(at.x - wide / 2 - 2, at.y - wide / 2 - 2, wide + 4, wide + 4);
        }
        context.fillStyle = styleOf(index, colours, hasSelection && state === isShown);
        context.fillRect(at.x - wide / 2, at.y - wide / 2, wide, wide);
      }
    },
    dispose() {
      colours = null;
    },
  };
}
