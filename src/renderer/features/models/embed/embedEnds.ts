/** Who is told how the embedding of a shared catalog ended: its sheet while it is open, else whoever looks at the window. */
import { create } from 'zustand';
import { hasEnded } from '../../../../contract/jobs.ts';
import { useEvent } from '../../../api/useCall.ts';
import { showToast } from '../../../shell/toasts.ts';
import { describeOutcome } from './embedWords.ts';

export const useEmbedSheet = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

/** @param showSheet opens the sheet, which says what came of it */
export function useEmbedEnds(showSheet: () => void): void {
  useEvent('jobs.changed', ({ job }) => {
    if (job?.kind !== 'embed' || !hasEnded(job) || useEmbedSheet.getState().isOpen) return;
    const { result, state, message } = job;
    if (result !== null)
      showToast(
        describeOutcome(result),
        result.isShown ? {} : { action: { label: 'See what is missing', run: showSheet } },
      );
    else if (state === 'failed' && message !== null) showToast(message, { kind: 'error' });
  });
}
