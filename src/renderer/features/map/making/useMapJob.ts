/** The work of laying out: started here, followed wherever it was started. */
import type { MapMethod } from '../../../../contract/insight/map.ts';
import { client } from '../../../api/client.ts';
import { type StartedJob, useStartedJob } from '../../../shell/useStartedJob.ts';

/** The one that runs may lay out the other way. */
export interface MapJob extends Pick<StartedJob<'map'>, 'running' | 'failure' | 'cancel'> {
  start(): Promise<void>;
}

export function useMapJob(method: MapMethod): MapJob {
  const job = useStartedJob('map', ({ detail }) => detail.method === method);
  return { ...job, start: () => job.start(() => client.call('map.start', { method })) };
}
