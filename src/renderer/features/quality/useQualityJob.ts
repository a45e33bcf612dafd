/** The measurement: started here, followed wherever it was started. */
import type { Input } from '../../../contract/contract.ts';
import type { JobOf } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { announce } from '../../shell/toasts.ts';
import { type StartedJob, useStartedJob } from '../../shell/useStartedJob.ts';

export interface QualityJob extends Pick<StartedJob<'quality'>, 'running' | 'failure' | 'cancel'> {
  start(order: Input<'quality.measure'>): Promise<void>;
}

/** The cards themselves tell the end to the eye. */
function announceMeasured({ result }: JobOf<'quality'>): void {
  if (result !== null) announce(`${formatCounted(result.sampled, 'product')} looked at`);
}

export function useQualityJob(): QualityJob {
  const job = useStartedJob('quality', undefined, announceMeasured);
  return { ...job, start: (order) => job.start(() => client.call('quality.measure', order)) };
}
