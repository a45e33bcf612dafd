/** Says what an import changed, and offers to take it back: only as long as it is what was done last. */
import type { ListImport } from '../../../contract/lists.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { showToast } from '../../shell/toasts.ts';

export async function offerUndo({ changes, changedLists }: ListImport): Promise<void> {
  if (changes === 0) {
    showToast('Nothing changed: the lists were so already.');
    return;
  }
  // Where the journal cannot be asked, nothing says what Undo would take back: it is not offered.
  const made = await client.call('lists.history', {}).catch(() => null);
  const at = made?.undo?.at;
  showToast(
    `${formatCounted(changes, 'change')} in ${formatCounted(changedLists, 'list')} made.`,
    at === undefined ? {} : { action: { label: 'Undo', run: () => void undo(at) } },
  );
}

async function undo(at: string): Promise<void> {
  try {
    const { undo: last } = await client.call('lists.history', {});
    if (last?.operation !== 'import' || last.at !== at) {
      showToast('Other decisions were made since. Take those back first, with Z.', { kind: 'error' });
      return;
    }
    await client.call('lists.undo', {});
    showToast('The import of lists was taken back.');
  } catch (thrown) {
    showToast(`Nothing was undone. ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
      kind: 'error',
    });
  }
}
