/** Which part of the map is in sight. Map units run from 0 to 65535 along both sides, downwards as on the screen. */
import { mapEdge } from '../../../../contract/insight/map.ts';
import type { ElementSize } from '../../../components/layout/useElementSize.ts';

export interface Camera {
  /** The middle of what is in sight, in map units. */
  readonly x: number;
  readonly y: number;
  readonly unitsPerPx: number;
}

/** A part of the map, in map units. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const wholeMap: Box = { left: 0, top: 0, right: mapEdge, bottom: mapEdge };

/** Nearer, points that are told apart by one unit are as far apart as thumbnails are wide. */
const leastUnitsPerPx = 1 / 64;
const mostUnitsPerPx = mapEdge / 40;
/** Around the whole map, so that what lies outermost is not cut: points, or pictures where they are few. */
const marginPx = 24;
const pictureMarginPx = 64;
/** Of the shorter side, so that a small window has a map and not its margins. */
const mostMarginShare = 0.15;
/** Fewer in sight are shown as pictures. */
export const mostPictures = 200;

/** The camera that has all of the box in sight, in the middle. */
export function fitBox(box: Box, size: ElementSize, margin = 0): Camera {
  const across = (box.right - box.left) / Math.max(1, size.width - 2 * margin);
  const down = (box.bottom - box.top) / Math.max(1, size.height - 2 * margin);
  return {
    x: (box.left + box.right) / 2,
    y: (box.top + box.bottom) / 2,
    unitsPerPx: clampScale(Math.max(across, down)),
  };
}

/** The camera of a box that an address names; of the whole map where it names none. @param count points on the map */
export function cameraOf(box: Box | null, size: ElementSize, count: number): Camera {
  if (box !== null) return fitBox(box, size);
  const most = count > mostPictures ? marginPx : pictureMarginPx;
  return fitBox(wholeMap, size, Math.min(most, mostMarginShare * Math.min(size.width, size.height)));
}

/** What is in sight. */
export function boxOf(camera: Camera, size: ElementSize): Box {
  const [across, down] = [(size.width / 2) * camera.unitsPerPx, (size.height / 2) * camera.unitsPerPx];
  return {
    left: camera.x - across,
    top: camera.y - down,
    right: camera.x + across,
    bottom: camera.y + down,
  };
}

/** Some of the way around a box, so that what it holds is not at the edge. */
export function widenBox(box: Box, share: number): Box {
  const across = Math.max(1, box.right - box.left) * share;
  const down = Math.max(1, box.bottom - box.top) * share;
  return {
    left: Math.round(box.left - across),
    top: Math.round(box.top - down),
    right: Math.round(box.right + across),
    bottom: Math.round(box.bottom + down),
  };
}

export function roundBox(box: Box): Box {
  return widenBox(box, 0);
}

/** Moves the map by so many pixels under the camera. */
export function panBy(camera: Camera, byX: number, byY: number): Camera {
  return {
    ...camera,
    x: keepOnMap(camera.x - byX * camera.unitsPerPx),
    y: keepOnMap(camera.y - byY * camera.unitsPerPx),
  };
}

/** Comes nearer by a factor; what is under the point (in pixels, from the middle of the plot) stays there. */
export function zoomAt(camera: Camera, factor: number, atX = 0, atY = 0): Camera {
  const unitsPerPx = clampScale(camera.unitsPerPx / factor);
  const moved = camera.unitsPerPx - unitsPerPx;
  return { x: keepOnMap(camera.x + atX * moved), y: keepOnMap(camera.y + atY * moved), unitsPerPx };
}

/** From pixels of the plot, from its upper left corner, to map units. */
export function toMap(camera: Camera, size: ElementSize, { x, y }: Point): Point {
  return {
    x: camera.x + (x - size.width / 2) * camera.unitsPerPx,
    y: camera.y + (y - size.height / 2) * camera.unitsPerPx,
  };
}

/** The way back. */
export function toScreen(camera: Camera, size: ElementSize, { x, y }: Point): Point {
  return {
    x: (x - camera.x) / camera.unitsPerPx + size.width / 2,
    y: (y - camera.y) / camera.unitsPerPx + size.height / 2,
  };
}

/** Width of a point in CSS pixels: wider where few are in sight, so that they are seen and can be hit. */
export function pointSize(camera: Camera, size: ElementSize, count: number): number {
  const mapPx = mapEdge / camera.unitsPerPx;
  // Half of the distance that points would have which lie evenly.
  const even = (0.5 * mapPx) / Math.sqrt(Math.max(1, count));
  const most = Math.min(14, 0.02 * Math.max(400, Math.min(size.width, size.height)));
  return Math.min(most, Math.max(2.5, even));
}

/** The middle stays on the map: nobody gets lost beside it. */
function keepOnMap(middle: number): number {
  return Math.min(mapEdge, Math.max(0, middle));
}

function clampScale(unitsPerPx: number): number {
  return Math.min(mostUnitsPerPx, Math.max(leastUnitsPerPx, unitsPerPx));
}
