import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { SearchField as AriaSearchField, Button, Input } from 'react-aria-components';
import './TextField.css';

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSubmit?: () => void;
  readonly placeholder?: string;
  /** The key that brings the focus here, shown while the field is empty. */
  readonly shortcut?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function SearchField(props: SearchFieldProps) {
  return (
    <AriaSearchField
      className="search-field"
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      onSubmit={() => props.onSubmit?.()}
    >
      <Search size={14} className="search-field-icon" aria-hidden />
      <Input
        className="search-field-input"
        placeholder={props.placeholder ?? ''}
        spellCheck="false"
        {...(props.inputRef && { ref: props.inputRef })}
      />
      {props.shortcut === undefined ? null : (
        <kbd className="search-field-key" aria-hidden>
          {props.shortcut}
        </kbd>
      )}
      <Button className="search-field-clear" aria-label="Clear the search">
        <X size={14} aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
