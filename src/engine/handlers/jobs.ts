import type { Handlers } from '../../contract/contract.ts';
import type { jobMethods } from '../../contract/jobs.ts';
import type { Jobs } from '../jobs/createJobs.ts';

export function jobHandlers(jobs: Jobs): Handlers<keyof typeof jobMethods> {
  return {
    'jobs.list': () => ({ jobs: jobs.list() }),
    'jobs.get': ({ id }) => jobs.get(id),
    'jobs.wait': ({ id }) => jobs.wait(id),
    'jobs.pause': ({ id }) => {
      jobs.pause(id);
      return {};
    },
    'jobs.resume': ({ id }) => {
      jobs.resume(id);
      return {};
    },
    'jobs.cancel': ({ id }) => {
      jobs.cancel(id);
      return {};
    },
    'jobs.dismiss': ({ id }) => {
      jobs.dismiss(id);
      return {};
    },
  };
}
