/** The look at the metadata: started here, followed wherever it was started. */
import type { Input } from '../../../contract/contract.ts';
import type { JobOf } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { announce } from '../../shell/toasts.ts';
import { type StartedJob, useStartedJob } from '../../shell/useStartedJob.ts';

export interface RepairJob extends Pick<StartedJob<'repair'>, 'running' | 'failure' | 'cancel'> {
  start(order: Input<'repair.find'>): Promise<void>;
}

/** The suggestions themselves tell the end to the eye. */
function announceFound({ result }: JobOf<'repair'>): void {
  if (result !== null) announce(`${formatCounted(result.suggestions, 'suggestion')} found`);
}

export function useRepairJob(): RepairJob {
  const job = useStartedJob('repair', undefined, announceFound);
  return { ...job, start: (order) => job.start(() => client.call('repair.find', order)) };
}
