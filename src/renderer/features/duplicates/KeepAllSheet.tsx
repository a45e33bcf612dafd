import { useState } from 'react';
import type { Output } from '../../../contract/contract.ts';
import { type KeepRule, keepRuleSchema } from '../../../contract/insight/duplicates.ts';
import { useCall } from '../../api/useCall.ts';
import { Button } from '../../components/controls/Button.tsx';
import { NumberField } from '../../components/controls/NumberField.tsx';
import { Select } from '../../components/controls/Select.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCount, formatCounted } from '../../components/format.ts';
import { ScrollRegion } from '../../components/layout/ScrollRegion.tsx';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { useSheets } from '../../shell/sheets.ts';
import { fieldName } from '../products/fieldName.ts';
import { keepAllBest } from './duplicateActions.ts';
import { placesWords, ruleWords } from './duplicatesWords.ts';

/** What keeping the best of all open groups would change, before it is done. */
export function KeepAllSheet({ rule: wanted }: { readonly rule: KeepRule }) {
  const close = useSheets((state) => state.close);
  const [rule, setRule] = useState(wanted);
  const [percent, setPercent] = useState(0);
  const [isKeeping, setIsKeeping] = useState(false);
  const min = percent / 100;
  const { data, error } = useCall('duplicates.keepAll', { rule, min, dryRun: true });

  async function keep(): Promise<void> {
    setIsKeeping(true);
    if (await keepAllBest(rule, min)) close();
    else setIsKeeping(false);
  }

  return (
    <Sheet
      title="Keep the best of all groups"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={data === undefined || data.hidden === 0 || isKeeping}
            onPress={() => void keep()}
          >
            {data === undefined ? 'Hide' : `Hide ${formatCounted(data.hidden, 'product')}`}
          </Button>
        </>
      }
    >
      <div className="duplicates-sought-all">
        <Select
          label="Keep"
          value={rule}
          options={keepRuleSchema.options.map((value) => ({ value, label: ruleWords[value] }))}
          onChange={setRule}
        />
        <NumberField label="Groups from score (%)" value={percent} min={0} max={100} onChange={setPercent} />
      </div>
      {error !== null ? (
        <ErrorNote title="It was not found out what would change." failure={error} />
      ) : data === undefined ? (
        <p aria-busy="true">Looking at all groups…</p>
      ) : (
        <AllKept {...data} />
      )}
    </Sheet>
  );
}

function AllKept({ groups, hidden, attributes, memberships, examples }: Output<'duplicates.keepAll'>) {
  if (groups === 0) return <p>No group has such a score. Nothing would change.</p>;
  const moved = [
    ...(attributes === 0 ? [] : [formatCounted(attributes, 'attribute')]),
    ...(memberships === 0 ? [] : [placesWords(memberships)]),
  ].join(' and ');
  return (
    <>
      <p role="status">
        {`Of ${formatCounted(groups, 'group')} one product each is kept; ${formatCount(hidden)} are hidden.`}
        {moved === '' ? '' : ` What is kept gets ${moved} from them.`}
        {' No file is deleted, and one undo takes all of it back.'}
      </p>
      <ScrollRegion label="Examples" className="duplicates-examples">
        <table aria-label="Examples">
          <thead>
            <tr>
              <th scope="col">Kept</th>
              <th scope="col">Hidden</th>
              <th scope="col">Gets</th>
            </tr>
          </thead>
          <tbody>
            {examples.map((example) => (
              <tr key={example.keep}>
                <td>{example.keep}</td>
                <td>{example.hide.join(', ')}</td>
                <td>
                  {Object.entries(example.attributes)
                    .map(([field, value]) => `${fieldName(field)}: ${value}`)
                    .join(', ') || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
