import { Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ListKind } from '../../../../contract/queue.ts';
import { client } from '../../../api/client.ts';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { IconButton } from '../../../components/controls/IconButton.tsx';
import { NumberField } from '../../../components/controls/NumberField.tsx';
import { TextField } from '../../../components/controls/TextField.tsx';
import { formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import { tellFailure } from '../../../shell/toasts.ts';
import { offerUndo } from '../offerUndo.ts';
import { kindFromTitle, usualKinds } from './kindWords.ts';
import { SoldOutChoice } from './SoldOutChoice.tsx';
import './ListKindsSheet.css';

const substitute = 'substitute';

/** Which lists a product has, how long they are, and which products are in none. Every change counts at once and can be undone. */
export function ListKindsSheet() {
  const close = useSheets((state) => state.close);
  const kinds = useCall('listTypes.list', {}).data?.types ?? [];
  const [title, setTitle] = useState('');
  const own = useRef<HTMLFormElement>(null);
  const offered = usualKinds.filter(({ type }) => kinds.every((kind) => kind.type !== type));

  // The button that was pressed goes with what it was for; the keyboard stays in the sheet.
  const focusOwn = () => own.current?.querySelector('input')?.focus();

  function addOwn(): void {
    const kind = kindFromTitle(title, kinds);
    if (kind === null) return;
    void save(kind);
    setTitle('');
  }

  return (
    <Sheet
      title="Lists and stock"
      size="medium"
      onClose={close}
      footer={
        <Button variant="primary" autoFocus onPress={close}>
          Done
        </Button>
      }
    >
      <section className="kinds" aria-label="Lists of a product">
        <h3>Lists of a product</h3>
        <p className="quiet">
          Only look-alikes are suggested by themselves; other lists have what you accept or pin for them.
        </p>
        <ul>
          {kinds.map((kind) => (
            <KindLine key={kind.type} kind={kind} onRemoved={focusOwn} />
          ))}
        </ul>
        <div className="kinds-add">
          {offered.map((kind) => (
            <Button
              key={kind.type}
              icon={<Plus size={14} aria-hidden />}
              onPress={() => void save(kind).then(focusOwn)}
            >
              {kind.title}
            </Button>
          ))}
        </div>
        <form
          ref={own}
          className="kinds-add"
          onSubmit={(event) => {
            event.preventDefault();
            addOwn();
          }}
        >
          <TextField
            label="Lists of your own"
            placeholder="Complete the look"
            value={title}
            onChange={setTitle}
          />
          <Button type="submit" isDisabled={title.trim() === ''}>
            Add
          </Button>
        </form>
      </section>
      <SoldOutChoice />
    </Sheet>
  );
}

function KindLine({ kind, onRemoved }: { readonly kind: ListKind; readonly onRemoved: () => void }) {
  /** While it is being typed. */
  const [typed, setTyped] = useState<string | null>(null);
  function rename(): void {
    const title = typed?.trim() ?? '';
    if (title !== '' && title !== kind.title) void save({ ...kind, title });
    setTyped(null);
  }
  return (
    <li>
      <form
        onBlur={rename}
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <TextField label="Name" value={typed ?? kind.title} onChange={setTyped} />
      </form>
      <NumberField
        label="Entries"
        value={kind.length}
        min={1}
        max={200}
        onChange={(length) => void save({ ...kind, length, fold: Math.min(kind.fold, length) })}
      />
      <NumberField
        label="Shop shows"
        value={kind.fold}
        min={1}
        max={kind.length}
        onChange={(fold) => void save({ ...kind, fold })}
      />
      {kind.type === substitute ? (
        <span className="kinds-fixed" />
      ) : (
        <IconButton
          label={`Remove the lists “${kind.title}”`}
          onPress={() => void remove(kind).then(onRemoved)}
        >
          <Trash2 size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  );
}

async function save(kind: ListKind): Promise<void> {
  try {
    await client.call('listTypes.save', kind);
  } catch (thrown) {
    tellFailure('The lists were not changed.', thrown);
  }
}

async function remove({ type, title }: ListKind): Promise<void> {
  try {
    const { resting } = await client.call('listTypes.remove', { type });
    const rest = resting === 0 ? '' : ` ${formatCounted(resting, 'decision')} rest until they are back.`;
    await offerUndo({
      operation: 'remove-type',
      done: `The lists “${title}” are removed.${rest}`,
      takenBack: `The lists “${title}” are back.`,
    });
  } catch (thrown) {
    tellFailure('The lists were not removed.', thrown);
  }
}
