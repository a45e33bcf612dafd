import { useState } from 'react';
import type { Output } from '../../../contract/contract.ts';
import { usualConfidence } from '../../../contract/insight/repair.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { fieldName } from '../products/fieldName.ts';
import { acceptAllChosen, type ChosenSuggestions } from './repairActions.ts';
import { changeWords, percent } from './repairWords.ts';

/** Where nothing is at stake that one would look at one by one. */
const sureFrom = 0.95;

/** What accepting all suggestions from a confidence on would change, before it is done. */
export function AcceptAllSheet({ chosen }: { readonly chosen: ChosenSuggestions }) {
  const close = useSheets((state) => state.close);
  const [from, setFrom] = useState(
    Math.round(Math.max(chosen.minConfidence ?? usualConfidence, sureFrom) * 100),
  );
  const [isAccepting, setIsAccepting] = useState(false);
  const order = { ...chosen, minConfidence: from / 100 };
  const { data, error } = useCall('repair.acceptAll', { ...order, dryRun: true });

  async function accept(): Promise<void> {
    setIsAccepting(true);
    if (await acceptAllChosen(order)) close();
    else setIsAccepting(false);
  }

  return (
    <Sheet
      title="Accept all suggestions"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={data === undefined || data.changes === 0 || isAccepting}
            onPress={() => void accept()}
          >
            {data === undefined ? 'Correct' : `Correct ${formatCounted(data.changes, 'value')}`}
          </Button>
        </>
      }
    >
      <div className="repair-from">
        <NumberField label="From confidence (%)" value={from} min={0} max={100} onChange={setFrom} />
      </div>
      {error !== null ? (
        <ErrorNote title="It was not found out what would change." failure={error} />
      ) : data === undefined ? (
        <p aria-busy="true">Looking at all suggestions…</p>
      ) : (
        <AllAccepted {...data} />
      )}
    </Sheet>
  );
}

function AllAccepted({ changes, products, fields, examples }: Output<'repair.acceptAll'>) {
  if (changes === 0) return <p role="status">No suggestion is that sure. Nothing would change.</p>;
  return (
    <>
      <p role="status">
        {`${formatCounted(changes, 'value')} of ${formatCounted(products, 'product')} would be corrected. No import overwrites that, and one undo takes all of it back.`}
      </p>
      <table className="repair-table" aria-label="By field">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Changed</th>
            <th scope="col">Filled in</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, doubtful, missing }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              <td>{formatCount(doubtful)}</td>
              <td>{formatCount(missing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ScrollRegion label="Examples" className="repair-examples">
        <table className="repair-table" aria-label="Examples">
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">Field</th>
              <th scope="col">Would be</th>
              <th scope="col">Confidence</th>
            </tr>
          </thead>
          <tbody>
            {examples.map((example) => (
              <tr key={`${example.id} ${example.field}`}>
                <td>{example.id}</td>
                <td>{fieldName(example.field)}</td>
                <td>{changeWords(example)}</td>
                <td>{percent(example.confidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
