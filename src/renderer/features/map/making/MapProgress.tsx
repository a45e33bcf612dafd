import type { JobOf } from '../../../../contract/jobs.ts';
import { Button } from '../../../components/controls/Button.tsx';
import { ProgressBar } from '../../../components/ProgressBar.tsx';
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
      <ProgressBar label={`${stepWords[step]} (${methodWords[method]})`} value={job.progress} />
      <Button onPress={onCancel} isDisabled={job.state === 'cancelling'}>
        {job.state === 'cancelling' ? 'Cancelling…' : 'Cancel'}
      </Button>
    </div>
  );
}
