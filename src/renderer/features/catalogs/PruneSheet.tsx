import { useAction } from '../../api/useCall.ts';
import { useRunningJob } from '../../api/useJobs.ts';
import { Button } from '../../components/controls/Button.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { formatCounted } from '../../components/format.ts';
import { Sheet } from '../../components/layout/Sheet.tsx';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { showToast } from '../../shell/toasts.ts';

/** Asks before products leave the catalog. */
export function PruneSheet({ onClose }: { readonly onClose: () => void }) {
  const prune = useAction('imports.prune');
  // Also one that another window started, or this one before it was reloaded.
  const running = useRunningJob('prune');
  const isRemoving = prune.isPending || running !== null;

  function remove() {
    if (isRemoving) return;
    prune.mutate(
      {},
      {
        onSuccess: ({ removed, notes }) => {
          showToast(
            removed === 0
              ? 'Nothing to remove: every product has its file.'
              : [`${formatCounted(removed, 'product')} removed.`, ...notes].join(' '),
          );
          onClose();
        },
      },
    );
  }

  return (
    <Sheet
      title="Remove products whose files are gone"
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            Keep them
          </Button>
          <Button variant="danger" onPress={remove}>
            {isRemoving ? 'Removing…' : 'Remove them'}
          </Button>
        </>
      }
    >
      <p>
        Products whose every file was missing at the last import leave the catalog. No file is touched. What
        you decided on these products rests, and is back once their files are imported again.
      </p>
      <p className="quiet">Is a drive or share not connected? Connect it and check for changes first.</p>
      {isRemoving ? <ProgressBar label="Removing" value={running?.progress ?? null} /> : null}
      {prune.error === null ? null : <ErrorNote title="Nothing was removed" failure={prune.error} />}
    </Sheet>
  );
}
