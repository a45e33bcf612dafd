import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import './LinkButton.css';

export interface LinkButtonProps {
  readonly onPress: () => void;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A small action within a line of text. */
export function LinkButton({ onPress, label, children }: LinkButtonProps) {
  return (
    <Button className="link-button" onPress={onPress} {...(label !== undefined && { 'aria-label': label })}>
      {children}
    </Button>
  );
}
