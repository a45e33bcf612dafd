/** Draws the points onto a canvas whenever something of them has changed, once a frame. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { ElementSize } from '../../../components/layout/useElementSize.ts';
import { createPainter } from './createPainter.ts';
import type { Painter, PlotColours, Sight } from './painter.ts';
import type { Points } from './pointGrid.ts';
import type { PointStates } from './pointStates.ts';

export interface Drawing {
  readonly points: Points;
  readonly slotOf: Uint8Array;
  readonly states: PointStates;
  readonly colours: PlotColours | null;
  readonly sight: Omit<Sight, 'ratio'>;
}

/** @returns false where there is nothing to draw with */
export function useDrawing(canvas: RefObject<HTMLCanvasElement | null>, drawing: Drawing): boolean {
  const { points, slotOf, states, colours, sight } = drawing;
  const [painter, setPainter] = useState<Painter | null | undefined>(undefined);

  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let current = createPainter(element);
    setPainter(current);
    const keep = (event: Event) => event.preventDefault();
    // A card that was reset has forgotten everything.
    const renew = () => {
      current = createPainter(element);
      setPainter(current);
    };
    element.addEventListener('webglcontextlost', keep);
    element.addEventListener('webglcontextrestored', renew);
    return () => {
      element.removeEventListener('webglcontextlost', keep);
      element.removeEventListener('webglcontextrestored', renew);
      current?.dispose();
    };
  }, [canvas]);

  useLayoutEffect(() => painter?.setPoints(points), [painter, points]);
  useLayoutEffect(() => painter?.setSlots(slotOf), [painter, slotOf]);
  useLayoutEffect(() => painter?.setStates(states), [painter, states]);
  useLayoutEffect(() => {
    if (colours !== null) painter?.setColours(colours);
  }, [painter, colours]);

  const { camera, size, pointPx, hasPictures, hasSelection } = sight;
  const ratio = window.devicePixelRatio;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the painter was given anew above is drawn anew.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      if (element === null || size.width === 0) return;
      fitCanvas(element, size, ratio);
      painter?.draw({ camera, size, ratio, pointPx, hasPictures, hasSelection });
    });
    return () => cancelAnimationFrame(frame);
  }, [painter, points, slotOf, states, colours, camera, size, ratio, pointPx, hasPictures, hasSelection]);
  return painter !== null;
}

/** Setting a canvas's size clears it, also to the size that it has. */
function fitCanvas(canvas: HTMLCanvasElement, size: ElementSize, ratio: number): void {
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
