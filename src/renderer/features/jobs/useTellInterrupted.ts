import { useEffect } from 'react';
import { useCall } from '../../api/useCall.ts';
import { dismissJob } from '../../api/useJobs.ts';
import { showToast } from '../../shell/toasts.ts';

/** Tells of jobs that a crash of the engine ended, once. Mounted once. */
export function useTellInterrupted(): void {
  const { data } = useCall('jobs.list', {});
  useEffect(() => {
    for (const { id, state, message } of data?.jobs ?? []) {
      if (state !== 'interrupted') continue;
      if (message !== null) showToast(message, { kind: 'error' });
      dismissJob(id);
    }
  }, [data]);
}
