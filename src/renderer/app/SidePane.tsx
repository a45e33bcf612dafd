import type { ReactNode } from 'react';
import { Splitter } from '../components/Splitter.tsx';
import { showSettings, useSettings } from './settings.ts';
import './Pane.css';

const bounds = { leftWidth: { min: 160, max: 640 }, rightWidth: { min: 200, max: 800 } } as const;

export interface SidePaneProps {
  readonly id: string;
  readonly label: string;
  readonly side: 'left' | 'right';
  /** The remembered width it has; panes that show a large picture share `rightWidth`. */
  readonly width: keyof typeof bounds;
  readonly children: ReactNode;
}

/** A column beside the main one, with the splitter that sets its remembered width. */
export function SidePane({ id, label, side, width, children }: SidePaneProps) {
  const [settings, change] = useSettings();
  const { min, max } = bounds[width];
  const pane = (
    <aside id={id} className="pane" aria-label={label} style={{ width: settings[width] }}>
      {children}
    </aside>
  );
  const splitter = (
    <Splitter
      label={`Width of ${label.toLowerCase()}`}
      controls={id}
      side={side}
      value={settings[width]}
      min={min}
      max={max}
      onChange={(value) => showSettings({ [width]: value })}
      onChangeEnd={(value) => change({ [width]: value })}
    />
  );
  return side === 'left' ? (
    <>
      {pane}
      {splitter}
    </>
  ) : (
    <>
      {splitter}
      {pane}
    </>
  );
}
