/** A distance of the catalog's own, learned from its metadata: kept only where it finds more alike than cosine. */
import { z } from 'zod';
import { method } from '../method.ts';

/** How much products that share a field's value should lie together, beside other fields; 0 leaves it out. */
const weightSchema = z.number().min(0).max(10);

export const weighedFieldSchema = z.object({ field: z.string(), weight: weightSchema });

/** Of a product's five nearest, the share that has its value: with cosine, with the learned distance, and the gain's 99.9 % interval. */
export const tunedFieldSchema = z.object({
  field: z.string(),
  plain: z.number(),
  tuned: z.number(),
  low: z.number(),
  high: z.number(),
});

export const tuneProgressSchema = z.object({
  /** `fetch`: of a shared catalog embeddings are brought to this machine first. */
  step: z.enum(['fetch', 'compare', 'look', 'learn']),
  /** Share of this step that is done. */
  done: z.number().min(0).max(1),
});

export const tuneResultSchema = z.object({
  accepted: z.boolean(),
  /** Why it was, or was not. */
  reason: z.string(),
  /** Whether it is kept: not after a trial. */
  isKept: z.boolean(),
  seconds: z.number(),
  /** Products that were learned from. */
  products: z.number().int(),
  /** All fields together by their weights: how much more of the nearest five agree, and the 99.9 % interval. */
  gain: z.object({ mean: z.number(), low: z.number(), high: z.number() }),
  fields: z.array(tunedFieldSchema),
});

export const tuneFieldChoiceSchema = z.object({
  field: z.string(),
  /** Values that enough products share to learn from. */
  values: z.number().int(),
  /** What is proposed; 0 where nothing can be learned from it. */
  weight: weightSchema,
  /** Why nothing can be learned from it; null where it can. */
  problem: z.string().nullable(),
});

export const keptTuningSchema = z.object({
  /** ISO 8601. */
  madeAt: z.string(),
  weights: z.array(weighedFieldSchema),
  result: tuneResultSchema,
});

export const tuningMethods = {
  /** The distance that is kept for the embeddings of the open catalog; null where there is none, or no catalog. */
  'tuning.kept': method({ input: z.object({}), output: z.object({ kept: keptTuningSchema.nullable() }) }),
  /** What could be learned from, in the order of the metadata. */
  'tuning.fields': method({
    input: z.object({}),
    output: z.object({ fields: z.array(tuneFieldChoiceSchema) }),
  }),
  /** Learns a distance, as a job (`tune`); it takes the place of the one that is kept only where it beats cosine. */
  'tuning.start': method({
    input: z.object({
      /** Left out: as proposed. */
      fields: z.array(weighedFieldSchema).optional(),
      /** Measure it, and keep nothing. */
      dryRun: z.boolean().default(false),
    }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Forgets the learned distance. */
  'tuning.drop': method({ input: z.object({}), output: z.object({ dropped: z.boolean() }) }),
};

export const tuningEvents = {
  /** A distance was learned, or forgotten. */
  'tuning.changed': z.object({ isKept: z.boolean() }),
};

export type WeighedField = z.infer<typeof weighedFieldSchema>;
export type TunedField = z.infer<typeof tunedFieldSchema>;
export type TuneProgress = z.infer<typeof tuneProgressSchema>;
export type TuneResult = z.infer<typeof tuneResultSchema>;
export type TuneFieldChoice = z.infer<typeof tuneFieldChoiceSchema>;
export type ToldTuning = z.infer<typeof keptTuningSchema>;
