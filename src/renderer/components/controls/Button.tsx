import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './Button.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary`: the one action a person most likely wants here; `quiet`: no frame; `danger`: takes something away. */
  readonly variant?: 'normal' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function Button({ variant = 'normal', size = 'normal', icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button-${variant} button-size-${size}`}>
      {icon}
      <span className="button-label">{children}</span>
    </AriaButton>
  );
}
