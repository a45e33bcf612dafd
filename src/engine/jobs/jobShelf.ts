/** The jobs of one place, a catalog or this installation: those that run, those that ended unread, and their records on disk. */
import type { Job, JobKind } from '../../contract/jobs.ts';
import {
  inOrder,
  interrupt,
  isProcessAlive,
  type JobRecord,
  readRecords,
  shorten,
  writeRecords,
} from './jobRecords.ts';
import type { RunningJob } from './runJob.ts';

export type AnyRunningJob = { [K in JobKind]: RunningJob<K> }[JobKind];

/** How far a job is need not be known after a crash; that it ran does. */
const saveEveryMs = 5000;

export interface JobShelf {
  /** The newest first. */
  list(): Job[];
  find(id: string): Job | undefined;
  running(): AnyRunningJob[];
  add(job: AnyRunningJob): void;
  /** The job's state changed, or it is farther than before. */
  note(id: string): void;
  /** @returns false where no ended job has this id */
  dismiss(id: string): boolean;
  /** Waits until the records are on disk, or cannot be. */
  saved(): Promise<void>;
}

/**
 * Opens the shelf of a folder. A job of the records whose process is gone was interrupted.
 * @param isAlone no other process can have jobs here (a catalog that is locked)
 * @param onError told why records could not be written
 */
export async function openJobShelf(
  folder: string,
  isAlone: boolean,
  onError: (thrown: unknown) => void,
): Promise<JobShelf> {
  const running = new Map<string, AnyRunningJob>();
  const ended = new Map<string, Job>();
  /** Everything this shelf answers for; other processes' records are left as they are. */
  const own = new Set<string>();
  let saving: Promise<void> = Promise.resolve();
  let isSaveWaiting = false;
  let savedAtMs = Number.NEGATIVE_INFINITY;

  const found = await readRecords(folder);
  for (const { process: pid, job } of found) {
    if (!isAlone && pid !== process.pid && isProcessAlive(pid)) continue;
    own.add(job.id);
    ended.set(job.id, interrupt(job));
  }
  if (found.some(({ job }) => ended.get(job.id) !== job && own.has(job.id))) save();

  function records(): JobRecord[] {
    const jobs = [...[...running.values()].map((job) => job.describe()), ...ended.values()];
    return jobs.map((job) => ({ process: process.pid, job }));
  }

  async function write(): Promise<void> {
    isSaveWaiting = false;
    savedAtMs = performance.now();
    try {
      const others = (await readRecords(folder)).filter(({ job }) => !own.has(job.id));
      await writeRecords(folder, inOrder([...records(), ...others]));
    } catch (thrown) {
      onError(thrown);
    }
  }

  function save(): void {
    if (isSaveWaiting) return;
    isSaveWaiting = true;
    saving = saving.then(write);
  }

  function settle(id: string, job: Job): void {
    running.delete(id);
    // The newest of a kind keeps all that came of it.
    for (const [other, earlier] of ended) if (earlier.kind === job.kind) ended.set(other, shorten(earlier));
    ended.set(id, job);
    const kept = new Set(inOrder(records()).map((record) => record.job.id));
    for (const other of ended.keys()) if (!kept.has(other)) ended.delete(other);
    save();
  }

  return {
    list: () => inOrder(records()).map(({ job }) => job),
    find: (id) => running.get(id)?.describe() ?? ended.get(id),
    running: () => [...running.values()],
    add(job) {
      own.add(job.id);
      running.set(job.id, job);
      save();
    },
    note(id) {
      const job = running.get(id)?.describe();
      if (job === undefined) return;
      if (job.endedAt !== null) settle(id, job);
      else if (job.state !== 'running' || performance.now() - savedAtMs > saveEveryMs) save();
    },
    dismiss(id) {
      const isThere = ended.delete(id);
      if (isThere) save();
      return isThere;
    },
    saved: () => saving,
  };
}
