import { type FormEvent, useState } from 'react';
import type { Opinion } from '../../../contract/boards.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { Segments } from '../../components/controls/Segments.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { TextField } from '../../components/controls/TextField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { lastMarkedBoard, markOnBoard } from './boardActions.ts';
import type { MarkIntent } from './boardSheets.ts';

/** No board is called so: names have no blanks around. */
const another = ' ';

/** On which board are these products liked, or disliked? */
export function MarkSheet({ ids, opinion: wanted }: MarkIntent) {
  const close = useSheets((state) => state.close);
  const { data, error, isPending } = useCall('boards.list', {});
  const [opinion, setOpinion] = useState<Opinion>(wanted);
  const [chosen, setChosen] = useState<string | null>(lastMarkedBoard());
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const names = (data?.boards ?? []).map((board) => board.name);
  const board =
    chosen !== null && (names.includes(chosen) || chosen === another) ? chosen : (names[0] ?? another);

  async function mark(event: FormEvent): Promise<void> {
    event.preventDefault();
    const target = board === another ? name.trim() : board;
    if (target === '') return setProblem('A board needs a name.');
    if (await markOnBoard(target, ids, opinion)) close();
  }

  return (
    <Sheet
      title={`Put ${formatCounted(ids.length, 'product')} on a board`}
      size="small"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" type="submit" form="mark-on-board" isDisabled={isPending}>
            {opinion === 'liked' ? 'Like' : 'Dislike'}
          </Button>
        </>
      }
    >
      {error === null ? (
        <form
          id="mark-on-board"
          className="mark-form"
          aria-busy={isPending}
          onSubmit={(event) => void mark(event)}
        >
          <Segments<Opinion>
            label="As"
            value={opinion}
            options={[
              { value: 'liked', label: 'Liked' },
              { value: 'disliked', label: 'Disliked' },
            ]}
            onChange={setOpinion}
          />
          {names.length === 0 ? null : (
            <Select
              label="Board"
              value={board}
              options={[
                ...names.map((value) => ({ value, label: value })),
                { value: another, label: 'A new board…' },
              ]}
              onChange={setChosen}
            />
          )}
          {board === another && !isPending ? (
            <TextField
              label="Name of the new board"
              value={name}
              onChange={(value) => {
                setName(value);
                setProblem(null);
              }}
              placeholder="Summer linen"
              problem={problem}
            />
          ) : null}
        </form>
      ) : (
        <ErrorNote title="The boards could not be listed." failure={error} />
      )}
    </Sheet>
  );
}
