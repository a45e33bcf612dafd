import { expect, it } from 'vitest';
import type { PaneState } from '../../../src/contract/settings.ts';
import {
  fitPanes,
  hasRoomFor,
  leastMainPx,
  stateAfterToggle,
} from '../../../src/renderer/shell/panes/panes.ts';

const comfortPx = 540;

function library(left: PaneState = 'fits', right: PaneState = 'fits', leftWidth = 240, rightWidth = 320) {
  return [
    { state: left, width: leftWidth, usualWidth: 240, min: 160 },
    { state: right, width: rightWidth, usualWidth: 320, min: 200 },
  ];
}

function widths(windowPx: number, panes: ReturnType<typeof library>) {
  return fitPanes(windowPx, comfortPx, panes).map((pane) => pane?.width ?? null);
}

it('panes are as wide as they are remembered, get narrower, and then fold, the last first', () => {
  expect(widths(1280, library())).toEqual([240, 320]);
  expect(widths(1000, library())).toEqual([240, 220]);
  expect(widths(900, library())).toEqual([160, 200]);
  expect(widths(899, library())).toEqual([240, null]);
  expect(widths(700, library())).toEqual([160, null]);
  expect(widths(640, library())).toEqual([null, null]);
});

it('a pane opened by hand is shown in a narrow window, and leaves two columns of pictures', () => {
  expect(widths(640, library('open'))).toEqual([240, null]);
  expect(widths(640, library('fits', 'open'))).toEqual([null, 640 - leastMainPx]);
  expect(widths(1280, library('folded', 'open'))).toEqual([null, 320]);
});

it('in a wide window a pane can be dragged as wide as two columns of pictures allow', () => {
  const [left, right] = fitPanes(1280, comfortPx, library('fits', 'fits', 600));
  expect(left).toEqual({ width: 600, max: 1280 - leastMainPx - 200 });
  expect(right).toEqual({ width: 310, max: 310 });
});

it('folding and opening again remembers nothing where it is so by itself', () => {
  expect(hasRoomFor(1, 1280, comfortPx, library('fits', 'folded'))).toBe(true);
  expect(hasRoomFor(1, 640, comfortPx, library('fits', 'open'))).toBe(false);
  expect(stateAfterToggle(true, true)).toBe('folded');
  expect(stateAfterToggle(false, true)).toBe('fits');
  expect(stateAfterToggle(false, false)).toBe('open');
  expect(stateAfterToggle(true, false)).toBe('fits');
});
