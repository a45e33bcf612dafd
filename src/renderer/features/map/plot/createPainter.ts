import { createFlatPainter } from './flatPainter.ts';
import type { Painter } from './painter.ts';
import { createWebglPainter } from './webglPainter.ts';

/** Null where the browser has nothing to draw with. A graphics card that is only imitated is ten times slower than none. */
export function createPainter(canvas: HTMLCanvasElement): Painter | null {
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    depth: false,
    failIfMajorPerformanceCaveat: true,
  });
  if (gl !== null) return createWebglPainter(gl);
  const flat = canvas.getContext('2d');
  return flat === null ? null : createFlatPainter(flat);
}
