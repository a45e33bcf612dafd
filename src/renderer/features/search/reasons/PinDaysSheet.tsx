import { useState } from 'react';
import { DayField } from '../../../components/controls/DayField.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import { pin, useDecisions } from '../decisions.ts';
import { DecisionSheet } from './DecisionSheet.tsx';
import type { ReasonIntent } from './reasonSheets.ts';

/** Pins products from one day to another; either may be left open. */
export function PinDaysSheet({ owner, candidates }: ReasonIntent) {
  const close = useSheets((state) => state.close);
  const { byId } = useDecisions(owner);
  const [only] = candidates.length === 1 ? candidates : [];
  const standing = only === undefined ? undefined : byId.get(only.id);
  const [from, setFrom] = useState(standing?.from ?? '');
  const [until, setUntil] = useState(standing?.until ?? '');
  const isTurned = from !== '' && until !== '' && until < from;

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
    <DecisionSheet verb="Pin" candidates={candidates} id="pin-days" onSubmit={() => void keep()}>
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
    </DecisionSheet>
  );
}
