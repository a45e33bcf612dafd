/** The side panes of a page: remembered, folded where there is no room, and folded or opened by hand. */
import { useEffect, useEffectEvent } from 'react';
import { defaultSettings, type Settings } from '../../../contract/settings.ts';
import { pageWidth } from '../pages.ts';
import { useSettings } from '../settings.ts';
import { type Shortcuts, useShortcuts } from '../shortcuts.ts';
import { announce } from '../toasts.ts';
import { useWindowWidth } from '../useWindowSize.ts';
import { takeAskedPane } from './openPaneThere.ts';
import { fitPanes, hasRoomFor, stateAfterToggle, type WantedPane } from './panes.ts';

/** As in the contract's settings. */
const minPx = { leftWidth: 160, rightWidth: 200, queryWidth: 240 } as const;
type WidthSetting = keyof typeof minPx;
const stateSettings = {
  leftWidth: 'leftPane',
  rightWidth: 'rightPane',
  queryWidth: 'queryPane',
} as const satisfies Record<WidthSetting, keyof Settings>;

/** A pane as its page defines it. */
export interface PaneDefinition {
  /** Of its element. */
  readonly id: string;
  readonly label: string;
  readonly side: 'left' | 'right';
  /** The remembered width it has. */
  readonly width: WidthSetting;
  /** The letter that folds and opens it. */
  readonly key: string;
}

/** A pane as it is in this window. */
export interface Pane extends PaneDefinition {
  /** In CSS pixels; null while it is folded. */
  readonly shownWidth: number | null;
  readonly minWidth: number;
  readonly maxWidth: number;
  toggle(): void;
}

/** @param comfortPx width of the main column below which panes fold by themselves */
export function usePanes<const D extends readonly PaneDefinition[]>(
  definitions: D,
  comfortPx: number,
): { readonly [At in keyof D]: Pane } {
  const [settings, change] = useSettings();
  const windowPx = pageWidth(useWindowWidth());
  const wanted = definitions.map(
    ({ width }): WantedPane => ({
      state: settings[stateSettings[width]],
      width: settings[width],
      usualWidth: defaultSettings[width],
      min: minPx[width],
    }),
  );
  const fitted = fitPanes(windowPx, comfortPx, wanted);

  function toggle(index: number): void {
    const isShown = fitted[index] !== null;
    const next = stateAfterToggle(isShown, hasRoomFor(index, windowPx, comfortPx, wanted));
    const changes: Partial<Record<(typeof stateSettings)[WidthSetting], Settings['leftPane']>> = {};
    definitions.forEach(({ width }, at) => {
      if (at === index) changes[stateSettings[width]] = next;
      // Where there is room for one more only by opening it, it takes the place of the other.
      else if (next === 'open' && wanted[at]?.state === 'open') changes[stateSettings[width]] = 'fits';
    });
    change(changes);
    announce(`${definitions[index]?.label} ${isShown ? 'folded' : 'opened'}`);
  }

  const openAsked = useEffectEvent(() => {
    const id = takeAskedPane(definitions.map((definition) => definition.id));
    const index = definitions.findIndex((definition) => definition.id === id);
    if (index >= 0 && fitted[index] === null) toggle(index);
  });
  useEffect(() => openAsked(), []);

  const shortcuts: Shortcuts = Object.fromEntries(
    definitions.map(({ key }, index) => [key.toLowerCase(), () => toggle(index)]),
  );
  useShortcuts(shortcuts);

  const panes = definitions.map((definition, index): Pane => {
    const { min = 0 } = wanted[index] ?? {};
    const fit = fitted[index] ?? null;
    return {
      ...definition,
      shownWidth: fit?.width ?? null,
      minWidth: min,
      maxWidth: fit?.max ?? min,
      toggle: () => toggle(index),
    };
  });
  // The cast: one pane for each definition, in their order.
  return panes as { [At in keyof D]: Pane };
}
