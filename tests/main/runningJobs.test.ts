/** The engine's jobs as the shell follows them, with an engine that answers by hand. */
import { expect, it } from 'vitest';
import type { Job } from '../../src/contract/jobs.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { followJobs } from '../../src/main/jobs/runningJobs.ts';
import { running } from './runningExport.ts';

it('takes no list that was made before the last change, and asks again', async () => {
  const lists: PromiseWithResolvers<{ jobs: Job[] }>[] = [];
  const listeners = new Map<string, (value: object) => void>();
  const engine = {
    call: () => {
      lists.push(Promise.withResolvers());
      return lists.at(-1)?.promise;
    },
    on: (name: string, listener: (value: object) => void) => listeners.set(name, listener),
  } as unknown as Engine;
  const jobs = followJobs(engine);
  const seen: number[] = [];
  const ended: string[] = [];
  jobs.onChange(() => seen.push(jobs.all().length));
  jobs.onEnd(({ id }) => ended.push(id));
  // The answer is on its way when the job begins.
  listeners.get('jobs.changed')?.({ id: 'a', job: running });
  lists[0]?.resolve({ jobs: [] });
  await expect.poll(() => lists.length).toBe(2);
  lists[1]?.resolve({ jobs: [running] });
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toEqual([1, 1]);
  expect(ended).toEqual([]);
});
