import { PanelLeft, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Runtime } from '../../contract/models.ts';
import { IconButton } from '../components/controls/IconButton.tsx';
import type { Pane } from './panes/usePanes.ts';
import './StatusBar.css';

export interface StatusBarProps {
  readonly runtime: Runtime | null;
  /** The page's side panes: folded and opened from here, each at its side. */
  readonly panes: readonly Pane[];
  readonly children: ReactNode;
}

/** The line at the window's foot: what is shown on the left, what made the embeddings on the right. */
export function StatusBar({ runtime, panes, children }: StatusBarProps) {
  const togglesOf = (side: Pane['side']) =>
    panes.filter((pane) => pane.side === side).map((pane) => <PaneToggle key={pane.id} pane={pane} />);
  return (
    <footer className="status-bar">
      {togglesOf('left')}
      <div className="status-bar-main">{children}</div>
      {runtime === null ? null : (
        <span className="status-bar-runtime one-line" title={describeRuntime(runtime)}>
          {runtime.precision === 'int8' ? 'Fast' : 'Precise'} · {runtime.model}
        </span>
      )}
      {togglesOf('right')}
    </footer>
  );
}

function PaneToggle({ pane }: { readonly pane: Pane }) {
  const isShown = pane.shownWidth !== null;
  const Icon = pane.side === 'left' ? PanelLeft : PanelRight;
  return (
    <IconButton
      label={pane.label}
      shortcut={pane.key}
      aria-expanded={isShown}
      {...(isShown && { 'aria-controls': pane.id })}
      onPress={pane.toggle}
    >
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}

function describeRuntime(runtime: Runtime): string {
  const words = `${runtime.engine}, ${runtime.precision}, ${runtime.pooling} pooling, ${runtime.inputSize} × ${runtime.inputSize} pixels`;
  return [words, ...runtime.notes].join('\n');
}
