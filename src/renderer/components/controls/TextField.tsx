import { TextField as AriaTextField, FieldError, Input, Label, Text } from 'react-aria-components';
import './TextField.css';

export interface TextFieldProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly description?: string;
  /** What is wrong with the value, and what to do. */
  readonly problem?: string | null;
  readonly isDisabled?: boolean;
  readonly isReadOnly?: boolean;
  /** Where the keyboard is when it comes. */
  readonly isFocused?: boolean;
  readonly type?: 'text' | 'password';
}

export function TextField(props: TextFieldProps) {
  const problem = props.problem ?? null;
  return (
    <AriaTextField
      className="text-field"
      value={props.value}
      onChange={props.onChange}
      isInvalid={problem !== null}
      isDisabled={props.isDisabled ?? false}
      isReadOnly={props.isReadOnly ?? false}
      autoFocus={props.isFocused ?? false}
      type={props.type ?? 'text'}
    >
      <Label className={props.isLabelHidden ? 'screen-reader-only' : 'text-field-label'}>{props.label}</Label>
      <Input className="text-field-input" placeholder={props.placeholder ?? ''} spellCheck="false" />
      {props.description === undefined ? null : (
        <Text slot="description" className="text-field-description">
          {props.description}
        </Text>
      )}
      <FieldError className="text-field-problem">{problem}</FieldError>
    </AriaTextField>
  );
}
