import { ChartScatter } from 'lucide-react';
import { Button } from '../../../components/controls/Button.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { ErrorNote } from '../../../components/ErrorNote.tsx';
import { MapProgress } from './MapProgress.tsx';
import type { MapJob } from './useMapJob.ts';

/** Nothing is laid out in this way yet: what a map is for, and the one thing to do. */
export function NoMap({ job }: { readonly job: MapJob }) {
  const { running, failure } = job;
  return (
    <EmptyState
      icon={<ChartScatter size={40} />}
      title="See the whole catalog at once"
      {...(running === null && {
        actions: (
          <Button variant="primary" onPress={() => void job.start()}>
            Lay out the catalog
          </Button>
        ),
      })}
    >
      A map puts products that look alike side by side. Crowds are your kinds of products, what lies alone is
      unlike all others; draw around products to select them.
      {running === null ? null : <MapProgress job={running} onCancel={job.cancel} />}
      {failure === null ? null : <ErrorNote title="The catalog was not laid out." failure={failure} />}
    </EmptyState>
  );
}
