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
  /** How much wider than the remembered width it is drawn; 1 if not said. */
  readonly factor?: number;
  readonly children: ReactNode;
}

/** A column beside the main one, with the splitter that sets its remembered width. */
export function SidePane({ id, label, side, width, factor = 1, children }: SidePaneProps) {
  const [settings, change] = useSettings();
  const { min, max } = bounds[width];
  const drawnPx = Math.round(settings[width] * factor);
  const remembered = (px: number) => Math.min(max, Math.max(min, Math.round(px / factor)));
  const pane = (
    <div id={id} className="pane" style={{ width: drawnPx }}>
      {children}
    </div>
  );
  const splitter = (
    <Splitter
      label={`Width of ${label.toLowerCase()}`}
      controls={id}
      side={side}
      value={drawnPx}
      min={Math.round(min * factor)}
      max={Math.round(max * factor)}
      onChange={(px) => showSettings({ [width]: remembered(px) })}
      onChangeEnd={(px) => change({ [width]: remembered(px) })}
    />
  );
  return (
    <aside className="side-pane" aria-label={label}>
      {side === 'left' ? pane : splitter}
      {side === 'left' ? splitter : pane}
    </aside>
  );
}
