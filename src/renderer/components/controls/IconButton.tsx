import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Hint } from '../Hint.tsx';
import './IconButton.css';

export interface IconButtonProps
  extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** The button's name; also its tooltip. */
  readonly label: string;
  /** Shown in the tooltip after the name. */
  readonly shortcut?: string;
  readonly children: ReactNode;
}

/** A button that shows only an icon; its name is in the tooltip and for screen readers. */
export function IconButton({ label, shortcut, children, ...props }: IconButtonProps) {
  return (
    <Hint text={label} {...(shortcut !== undefined && { shortcut })}>
      <AriaButton {...props} aria-label={label} className="icon-button">
        {children}
      </AriaButton>
    </Hint>
  );
}
