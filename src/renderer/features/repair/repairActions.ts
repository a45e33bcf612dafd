/** What is decided on suggestions. */
import type { Input } from '../../../contract/contract.ts';
import type { Suggestion } from '../../../contract/insight/repair.ts';
import { client } from '../../api/client.ts';
import { refreshLists } from '../../api/queries.ts';
import { formatCounted } from '../../components/format.ts';
import { announce, tellFailure } from '../../shell/toasts.ts';
import { downloadText } from '../imports/report/downloadText.ts';
import { offerUndo } from '../lists/offerUndo.ts';
import { fieldName } from '../products/fieldName.ts';

/** Which suggestions are meant. */
export type ChosenSuggestions = Pick<Input<'repair.acceptAll'>, 'minConfidence' | 'fields' | 'kind'>;

/** @returns whether it is so now, and what is open is known again */
export async function acceptSuggestion({ id, field, to }: Suggestion): Promise<boolean> {
  try {
    await client.call('repair.accept', { values: [{ id, field, value: to }] });
    await refreshLists();
    announce(`${fieldName(field)} of ${id} is ${to}`);
    return true;
  } catch (thrown) {
    tellFailure('Nothing was corrected.', thrown);
    return false;
  }
}

/** @returns as `acceptSuggestion` does */
export async function confirmValue({ id, field, from }: Suggestion): Promise<boolean> {
  try {
    await client.call('repair.confirm', { id, field, value: from });
    await refreshLists();
    announce('The value is right as it is');
    return true;
  } catch (thrown) {
    tellFailure('The suggestion was left as it was.', thrown);
    return false;
  }
}

/** @returns whether they are corrected now */
export async function acceptAllChosen(chosen: ChosenSuggestions): Promise<boolean> {
  try {
    const { changes } = await client.call('repair.acceptAll', { ...chosen, dryRun: false });
    await refreshLists();
    await offerUndo({
      operation: changes === 1 ? 'correct' : 'correct-all',
      done: `${formatCounted(changes, 'value')} corrected.`,
      takenBack: 'All values are as they were.',
    });
    return true;
  } catch (thrown) {
    tellFailure('Nothing was corrected.', thrown);
    return false;
  }
}

const fileNames = {
  suggestions: 'suggestions.csv',
  patch: 'corrections.csv',
  metadata: 'corrected-metadata.csv',
} as const;

export async function saveRepair(
  what: keyof typeof fileNames,
  chosen: ChosenSuggestions = {},
): Promise<void> {
  try {
    const { text } = await client.call('repair.export', { ...chosen, what });
    if (text !== null) downloadText(fileNames[what], 'text/csv', text);
  } catch (thrown) {
    tellFailure('The file was not saved.', thrown);
  }
}
