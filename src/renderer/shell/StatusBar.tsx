import type { ReactNode } from 'react';
import type { Runtime } from '../../contract/models.ts';
import './StatusBar.css';

export interface StatusBarProps {
  readonly runtime: Runtime | null;
  readonly children: ReactNode;
}

/** The line at the window's foot: what is shown on the left, what made the embeddings on the right. */
export function StatusBar({ runtime, children }: StatusBarProps) {
  return (
    <footer className="status-bar">
      <div className="status-bar-main">{children}</div>
      {runtime === null ? null : (
        <span className="status-bar-runtime one-line" title={describeRuntime(runtime)}>
          {runtime.precision === 'int8' ? 'Fast' : 'Precise'} · {runtime.model}
        </span>
      )}
    </footer>
  );
}

function describeRuntime(runtime: Runtime): string {
  const words = `${runtime.engine}, ${runtime.precision}, ${runtime.pooling} pooling, ${runtime.inputSize} × ${runtime.inputSize} pixels`;
  return [words, ...runtime.notes].join('\n');
}
