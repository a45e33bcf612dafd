import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { flushSync } from 'react-dom';
import './Hint.css';

export interface HintProps {
  readonly text: string;
  readonly shortcut?: string;
  /** One focusable react-aria control. */
  readonly children: ReactElement;
}

/** A tooltip on hover and keyboard focus. It repeats or adds detail; nothing is said only here. */
export function Hint({ text, shortcut, children }: HintProps) {
  const shown = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    return passEscapeOn(shown, () => setOpen(false));
  }, [isOpen]);
  return (
    <TooltipTrigger delay={600} closeDelay={100} isOpen={isOpen} onOpenChange={setOpen}>
      {children}
      <Tooltip ref={shown} offset={6} className="hint">
        {text}
        {shortcut === undefined ? null : <kbd className="hint-key">{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}

/**
 * Escape is for where the keyboard is. A hint that is open because of the pointer, which may only rest where a control came up under it, closes with
 * it and does not keep it from a sheet; react-aria would, which listens at the document.
 */
function passEscapeOn(hint: RefObject<HTMLElement | null>, close: () => void): () => void {
  const pass = ({ key }: KeyboardEvent): void => {
    const told = document.activeElement?.getAttribute('aria-describedby')?.split(' ') ?? [];
    if (key === 'Escape' && !told.includes(hint.current?.id ?? '')) flushSync(close);
  };
  window.addEventListener('keydown', pass, { capture: true });
  return () => window.removeEventListener('keydown', pass, { capture: true });
}
