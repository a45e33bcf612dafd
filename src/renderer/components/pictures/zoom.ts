/** Where one looks within a picture. Shared by two pictures side by side, it keeps them at the same scale and place. */
export interface Zoom {
  /** 1: the whole picture fits its box. */
  readonly scale: number;
  /** Shift of the picture's centre, in parts of the box: independent of how large the box is. */
  readonly x: number;
  readonly y: number;
}

export const fit: Zoom = { scale: 1, x: 0, y: 0 };
export const largestScale = 8;
/** One press of + or −. */
export const stepFactor = 1.4;
const panStep = 0.1;

/** Zooms by a factor, keeping the point (in parts of the box, from its centre) under the pointer where it is. */
export function zoomAt(zoom: Zoom, factor: number, pointX = 0, pointY = 0): Zoom {
  const scale = Math.min(largestScale, Math.max(1, zoom.scale * factor));
  const ratio = scale / zoom.scale;
  return keepInside({ scale, x: pointX - (pointX - zoom.x) * ratio, y: pointY - (pointY - zoom.y) * ratio });
}

export function panBy(zoom: Zoom, byX: number, byY: number): Zoom {
  return keepInside({ ...zoom, x: zoom.x + byX, y: zoom.y + byY });
}

/** The picture never leaves its box. */
function keepInside({ scale, x, y }: Zoom): Zoom {
  const limit = (scale - 1) / 2;
  return { scale, x: Math.min(limit, Math.max(-limit, x)), y: Math.min(limit, Math.max(-limit, y)) };
}

/** The zoom after + − or 0; null for any other key. */
export function scaleAfterKey(zoom: Zoom, key: string): Zoom | null {
  if (key === '+' || key === '=') return zoomAt(zoom, stepFactor);
  if (key === '-') return zoomAt(zoom, 1 / stepFactor);
  return key === '0' ? fit : null;
}

/** How far an arrow key moves a picture, in parts of its box; null for any other key. */
export function panOfKey(key: string): { readonly x: number; readonly y: number } | null {
  if (key === 'ArrowLeft') return { x: panStep, y: 0 };
  if (key === 'ArrowRight') return { x: -panStep, y: 0 };
  if (key === 'ArrowUp') return { x: 0, y: panStep };
  return key === 'ArrowDown' ? { x: 0, y: -panStep } : null;
}

/** The zoom after an arrow key; null for any other key, and where the whole picture is shown anyway. */
export function panAfterKey(zoom: Zoom, key: string): Zoom | null {
  const by = zoom.scale === 1 ? null : panOfKey(key);
  return by === null ? null : panBy(zoom, by.x, by.y);
}

/** As CSS has it, for what fills the box. */
export function transformOf({ scale, x, y }: Zoom): string {
  return `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
}
