import type { TasteSettings, UsersImported } from '../../../contract/users.ts';
import { useAction, useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { Unfold } from '../../components/layout/Unfold.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { ChooseFileButton } from '../../shell/files/ChooseFileButton.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { showToast } from '../../shell/toasts.ts';

/** Rows that the sheet names before it says how many more there are. */
const rowsShown = 50;

/** What people did comes in, and how their events count is set. */
export function UsersSheet() {
  const close = useSheets((state) => state.close);
  const take = useAction('users.import');
  const clear = useAction('users.clear');
  const known = useCall('users.list', { limit: 1 }).data?.total ?? 0;
  return (
    <Sheet title="Users" onClose={close} footer={<Button onPress={close}>Close</Button>}>
      <div className="users-sheet">
        <p>
          A table of what people did with products becomes a taste for each of them: columns user_id,
          product_id, event ({eventWords}), and if you like weight and time. It is kept on this machine, with
          the catalog. The same rows again change nothing.
        </p>
        <div className="users-sheet-actions">
          <ChooseFileButton
            title="Choose a table of interactions"
            extensions={['csv', 'tsv', 'txt', 'xlsx', 'xlsm']}
            isBusy={take.isPending}
            onChoose={(file) => take.mutate({ file, limit: rowsShown })}
          >
            Choose a file…
          </ChooseFileButton>
          {known === 0 ? null : (
            <Button
              variant="danger"
              onPress={() =>
                clear.mutate(
                  {},
                  { onSuccess: ({ users }) => showToast(`${formatCounted(users, 'user')} forgotten.`) },
                )
              }
            >
              {`Forget all ${formatCounted(known, 'user')}`}
            </Button>
          )}
        </div>
        {take.isPending ? <ProgressBar label="Reading what they did" value={null} /> : null}
        {take.error === null ? null : (
          <ErrorNote title="This file cannot be imported." failure={take.error} />
        )}
        {clear.error === null ? null : <ErrorNote title="Nothing was forgotten." failure={clear.error} />}
        {take.data === undefined ? null : <Taken answer={take.data} />}
        <Weights />
      </div>
    </Sheet>
  );
}

const events = ['viewed', 'carted', 'liked', 'bought', 'returned', 'disliked'] as const;
const eventWords = events.join(', ');

function Taken({ answer }: { readonly answer: UsersImported }) {
  const more = answer.refusedCount - answer.refused.length;
  return (
    <div>
      <p role="status">
        {`${formatCounted(answer.events, 'event')} of ${formatCounted(answer.users, 'user')}`}
        {answer.repeated === 0 ? '.' : `; ${formatCount(answer.repeated)} of them were known already.`}
      </p>
      {answer.refusedCount === 0 ? null : (
        <Unfold title={`${formatCounted(answer.refusedCount, 'row')} passed over`} isOpenAtFirst>
          <ul className="users-sheet-rows">
            {answer.refused.map(({ row, reason }) => (
              <li key={row}>{`Row ${formatCount(row)}: ${reason}`}</li>
            ))}
            {more > 0 ? <li>{`and ${formatCount(more)} more`}</li> : null}
          </ul>
        </Unfold>
      )}
    </div>
  );
}

function Weights() {
  const { data } = useCall('users.settings', {});
  const keep = useAction('users.setSettings');
  if (data === undefined) return null;
  const change = (part: Partial<TasteSettings>) => keep.mutate({ ...data, ...part });
  return (
    <Unfold title="What an event counts">
      <div className="users-sheet-weights">
        {events.map((event) => (
          <NumberField
            key={event}
            label={event.charAt(0).toUpperCase() + event.slice(1)}
            value={data.weights[event]}
            min={-100}
            max={100}
            onChange={(weight) => change({ weights: { ...data.weights, [event]: weight } })}
          />
        ))}
        <NumberField
          label="Counts half after days (0: never)"
          value={data.halfLifeDays ?? 0}
          min={0}
          max={36_500}
          onChange={(days) => change({ halfLifeDays: days === 0 ? null : days })}
        />
      </div>
      {keep.error === null ? null : <ErrorNote title="This was not kept." failure={keep.error} />}
    </Unfold>
  );
}
