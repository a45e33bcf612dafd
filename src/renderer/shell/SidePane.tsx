import type { ReactNode } from 'react';
import { Splitter } from '../components/layout/Splitter.tsx';
import { showSettings, useSettings } from './settings.ts';
import './Pane.css';

/** As in the contract's settings. */
const bounds = {
  leftWidth: { min: 160, max: 640 },
  rightWidth: { min: 200, max: 800 },
  queryWidth: { min: 240, max: 1200 },
} as const;

export interface SidePaneProps {
  readonly id: string;
  readonly label: string;
  readonly side: 'left' | 'right';
  /** The remembered width it has. */
  readonly width: keyof typeof bounds;
  readonly children: ReactNode;
}

/** A column beside the main one, with the splitter that sets its remembered width. */
export function SidePane({ id, label, side, width, children }: SidePaneProps) {
  const [settings, change] = useSettings();
  const { min, max } = bounds[width];
  const pane = (
    <div id={id} className="pane" style={{ width: settings[width] }}>
      {children}
    </div>
  );
  const splitter = (
    <Splitter
      label={`Width of ${label.toLowerCase()}`}
      controls={id}
      side={side}
      value={settings[width]}
      min={min}
      max={max}
      onChange={(px) => showSettings({ [width]: px })}
      onChangeEnd={(px) => change({ [width]: px })}
    />
  );
  return (
    <aside className="side-pane" aria-label={label}>
      {side === 'left' ? pane : splitter}
      {side === 'left' ? splitter : pane}
    </aside>
  );
}
