import { ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import './Menu.css';
import './Select.css';

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly isDisabled?: boolean;
}

export interface SelectProps<V extends string> {
  readonly label: string;
  /** The label stands before the button, or is only spoken. */
  readonly isLabelHidden?: boolean;
  readonly value: V;
  readonly options: readonly SelectOption<V>[];
  readonly onChange: (value: V) => void;
  readonly isDisabled?: boolean;
}

/** One of several values, from a list that drops down. */
export function Select<V extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  onChange,
  isDisabled = false,
}: SelectProps<V>) {
  return (
    <AriaSelect
      className="select"
      isDisabled={isDisabled}
      value={value}
      onChange={(key) => {
        const option = options.find((each) => each.value === key);
        if (option !== undefined) onChange(option.value);
      }}
    >
      <Label className={isLabelHidden ? 'screen-reader-only' : 'select-label'}>{label}</Label>
      <Button className="select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="menu-popover select-popover" offset={4}>
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              isDisabled={option.isDisabled ?? false}
              className="menu-item"
            >
              {({ isSelected }) => (
                <>
                  <span className="menu-mark" aria-hidden>
                    {isSelected ? '✓' : null}
                  </span>
                  {option.label}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
