/** Says what was done, and offers to take it back: only as long as it is what was done last. */
import type { JournalStep } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { showToast, tellFailure } from '../../shell/toasts.ts';

export interface Undoable {
  readonly operation: JournalStep['operation'];
  /** What was done, and what is said once it was taken back. */
  readonly done: string;
  readonly takenBack: string;
}

export async function offerUndo({ operation, done, takenBack }: Undoable): Promise<void> {
  // Where the journal cannot be asked, nothing says what Undo would take back: it is not offered.
  const made = await client.call('lists.history', {}).catch(() => null);
  const at = made?.undo?.at;

  async function undo(): Promise<void> {
    try {
      const { undo: last } = await client.call('lists.history', {});
      if (last?.operation !== operation || last.at !== at) {
        showToast('Other decisions were made since. Take those back first, with Z.', { kind: 'error' });
        return;
      }
      await client.call('lists.undo', {});
      showToast(takenBack);
    } catch (thrown) {
      tellFailure('Nothing was undone.', thrown);
    }
  }
  showToast(done, at === undefined ? {} : { action: { label: 'Undo', run: () => void undo() } });
}
