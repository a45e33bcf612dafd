import { useRunningJob } from '../../api/useJobs.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { lastPart } from '../../shell/files/browsePath.ts';
import { useCatalogActions } from './catalogActions.ts';

/** What is under way with catalogs: what this window asked for, or a rebuilding that another began, or this one before it was reloaded. */
export function CatalogPending({ className }: { readonly className: string }) {
  const asked = useCatalogActions(({ pending }) => pending);
  const drawing = useRunningJob('sample');
  const rebuilding = useRunningJob('rebuild');
  const label = rebuilding === null ? asked : `Rebuilding ${lastPart(rebuilding.detail.folder)}…`;
  if (label === null) return null;
  const isDrawing = rebuilding === null && drawing !== null;
  return (
    <div className={className} role="status">
      <ProgressBar
        label={label}
        value={(rebuilding ?? drawing)?.progress ?? null}
        {...(isDrawing && { valueText: `${drawing.detail.drawn} of ${drawing.detail.total}` })}
      />
    </div>
  );
}
