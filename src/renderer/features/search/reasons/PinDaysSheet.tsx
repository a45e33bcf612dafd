import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/controls/Button.tsx';
import { DayField } from '../../../components/controls/DayField.tsx';
import { formatCounted } from '../../../components/format.ts';
import { Sheet } from '../../../components/layout/Sheet.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import { pin, useDecisions } from '../decisions.ts';
import type { ReasonIntent } from './reasonSheets.ts';
import './reasons.css';

/** Pins products from one day to another; either may be left open. */
export function PinDaysSheet({ owner, candidates }: ReasonIntent) {
  const close = useSheets((state) => state.close);
  const { byId } = useDecisions(owner);
  const [only] = candidates.length === 1 ? candidates : [];
  const standing = only === undefined ? undefined : byId.get(only.id);
  const [from, setFrom] = useState(standing?.from ?? '');
  const [until, setUntil] = useState(standing?.until ?? '');
  const isTurned = from !== '' && until !== '' && until < from;
  const what = only === undefined ? formatCounted(candidates.length, 'product') : only.name || only.id;

  async function keep(): Promise<void> {
    if (isTurned) return;
    close();
    const days = { from: from === '' ? null : from, until: until === '' ? null : until };
    for (const candidate of candidates) {
      const kind = byId.get(candidate.id)?.pin ?? 'hard';
      if (!(await pin(owner, candidate, kind, { days }))) return;
    }
  }

  return (
    <Sheet
      title={`Pin ${what}`}
      size="small"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" type="submit" form="pin-days">
            Pin
          </Button>
        </>
      }
    >
      <form
        id="pin-days"
        className="reasons"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void keep();
        }}
      >
        <div className="reasons-days">
          <DayField label="From" value={from} onChange={setFrom} />
          <DayField label="Until" value={until} onChange={setUntil} />
        </div>
        {isTurned ? (
          <p className="reasons-problem" role="alert">
            The last day lies before the first.
          </p>
        ) : (
          <p className="quiet">
            The last day counts too. Before and after, it stands in the list as an accepted one. Leave both
            empty for a pin that stays.
          </p>
        )}
      </form>
    </Sheet>
  );
}
