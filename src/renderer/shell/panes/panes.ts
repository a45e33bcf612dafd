/** Which side panes of a page are shown in a window of some width, and how wide. */
import type { PaneState } from '../../../contract/settings.ts';

/** Widths in CSS pixels. */
export interface WantedPane {
  readonly state: PaneState;
  /** As it is remembered. */
  readonly width: number;
  /** Until it was ever set. */
  readonly usualWidth: number;
  readonly min: number;
}

export interface FittedPane {
  readonly width: number;
  /** How wide it can be made here. */
  readonly max: number;
}

/** Two columns of pictures of usual size: so much is left to them, whatever is opened beside them. */
export const leastMainPx = 370;

/**
 * Gives the panes their widths, null to those that are folded. Where panes of usual width would leave less than
 * `comfortPx` for the pictures, they get narrower and then fold, the last first; one that was opened by hand stays.
 */
export function fitPanes(
  windowPx: number,
  comfortPx: number,
  panes: readonly WantedPane[],
): readonly (FittedPane | null)[] {
  const shown = new Set(panes.filter((pane) => pane.state === 'open'));
  for (const pane of panes) {
    if (pane.state === 'fits' && leastOf(shown) + pane.min + comfortPx <= windowPx) shown.add(pane);
  }
  const isWide = windowPx >= comfortPx + sum(panes.map((pane) => pane.usualWidth));
  const hasComfort = leastOf(shown) + comfortPx <= windowPx;
  let room = windowPx - (hasComfort && !isWide ? comfortPx : leastMainPx);
  let leastOfRest = leastOf(shown);
  return panes.map((pane) => {
    if (!shown.has(pane)) return null;
    leastOfRest -= pane.min;
    const max = Math.max(pane.min, room - leastOfRest);
    const width = Math.min(pane.width, max);
    room -= width;
    return { width, max };
  });
}

/** Whether a pane would be shown if nobody had folded or opened any. */
export function hasRoomFor(
  index: number,
  windowPx: number,
  comfortPx: number,
  panes: readonly WantedPane[],
): boolean {
  const untouched = panes.map((pane) => ({ ...pane, state: 'fits' as const }));
  return fitPanes(windowPx, comfortPx, untouched)[index] !== null;
}

/** What is remembered of a pane that is shown or folded by hand: nothing where it would be so by itself. */
export function stateAfterToggle(isShown: boolean, hasRoom: boolean): PaneState {
  if (isShown) return hasRoom ? 'folded' : 'fits';
  return hasRoom ? 'fits' : 'open';
}

function leastOf(panes: Iterable<WantedPane>): number {
  return sum([...panes].map((pane) => pane.min));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
