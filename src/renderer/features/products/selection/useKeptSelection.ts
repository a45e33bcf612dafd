import { useLayoutEffect } from 'react';
import { z } from 'zod';
import { hasEnded } from '../../../../contract/jobs.ts';
import { useEvent } from '../../../api/useCall.ts';
import { emptyView } from '../../../shell/viewInAddress.ts';
import { restoreSelection, useSelection } from './selection.ts';
import { dropHidden } from './selectionInView.ts';

const storageKey = 'twinset.selection';

const keptSchema = z.object({
  /** Of the catalog: a selection means nothing in another. */
  folder: z.string(),
  ids: z.array(z.string()),
  anchor: z.string().nullable(),
});

/** Keeps the selection over a reload of the window, but for products that leave the catalog. @param folder of the open catalog */
export function useKeptSelection(folder: string): void {
  useEvent('jobs.changed', ({ job }) => {
    if (job !== null && hasEnded(job) && (job.kind === 'import' || job.kind === 'prune'))
      void dropHidden(emptyView);
  });
  useLayoutEffect(() => {
    const kept = takeKept();
    if (kept !== null && kept.folder === folder) restoreSelection(kept.ids, kept.anchor);
    const keep = () => {
      const { ids, anchor } = useSelection.getState();
      if (ids.size > 0) write({ folder, ids: [...ids], anchor });
    };
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [folder]);
}

function takeKept(): z.infer<typeof keptSchema> | null {
  const text = window.sessionStorage.getItem(storageKey);
  window.sessionStorage.removeItem(storageKey);
  if (text === null) return null;
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch {
    // Written by another version: then there is none.
    return null;
  }
}

function write(kept: z.infer<typeof keptSchema>): void {
  try {
    window.sessionStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // A selection of millions does not fit: after the reload it is empty.
  }
}
