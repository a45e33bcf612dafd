/** Says what was generated, and offers to take it back: only as long as it is what was done last. */
import type { GenerationResult } from '../../../../contract/generation.ts';
import { client } from '../../../api/client.ts';
import { formatCounted } from '../../../components/format.ts';
import { showToast } from '../../../shell/toasts.ts';

export async function offerUndo({ products, entries }: GenerationResult): Promise<void> {
  // Where the journal cannot be asked, nothing says what Undo would take back: it is not offered.
  const made = await client.call('lists.history', {}).catch(() => null);
  const at = made?.undo?.at;
  showToast(
    `${formatCounted(products, 'list')} made, with ${formatCounted(entries, 'suggestion')}.`,
    at === undefined ? {} : { action: { label: 'Undo', run: () => void undo(at) } },
  );
}

async function undo(at: string): Promise<void> {
  try {
    const { undo: last } = await client.call('lists.history', {});
    if (last?.operation !== 'generate' || last.at !== at) {
      showToast('Other decisions were made since. Take those back first, with Z.', { kind: 'error' });
      return;
    }
    await client.call('lists.undo', {});
    showToast('The generated lists were taken back.');
  } catch (thrown) {
    showToast(`Nothing was undone. ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
      kind: 'error',
    });
  }
}
