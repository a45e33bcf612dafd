import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import './Hint.css';

export interface HintProps {
  readonly text: string;
  readonly shortcut?: string;
  /** One focusable react-aria control. */
  readonly children: ReactElement;
}

/** A tooltip on hover and keyboard focus. It repeats or adds detail; nothing is said only here. */
export function Hint({ text, shortcut, children }: HintProps) {
  return (
    <TooltipTrigger delay={600} closeDelay={100}>
      {children}
      <Tooltip offset={6} className="hint">
        {text}
        {shortcut === undefined ? null : <kbd className="hint-key">{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
