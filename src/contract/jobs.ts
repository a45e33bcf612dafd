/** Long work, one shape for all of it: it tells how far it is, can be held and cancelled, and its end is kept until it was read. */
import { z } from 'zod';
import {
  careProgressSchema,
  drawnSampleSchema,
  rebuildProgressSchema,
  rebuiltSchema,
  sampleProgressSchema,
  verificationSchema,
} from './catalogs.ts';
import {
  publicationSchema,
  publishProgressSchema,
  reembeddingSchema,
  reembedProgressSchema,
} from './cluster.ts';
import { exportProgressSchema, exportResultSchema } from './exports.ts';
import { exposureResultSchema, generationProgressSchema, generationResultSchema } from './generation.ts';
import { importProgressSchema, importReportSchema, pruneResultSchema } from './imports.ts';
import { coloursProgressSchema, coloursReadSchema } from './insight/colours.ts';
import { duplicatesFoundSchema, duplicatesProgressSchema } from './insight/duplicates.ts';
import { mapProgressSchema, mapResultSchema } from './insight/map.ts';
import { qualityMeasuredSchema, qualityProgressSchema } from './insight/quality.ts';
import { learningProgressSchema, learningResultSchema } from './insight/ranking.ts';
import { repairFoundSchema, repairProgressSchema } from './insight/repair.ts';
import { tuneProgressSchema, tuneResultSchema } from './insight/tuning.ts';
import { method } from './method.ts';
import { downloadProgressSchema, modelSchema } from './models.ts';
import { usersExportedSchema, usersProgressSchema } from './users.ts';

/** The last four are ends: `interrupted` where Twinset itself ended while the job ran. */
export const jobStateSchema = z.enum([
  'running',
  'paused',
  'cancelling',
  'done',
  'cancelled',
  'failed',
  'interrupted',
]);

/** One kind of job. @param detail what it tells while it runs; @param result what comes of it */
function kindOfJob<K extends string, D extends z.ZodType, R extends z.ZodType>(
  kind: K,
  detail: D,
  result: R,
) {
  return z.object({
    id: z.string(),
    kind: z.literal(kind),
    state: jobStateSchema,
    /** Share that is done; null while it is not known. */
    progress: z.number().min(0).max(1).nullable(),
    detail,
    canPause: z.boolean(),
    /** ISO 8601. */
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    /** Why it ended as it did, and what to do; null while it runs and where it is simply done. */
    message: z.string().nullable(),
    /** Also of a job that failed or was cancelled, where something came of it; null where it is too long to be kept. */
    result: result.nullable(),
  });
}

export const jobSchema = z.discriminatedUnion('kind', [
  kindOfJob('import', importProgressSchema, importReportSchema),
  kindOfJob('prune', careProgressSchema, pruneResultSchema),
  kindOfJob('verify', careProgressSchema, verificationSchema),
  kindOfJob('rebuild', rebuildProgressSchema, rebuiltSchema),
  kindOfJob('export', exportProgressSchema, exportResultSchema),
  kindOfJob('users-export', usersProgressSchema, usersExportedSchema),
  kindOfJob('generate', generationProgressSchema, generationResultSchema),
  kindOfJob('finish', generationProgressSchema, z.object({ changed: z.number().int() })),
  kindOfJob('exposure', generationProgressSchema, exposureResultSchema),
  kindOfJob('map', mapProgressSchema, mapResultSchema),
  kindOfJob('duplicates', duplicatesProgressSchema, duplicatesFoundSchema),
  kindOfJob('quality', qualityProgressSchema, qualityMeasuredSchema),
  kindOfJob('learning', learningProgressSchema, learningResultSchema),
  kindOfJob('colours', coloursProgressSchema, coloursReadSchema),
  kindOfJob('tune', tuneProgressSchema, tuneResultSchema),
  kindOfJob('repair', repairProgressSchema, repairFoundSchema),
  kindOfJob('publish', publishProgressSchema, publicationSchema),
  kindOfJob('embed', reembedProgressSchema, reembeddingSchema),
  kindOfJob('download', downloadProgressSchema, modelSchema),
  kindOfJob('sample', sampleProgressSchema, drawnSampleSchema),
]);

const byId = z.object({ id: z.string() });

export const jobMethods = {
  /** What runs and what ended unread, of the open catalog and of this installation; the newest first. */
  'jobs.list': method({ input: z.object({}), output: z.object({ jobs: z.array(jobSchema) }) }),
  'jobs.get': method({ input: byId, output: jobSchema }),
  /** Answers once the job has ended, whatever the end. */
  'jobs.wait': method({ input: byId, output: jobSchema }),
  'jobs.pause': method({ input: byId, output: z.object({}) }),
  'jobs.resume': method({ input: byId, output: z.object({}) }),
  'jobs.cancel': method({ input: byId, output: z.object({}) }),
  /** The end was read: the job is listed no longer. Several windows may say so of the same one. */
  'jobs.dismiss': method({ input: byId, output: z.object({}) }),
};

export const jobEvents = {
  /** A job started, went on, or ended; `job` null: it is listed no longer. */
  'jobs.changed': z.object({ id: z.string(), job: jobSchema.nullable() }),
};

export type Job = z.infer<typeof jobSchema>;
export type JobState = z.infer<typeof jobStateSchema>;
export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;
type Details = { [J in Job as J['kind']]: J['detail'] };
type Results = { [J in Job as J['kind']]: NonNullable<J['result']> };
export type JobDetail<K extends JobKind> = Details[K];
export type JobResult<K extends JobKind> = Results[K];

export function hasEnded({ state }: { readonly state: JobState }): boolean {
  return state !== 'running' && state !== 'paused' && state !== 'cancelling';
}
