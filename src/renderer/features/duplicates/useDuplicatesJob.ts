/** The search for duplicates: started here, followed wherever it was started. */
import type { Input } from '../../../contract/contract.ts';
import type { JobOf } from '../../../contract/jobs.ts';
import { client } from '../../api/client.ts';
import { formatCounted } from '../../components/format.ts';
import { announce } from '../../shell/toasts.ts';
import { type StartedJob, useStartedJob } from '../../shell/useStartedJob.ts';

export interface DuplicatesJob extends Pick<StartedJob<'duplicates'>, 'running' | 'failure' | 'cancel'> {
  start(order: Input<'duplicates.find'>): Promise<void>;
}

/** The groups themselves tell the end to the eye. */
function announceFound({ result }: JobOf<'duplicates'>): void {
  if (result !== null) announce(`${formatCounted(result.groups, 'group')} of duplicates found`);
}

export function useDuplicatesJob(): DuplicatesJob {
  const job = useStartedJob('duplicates', undefined, announceFound);
  return { ...job, start: (order) => job.start(() => client.call('duplicates.find', order)) };
}
