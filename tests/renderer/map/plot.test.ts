import { expect, it } from 'vitest';
import {
  boxOf,
  cameraOf,
  fitBox,
  panBy,
  pointSize,
  roundBox,
  toMap,
  toScreen,
  wholeMap,
  zoomAt,
} from '../../../src/renderer/features/map/plot/camera.ts';
import { cameraAfterKey } from '../../../src/renderer/features/map/plot/cameraKeys.ts';
import { createFlatPainter } from '../../../src/renderer/features/map/plot/flatPainter.ts';
import { createPointGrid } from '../../../src/renderer/features/map/plot/pointGrid.ts';
import {
  hasFocus,
  isLit,
  isSelected,
  isShown,
  statesOf,
} from '../../../src/renderer/features/map/plot/pointStates.ts';
import { rampOf } from '../../../src/renderer/features/map/plot/rampOf.ts';

const size = { width: 800, height: 400 };

/** Places that are always the same, spread over the map. */
function scatter(count: number) {
  let state = 7;
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state >> 15;
  };
  return {
    x: Uint16Array.from({ length: count }, next),
    y: Uint16Array.from({ length: count }, next),
  };
}

it('has the whole map in sight at first, and the box of an address in the middle', () => {
  const whole = boxOf(cameraOf(null, size, 1000), size);
  expect(whole.top).toBeLessThan(0);
  expect(whole.bottom).toBeGreaterThan(65535);
  const box = { left: 1000, top: 2000, right: 3000, bottom: 3000 };
  expect(roundBox(boxOf(fitBox(box, size), size))).toEqual(box);
});

it('keeps what is under the pointer where it is when it comes nearer', () => {
  const camera = cameraOf(null, size, 1000);
  const at = { x: 500, y: 150 };
  const under = toMap(camera, size, at);
  const nearer = zoomAt(camera, 3, at.x - size.width / 2, at.y - size.height / 2);
  const there = toScreen(nearer, size, under);
  expect(there.x).toBeCloseTo(at.x, 6);
  expect(there.y).toBeCloseTo(at.y, 6);
  expect(nearer.unitsPerPx).toBeCloseTo(camera.unitsPerPx / 3, 9);
});

it('moves with the hand and with the arrows, and never leaves the map', () => {
  const camera = zoomAt(cameraOf(null, size, 1000), 10);
  expect(panBy(camera, 10, 0).x).toBeCloseTo(camera.x - 10 * camera.unitsPerPx, 6);
  expect(cameraAfterKey(camera, 'ArrowRight')?.x).toBeGreaterThan(camera.x);
  expect(cameraAfterKey(camera, '+')?.unitsPerPx).toBeLessThan(camera.unitsPerPx);
  expect(cameraAfterKey(camera, 'x')).toBeNull();
  expect(panBy(camera, -1e6, 1e6)).toMatchObject({ x: 65535, y: 0 });
});

it('finds what is in a box and what is nearest as looking at each does', () => {
  const points = scatter(3000);
  const grid = createPointGrid(points);
  const box = { left: 10_000, top: 5000, right: 30_000, bottom: 41_234 };
  const found: number[] = [];
  grid.eachIn(box, (index) => found.push(index));
  const all = [...points.x.keys()];
  const inBox = all.filter((index) => {
    const [x, y] = [points.x[index] ?? 0, points.y[index] ?? 0];
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  expect(found.sort((one, other) => one - other)).toEqual(inBox);

  const at = { x: 20_000, y: 20_000 };
  const far = (index: number) => Math.hypot((points.x[index] ?? 0) - at.x, (points.y[index] ?? 0) - at.y);
  const [nearest = -1, second = -1] = [...all].sort((one, other) => far(one) - far(other));
  expect(grid.nearest(at, 65_535, () => true)).toBe(nearest);
  expect(grid.nearest(at, 65_535, (index) => index !== nearest)).toBe(second);
  expect(grid.nearest(at, far(nearest) / 2, () => true)).toBeNull();
});

it('draws hidden points first, then shown ones, look-alikes, the selection and the focus', () => {
  const { states, order, ends } = statesOf(Uint8Array.of(1, 1, 0, 1, 1), [1], [1, 3], 4);
  expect([...states]).toEqual([
    isShown,
    isShown | isLit | isSelected,
    0,
    isShown | isSelected,
    isShown | hasFocus,
  ]);
  expect([...order]).toEqual([2, 0, 1, 3, 4]);
  expect(ends).toEqual({ hidden: 1, shown: 2 });
});

/** What the painter puts on a canvas, which only a browser has. */
function paintFlat(
  points: ReturnType<typeof scatter>,
  states: ReturnType<typeof statesOf>,
  hasSelection = false,
) {
  const { width, height } = size;
  let pixels = new Uint8ClampedArray();
  const painter = createFlatPainter({
    canvas: { width, height },
    createImageData: () => ({ data: new Uint8ClampedArray(4 * width * height) }),
    putImageData: ({ data }: { data: Uint8ClampedArray<ArrayBuffer> }) => {
      pixels = data;
    },
  } as unknown as CanvasRenderingContext2D);
  const palette = new Uint8Array(1024);
  palette.set([200, 30, 40, 255]);
  painter.setPoints(points);
  painter.setSlots(new Uint8Array(points.x.length));
  painter.setStates(states);
  painter.setColours({ palette, hidden: [90, 90, 90], focus: [0, 0, 255], lit: [0, 255, 0] });
  const camera = fitBox(wholeMap, size, 24);
  const pointPx = pointSize(camera, size, points.x.length);
  painter.draw({ camera, size, ratio: 1, pointPx, hasPictures: false, hasSelection });
  /** @param farPx to the right of its middle */
  return (index: number, farPx = 0) => {
    const { x, y } = toScreen(camera, size, { x: points.x[index] ?? 0, y: points.y[index] ?? 0 });
    const start = 4 * (Math.floor(y) * width + Math.floor(x) + farPx);
    return [...pixels.subarray(start, start + 4)];
  };
}

it('draws without a graphics card what each point is: hidden, shown, stepping back, selected, alike, in focus', () => {
  const corners = {
    x: Uint16Array.of(0, 20_000, 40_000, 60_000, 30_000),
    y: Uint16Array.of(0, 50_000, 10_000, 60_000, 30_000),
  };
  const states = statesOf(Uint8Array.of(0, 1, 1, 1, 1), [3], [2], 4);
  const at = paintFlat(corners, states, true);
  const [hidden, back, selected] = [at(0), at(1), at(2)];
  expect(hidden).toEqual([90, 90, 90, Math.round(0.35 * 255)]);
  expect(back).toEqual([200, 30, 40, Math.round(0.2 * 255)]);
  expect(selected).toEqual([200, 30, 40, 255]);
  expect(at(3, 6)).toEqual([0, 255, 0, 255]);
  expect(at(4, 8)).toEqual([0, 0, 255, 255]);
});

it('draws 200,000 points without a graphics card, each at its place', () => {
  const points = scatter(200_000);
  const at = paintFlat(points, statesOf(new Uint8Array(200_000).fill(1), [], [], null));
  for (const index of [0, 1, 99_999, 199_999]) expect(at(index)).toEqual([200, 30, 40, 255]);
});

it('goes evenly from colour to colour', () => {
  expect(
    rampOf(
      [
        [0, 0, 0],
        [100, 50, 0],
        [200, 50, 200],
      ],
      5,
    ),
  ).toEqual([
    [0, 0, 0],
    [50, 25, 0],
    [100, 50, 0],
    [150, 50, 100],
    [200, 50, 200],
  ]);
});
