/** The model weights that are there and that can be had, and the downloads under way. */
import { useEffect } from 'react';
import type { JobOf } from '../../../contract/jobs.ts';
import type { Model } from '../../../contract/models.ts';
import { invalidate } from '../../api/queries.ts';
import { useCall, useEvent } from '../../api/useCall.ts';
import { dismissJob, useJobs } from '../../api/useJobs.ts';
import { announce } from '../../shell/toasts.ts';

export interface Models {
  readonly models: readonly Model[];
  readonly error: ReturnType<typeof useCall<'models.list'>>['error'];
  /** By model name, the newest of each. */
  readonly downloads: Readonly<Record<string, JobOf<'download'>>>;
}

export function useModels(): Models {
  const { data, error } = useCall('models.list', {});
  const { jobs } = useJobs('download');
  // A download may have ended while nobody listened.
  useEffect(() => void invalidate(['models.list']), []);
  useEvent('jobs.changed', ({ job }) => {
    if (job?.kind !== 'download' || job.state !== 'done') return;
    announce(`${job.detail.name} is downloaded and checked.`);
    dismissJob(job.id);
  });
  const downloads = Object.fromEntries([...jobs].reverse().map((job) => [job.detail.name, job]));
  return { models: data?.models ?? [], error, downloads };
}

/** The model that is used where none is chosen. */
export function findModel(models: readonly Model[], name: string | null): Model | undefined {
  return models.find((model) => (name === null ? model.default : model.name === name));
}
