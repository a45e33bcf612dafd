import { useState } from 'react';
import { useCall } from '../../../api/useCall.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { TextField } from '../../../components/controls/TextField.tsx';
import { useSheets } from '../../../shell/sheets.ts';
import { rejectFor, useDecisions } from '../decisions.ts';
import { DecisionSheet } from './DecisionSheet.tsx';
import type { ReasonIntent } from './reasonSheets.ts';

/** Rejects products and says why: in the words of before, or in others. */
export function RejectSheet({ owner, candidates }: ReasonIntent) {
  const close = useSheets((state) => state.close);
  const { byId } = useDecisions(owner);
  const [only] = candidates.length === 1 ? candidates : [];
  const standing = only === undefined ? undefined : byId.get(only.id);
  const [reason, setReason] = useState(standing?.state === 'rejected' ? (standing.reason ?? '') : '');
  const known = useCall('lists.reasons', {}).data?.reasons ?? [];

  function reject(why: string): void {
    close();
    void rejectFor(owner, candidates, why.trim());
  }

  return (
    <DecisionSheet verb="Reject" candidates={candidates} id="reject-why" onSubmit={() => reject(reason)}>
      <TextField label="Why" value={reason} onChange={setReason} placeholder="Wrong colour" />
      {known.length === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in every engine.
        <div className="reasons-known" role="group" aria-labelledby="reasons-known">
          <p id="reasons-known" className="quiet">
            Said before; press one to reject for it:
          </p>
          {known.map((why) => (
            <Button key={why} onPress={() => reject(why)}>
              <span className="one-line">{why}</span>
            </Button>
          ))}
        </div>
      )}
    </DecisionSheet>
  );
}
