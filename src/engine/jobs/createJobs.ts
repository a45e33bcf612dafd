/** All long work of the engine: started here, listed, held, cancelled, and told of until its end was read. */
import { asFailure, Failure } from '../../contract/failure.ts';
import type { Job, JobKind } from '../../contract/jobs.ts';
import type { ErrorLog } from '../errorLog.ts';
import type { EventHub } from '../eventHub.ts';
import { jobTraits } from './jobKinds.ts';
import { type AnyRunningJob, type JobShelf, openJobShelf } from './jobShelf.ts';
import { type JobOrder, type RunningJob, runJob } from './runJob.ts';

export interface Jobs {
  /** Starts a job. @throws Failure `already-running` beside one that it excludes, `no-catalog` */
  start<K extends JobKind>(order: JobOrder<K>): RunningJob<K>;
  /** @throws Failure `already-running` */
  requireRoomFor(kind: JobKind): void;
  /** The job of this kind that runs now. */
  running<K extends JobKind>(kind: K): RunningJob<K>[];
  /** The newest first. */
  list(): Job[];
  /** @throws Failure `not-found` */
  get(id: string): Job;
  /** The job at its end. @throws Failure `not-found` */
  wait(id: string): Promise<Job>;
  /** @throws Failure `not-found`; `not-allowed` for a kind that cannot be held */
  pause(id: string): void;
  resume(id: string): void;
  /** @throws Failure `not-found` where it is not listed; one that has ended stays as it is */
  cancel(id: string): void;
  /** Nothing is done for one that is listed no longer: several windows may read the same end. @throws Failure `already-running` */
  dismiss(id: string): void;
  /** A catalog was opened: its jobs are recorded in its folder. */
  openCatalog(folder: string): Promise<void>;
  /** Cancels the catalog's jobs and waits until their ends are recorded. */
  closeCatalog(): Promise<void>;
  /** The same for all jobs. */
  close(): Promise<void>;
}

/** @param explain turns what a job's work throws into words */
export async function createJobs(
  dataFolder: string,
  events: EventHub,
  errors: ErrorLog,
  explain: (thrown: unknown) => Failure,
): Promise<Jobs> {
  const installation = await openShelf(dataFolder, false);
  let catalog: JobShelf | null = null;

  function openShelf(folder: string, isAlone: boolean): Promise<JobShelf> {
    return openJobShelf(folder, isAlone, (thrown) =>
      errors.record(`What jobs do could not be recorded: ${asFailure(thrown).message}`, null),
    );
  }

  function shelves(): JobShelf[] {
    return catalog === null ? [installation] : [catalog, installation];
  }

  function shelfOf(kind: JobKind): JobShelf {
    if (jobTraits[kind].belongsTo === 'installation') return installation;
    if (catalog === null)
      throw new Failure('no-catalog', 'No catalog is open. Open a folder of images first.');
    return catalog;
  }

  function emit(id: string, job: Job | null): void {
    try {
      events.emit('jobs.changed', { id, job });
    } catch (thrown) {
      // Who listens cannot keep a job from going on, or from ending.
      errors.record(asFailure(thrown).message, null);
    }
  }

  function requireRoomFor(kind: JobKind): void {
    const obstacle = shelfOf(kind)
      .running()
      .find((job) => jobTraits[kind].excludes.includes(job.kind));
    if (obstacle === undefined) return;
    const { name } = jobTraits[obstacle.kind];
    throw new Failure('already-running', `${name} is running. Wait for its end, or cancel it first.`);
  }

  function get(id: string): Job {
    for (const shelf of shelves()) {
      const job = shelf.find(id);
      if (job !== undefined) return job;
    }
    throw new Failure('not-found', 'This job is not listed any more: it ended, and its end was read.');
  }

  function findRunning(id: string): AnyRunningJob | undefined {
    return shelves()
      .flatMap((shelf) => shelf.running())
      .find((job) => job.id === id);
  }

  async function endAll(shelf: JobShelf, reason: string): Promise<void> {
    const running = shelf.running();
    for (const job of running)
      job.cancel(`${jobTraits[job.kind].name} ended: ${reason} ${jobTraits[job.kind].whenCut}`);
    await Promise.all(running.map((job) => job.ended));
    await shelf.saved();
  }

  async function closeCatalog(): Promise<void> {
    const closing = catalog;
    // From here on none can be started.
    catalog = null;
    if (closing !== null) await endAll(closing, 'its catalog was closed.');
  }

  return {
    start<K extends JobKind>(order: JobOrder<K>): RunningJob<K> {
      requireRoomFor(order.kind);
      const shelf = shelfOf(order.kind);
      const job = runJob(order, {
        onChanged() {
          shelf.note(job.id);
          emit(job.id, job.describe());
        },
        onFailure: ({ message, detail }) => errors.record(message, detail ?? null),
        explain,
      });
      // The compiler cannot see that a job of some kind is one of all kinds.
      shelf.add(job as unknown as AnyRunningJob);
      return job;
    },
    requireRoomFor,
    running<K extends JobKind>(kind: K): RunningJob<K>[] {
      const ofKind = shelves()
        .flatMap((shelf) => shelf.running())
        .filter((job) => job.kind === kind);
      return ofKind as unknown as RunningJob<K>[];
    },
    list: () => shelves().flatMap((shelf) => shelf.list()),
    get,
    async wait(id) {
      return (await findRunning(id)?.ended) ?? get(id);
    },
    pause(id) {
      if (!get(id).canPause) {
        throw new Failure('not-allowed', 'This job cannot be paused. Let it go on, or cancel it.');
      }
      findRunning(id)?.pause();
    },
    resume(id) {
      get(id);
      findRunning(id)?.resume();
    },
    cancel(id) {
      get(id);
      findRunning(id)?.cancel();
    },
    dismiss(id) {
      if (findRunning(id) !== undefined)
        throw new Failure('already-running', 'This job is running. Cancel it first.');
      for (const shelf of shelves()) if (shelf.dismiss(id)) emit(id, null);
    },
    async openCatalog(folder) {
      catalog = await openShelf(folder, true);
    },
    closeCatalog,
    async close() {
      await Promise.all([closeCatalog(), endAll(installation, 'Twinset was closed.')]);
    },
  };
}
