/** What a notification says about a job that ended. */
import type { Job, JobKind } from '../../contract/jobs.ts';

/** What ends sooner is seen by who started it. */
const worthTellingMs = 10_000;

const names: { readonly [K in JobKind]?: string } = {
  import: 'Import',
  export: 'Export',
  'users-export': 'Export',
  map: 'Map',
  tune: 'Tuning',
  colours: 'Reading of colours',
};

/** Null for what nobody waits for: other kinds, short ones, and what the person ended. */
export function describeEnd(job: Job): { title: string; body: string } | null {
  const name = names[job.kind];
  const tookMs = Date.parse(job.endedAt ?? job.startedAt) - Date.parse(job.startedAt);
  if (name === undefined || tookMs < worthTellingMs || job.state === 'cancelled') return null;
  if (job.state !== 'done') return { title: `${name} not finished`, body: job.message ?? '' };
  return { title: `${name} finished`, body: resultOf(job) };
}

function resultOf(job: Job): string {
  if (job.kind === 'export' || job.kind === 'users-export') return job.detail.file;
  if (job.kind === 'map')
    return job.result === null ? '' : `${job.result.points.toLocaleString('en')} products`;
  if (job.kind === 'tune') return job.result?.reason ?? '';
  if (job.kind !== 'import') return '';
  const { found, failed } = job.detail;
  const images = `${found.toLocaleString('en')} ${found === 1 ? 'image' : 'images'}`;
  return failed === 0 ? images : `${images}, ${failed.toLocaleString('en')} of them failed`;
}
