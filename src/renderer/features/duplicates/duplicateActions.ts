/** What is decided on a group. */
import type { DuplicateGroup, KeepRule } from '../../../contract/insight/duplicates.ts';
import { client } from '../../api/client.ts';
import { refreshLists } from '../../api/queries.ts';
import { formatCounted } from '../../components/format.ts';
import { announce, tellFailure } from '../../shell/toasts.ts';
import { downloadText } from '../imports/report/downloadText.ts';
import { offerUndo } from '../lists/offerUndo.ts';

/** @returns whether it is so now, and the open groups are known again */
export async function keepBest(keep: string, hide: readonly string[]): Promise<boolean> {
  try {
    await client.call('duplicates.keep', { keep, hide: [...hide] });
    await refreshLists();
    announce(`${keep} is kept, ${formatCounted(hide.length, 'product')} hidden`);
    return true;
  } catch (thrown) {
    tellFailure('Nothing was hidden.', thrown);
    return false;
  }
}

/** Keeps the best of all open groups from a score on. @returns whether it is so now */
export async function keepAllBest(rule: KeepRule, min: number): Promise<boolean> {
  try {
    const { hidden } = await client.call('duplicates.keepAll', { rule, min, dryRun: false });
    await refreshLists();
    await offerUndo({
      operation: 'keep-best',
      done: `${formatCounted(hidden, 'product')} hidden.`,
      takenBack: 'All products are shown again.',
    });
    return true;
  } catch (thrown) {
    tellFailure('Nothing was hidden.', thrown);
    return false;
  }
}

/** @returns whether it is so now, and the open groups are known again */
export async function sayDistinct({ ids }: DuplicateGroup): Promise<boolean> {
  try {
    await client.call('duplicates.sayDistinct', { ids });
    await refreshLists();
    announce('These are no duplicates');
    return true;
  } catch (thrown) {
    tellFailure('The group was left as it was.', thrown);
    return false;
  }
}

/** Shows hidden products again. */
export async function showAgain(ids: readonly string[]): Promise<void> {
  try {
    const { shown } = await client.call('duplicates.show', { ids: [...ids] });
    await refreshLists();
    await offerUndo({
      operation: 'show-hidden',
      done: `${formatCounted(shown, 'product')} shown again.`,
      takenBack: shown === 1 ? 'It is hidden again.' : 'They are hidden again.',
    });
  } catch (thrown) {
    tellFailure('Nothing is shown again.', thrown);
  }
}

/** Offers the open groups and what was decided as a file. */
export async function saveAsCsv(): Promise<void> {
  try {
    const { text } = await client.call('duplicates.export', {});
    if (text !== null) downloadText('duplicates.csv', 'text/csv', text);
  } catch (thrown) {
    tellFailure('The groups were not saved.', thrown);
  }
}
