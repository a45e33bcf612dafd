import type { JobOf } from '../../../../contract/jobs.ts';
import { WorkProgress } from '../../../components/WorkProgress.tsx';
import { methodWords, stepWords } from '../mapWords.ts';

export interface MapProgressProps {
  readonly job: JobOf<'map'>;
  readonly onCancel: () => void;
}

/** How far the work of laying out is. */
export function MapProgress({ job, onCancel }: MapProgressProps) {
  const { method, step } = job.detail;
  return (
    <div className="map-progress">
      <WorkProgress
        label={`${stepWords[step]} (${methodWords[method]})`}
        value={job.progress}
        isCancelling={job.state === 'cancelling'}
        onCancel={onCancel}
      />
    </div>
  );
}
