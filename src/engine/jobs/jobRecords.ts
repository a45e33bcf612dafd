/**
 * Jobs on disk: what runs and what ended, for those who look after a crash and for other processes. Best effort: a job
 * goes on, and ends, whether its record can be written or not.
 */
import { Buffer } from 'node:buffer';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAside } from '../../adapters/files/writeAside.ts';
import { hasEnded, type Job, jobSchema } from '../../contract/jobs.ts';
import { jobTraits } from './jobKinds.ts';

/** A job, and the process it ran in. */
export interface JobRecord {
  readonly process: number;
  readonly job: Job;
}

/** Where the records of a catalog's folder, or of the data folder, lie. */
export function recordsFile(folder: string): string {
  return join(folder, 'jobs.json');
}

/** Longer results are not kept on disk: an import's report lies in the catalog too. */
const resultBytesKept = 16 * 1024;
/** Unread ends beyond this many are forgotten, the oldest first. */
const endsKept = 20;
/** The file is always larger than its text by at least this: an end finds its room also on a disk that is full by then. */
const spareBytes = 16 * 1024;

const fileSchema = z.object({ jobs: z.array(z.unknown()) });
const recordSchema = z.object({ process: z.number().int(), job: jobSchema });

/** The records of a folder, the newest first; none where the file is missing or unreadable. */
export async function readRecords(folder: string): Promise<JobRecord[]> {
  try {
    const parsed = fileSchema.parse(JSON.parse(await readFile(recordsFile(folder), 'utf8')));
    // A newer version's kinds are passed over.
    return parsed.jobs.flatMap((one) => {
      const record = recordSchema.safeParse(one);
      return record.success ? [record.data] : [];
    });
  } catch {
    return [];
  }
}

/** Writes the records, over room that the file has already where the disk has no more. @throws what keeps it from that */
export async function writeRecords(folder: string, records: readonly JobRecord[]): Promise<void> {
  const file = recordsFile(folder);
  const text = Buffer.from(toText(records));
  try {
    await writeAside(file, (write) => write(Buffer.concat([text, Buffer.alloc(spareBytes, ' ')])));
  } catch (thrown) {
    if (await overwrite(file, text)) return;
    const brief = records.map(({ process, job }) => ({ process, job: withoutResult(job) }));
    if (!(await overwrite(file, Buffer.from(toText(brief))))) throw thrown;
  }
}

/** @returns false where the file has no room for it */
async function overwrite(file: string, text: Buffer): Promise<boolean> {
  const handle = await open(file, 'r+').catch(() => null);
  if (handle === null) return false;
  try {
    const { size } = await handle.stat();
    if (text.length > size) return false;
    await handle.write(Buffer.concat([text, Buffer.alloc(size - text.length, ' ')]), 0, size, 0);
    await handle.sync();
    return true;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

function toText(records: readonly JobRecord[]): string {
  return JSON.stringify({ jobs: records.map(({ process, job }) => ({ process, job: shorten(job) })) });
}

/** The job without a result that is too long to be kept for long. */
export function shorten(job: Job): Job {
  return JSON.stringify(job.result).length > resultBytesKept ? withoutResult(job) : job;
}

function withoutResult(job: Job): Job {
  return { ...job, result: null };
}

/** The newest first; of those that ended only so many. */
export function inOrder(records: readonly JobRecord[]): JobRecord[] {
  const sorted = [...records].sort((a, b) => b.job.startedAt.localeCompare(a.job.startedAt));
  let ends = 0;
  return sorted.filter(({ job }) => !hasEnded(job) || ++ends <= endsKept);
}

/** A job whose process is gone, as it is told from then on. */
export function interrupt(job: Job): Job {
  if (hasEnded(job)) return job;
  const { name, whenCut } = jobTraits[job.kind];
  return {
    ...job,
    state: 'interrupted',
    message: `${name} was interrupted: Twinset ended while it ran. ${whenCut}`,
  };
}

/** Whether a process of this number runs on this machine. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // It is somebody else's, and may not be signalled.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
