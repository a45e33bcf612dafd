import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/TextField.tsx';

/** For those who know the path: type or paste it, Enter goes there. */
export function PathField({ path, onGo }: { readonly path: string; readonly onGo: (path: string) => void }) {
  const [text, setText] = useState(path);
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
        onChange={setText}
        placeholder="Type or paste a path"
      />
      <Button type="submit" isDisabled={wanted === '' || wanted === path}>
        Go
      </Button>
    </Form>
  );
}
