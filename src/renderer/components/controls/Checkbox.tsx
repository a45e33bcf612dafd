import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import './Checkbox.css';

export interface CheckboxProps {
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  readonly isDisabled?: boolean;
  /** Needed where the children are more than the name. */
  readonly label?: string;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}

export function Checkbox({
  isSelected,
  isIndeterminate,
  isDisabled,
  label,
  onChange,
  children,
}: CheckboxProps) {
  return (
    <CheckboxField
      isSelected={isSelected}
      isIndeterminate={isIndeterminate ?? false}
      isDisabled={isDisabled ?? false}
      onChange={onChange}
      {...(label !== undefined && { 'aria-label': label })}
    >
      <CheckboxButton className="checkbox">
        <span className="checkbox-box" aria-hidden>
          {isIndeterminate ? (
            <Minus size={12} strokeWidth={3} />
          ) : isSelected ? (
            <Check size={12} strokeWidth={3} />
          ) : null}
        </span>
        <span className="checkbox-label">{children}</span>
      </CheckboxButton>
    </CheckboxField>
  );
}
