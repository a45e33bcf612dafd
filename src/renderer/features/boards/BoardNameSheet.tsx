import { type FormEvent, useState } from 'react';
import { asFailure } from '../../../contract/failure.ts';
import { Button } from '../../components/controls/Button.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { createBoard, renameBoard } from './boardActions.ts';
import type { BoardNameIntent } from './boardSheets.ts';

/** Asks for the name of a new board, or another one for a board. */
export function BoardNameSheet({ renamed }: BoardNameIntent) {
  const close = useSheets((state) => state.close);
  const [name, setName] = useState(renamed ?? '');
  const [problem, setProblem] = useState<string | null>(null);

  async function keep(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return setProblem('A board needs a name.');
    try {
      if (renamed === undefined) await createBoard(wanted);
      else await renameBoard(renamed, wanted);
      close();
    } catch (thrown) {
      setProblem(asFailure(thrown).message);
    }
  }

  return (
    <Sheet
      title={renamed === undefined ? 'New board' : `Rename ${renamed}`}
      size="small"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" type="submit" form="board-name">
            {renamed === undefined ? 'Make the board' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id="board-name" onSubmit={(event) => void keep(event)}>
        <TextField
          label="Name"
          value={name}
          onChange={(value) => {
            setName(value);
            setProblem(null);
          }}
          placeholder="Summer linen"
          description="A board is a taste: what is liked on it is looked for, what is disliked is kept away from."
          problem={problem}
        />
      </form>
    </Sheet>
  );
}
