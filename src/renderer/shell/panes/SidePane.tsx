import type { ReactNode } from 'react';
import { Splitter } from '../../components/layout/Splitter.tsx';
import { showSettings, useSettings } from '../settings.ts';
import type { Pane } from './usePanes.ts';
import './Pane.css';

export interface SidePaneProps {
  readonly pane: Pane;
  readonly children: ReactNode;
}

/** A column beside the main one, with the splitter that sets its remembered width; nothing while it is folded. */
export function SidePane({ pane, children }: SidePaneProps) {
  const [, change] = useSettings();
  const { id, label, side, width, shownWidth, minWidth, maxWidth } = pane;
  if (shownWidth === null) return null;
  const content = (
    <div id={id} className="pane" style={{ width: shownWidth }}>
      {children}
    </div>
  );
  const splitter = (
    <Splitter
      label={`Width of ${label.toLowerCase()}`}
      controls={id}
      side={side}
      value={shownWidth}
      min={minWidth}
      max={maxWidth}
      onChange={(px) => showSettings({ [width]: px })}
      onChangeEnd={(px) => change({ [width]: px })}
    />
  );
  return (
    <aside className="side-pane" aria-label={label}>
      {side === 'left' ? content : splitter}
      {side === 'left' ? splitter : content}
    </aside>
  );
}
