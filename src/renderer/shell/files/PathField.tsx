import { Form } from 'react-aria-components';
import { Button } from '../../components/controls/Button.tsx';
import { TextField } from '../../components/controls/TextField.tsx';

interface PathFieldProps {
  readonly path: string;
  /** What was typed and not gone to; null while the field shows the path. */
  readonly typed: string | null;
  readonly onType: (text: string) => void;
  readonly onGo: (path: string) => void;
}

/** For those who know the path: type or paste it, Enter goes there. */
export function PathField({ path, typed, onType, onGo }: PathFieldProps) {
  const text = typed ?? path;
  const wanted = text.trim();
  return (
    <Form
      className="path-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '') onGo(wanted);
      }}
    >
      <TextField
        label="Path"
        isLabelHidden
        value={text}
        onChange={onType}
        placeholder="Type or paste a path"
      />
      <Button type="submit" isDisabled={wanted === ''}>
        Go
      </Button>
    </Form>
  );
}
