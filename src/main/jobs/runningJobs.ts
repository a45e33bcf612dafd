/** The engine's jobs as the shell follows them: for the taskbar, for notifications, and before the window closes. */
import { hasEnded, type Job } from '../../contract/jobs.ts';
import type { Engine } from '../../engine/engine.ts';

export interface RunningJobs {
  /** Those that have not ended, the oldest first. */
  all(): readonly Job[];
  /** Told after every change. */
  onChange(listener: () => void): void;
  /** Told of each that ended while it was followed. */
  onEnd(listener: (job: Job) => void): void;
}

export function followJobs(engine: Engine): RunningJobs {
  const running = new Map<string, Job>();
  const changeListeners: (() => void)[] = [];
  const endListeners: ((job: Job) => void)[] = [];
  let events = 0;

  function tellChange(): void {
    for (const listener of changeListeners) listener();
  }

  function tellEnd(job: Job): void {
    for (const listener of endListeners) listener(job);
  }

  /** Asked for again where events may have been missed: the engine may have crashed, and is another one now. */
  async function askAgain(): Promise<void> {
    const before = events;
    const { jobs } = await engine.call('jobs.list', {}).catch(() => ({ jobs: [] }));
    // What has changed meanwhile is newer than the answer.
    if (events === before) takeList(jobs);
    else await askAgain();
  }

  function takeList(jobs: readonly Job[]): void {
    const before = [...running.values()];
    running.clear();
    for (const job of jobs) if (!hasEnded(job)) running.set(job.id, job);
    for (const job of before) {
      if (!running.has(job.id)) tellEnd(jobs.find(({ id }) => id === job.id) ?? interrupted(job));
    }
    tellChange();
  }

  engine.on('jobs.changed', ({ id, job }) => {
    events++;
    if (job === null || hasEnded(job)) running.delete(id);
    else running.set(id, job);
    if (job !== null && hasEnded(job)) tellEnd(job);
    tellChange();
  });
  engine.on('catalogs.changed', () => void askAgain());
  void askAgain();

  return {
    all: () => [...running.values()],
    onChange: (listener) => void changeListeners.push(listener),
    onEnd: (listener) => void endListeners.push(listener),
  };
}

function interrupted(job: Job): Job {
  const endedAt = new Date().toISOString();
  return {
    ...job,
    state: 'interrupted',
    endedAt,
    message: 'Twinset’s engine stopped while it ran. Start it again.',
  };
}
