/** How well look-alikes agree with what is known: with the metadata, and with what the curator decided. */
import { z } from 'zod';
import { listTypeSchema } from '../listWords.ts';
import { method } from '../method.ts';
import { inputSizeSchema, poolingSchema } from '../models.ts';
import { modelReferenceSchema } from '../paths.ts';
import { imageIdSchema, viewSchema } from '../products.ts';
import { metricSchema, wishesShape } from '../search.ts';

/** Of fewer products that were looked at nothing is said. */
export const fewestToSay = 10;
/** So many products make the pool in which pictures that are embedded anew are compared. */
export const poolOfOtherEmbedding = 2000;

/** How look-alikes are found: what two are compared by. */
export const qualitySettingSchema = z.strictObject({
  metric: metricSchema.default('cosine'),
  colourWeight: wishesShape.colourWeight,
  /** How pictures are embedded; null: as the catalog's are. */
  embedding: z
    .strictObject({
      model: modelReferenceSchema,
      /** Left out: the model's own. */
      pooling: poolingSchema.optional(),
      inputSize: inputSizeSchema.optional(),
    })
    .nullable()
    .default(null),
});

/** A share or a mean over the products that were looked at, with the interval in which it lies with 95 % confidence. */
export const estimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** Of each setting, in the order in which they were asked for. */
const estimatesSchema = z.array(estimateSchema);
/** The second setting less the first, over the same products; null where there is one setting. */
const differenceSchema = estimateSchema.nullable();

const shownProductSchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
  /** In the field that it is about. */
  value: z.string(),
});

export const measuredValueSchema = z.object({
  value: z.string(),
  /** Of those looked at: with this value, and with look-alikes that have one. */
  products: z.number().int(),
  precision: estimatesSchema,
  difference: differenceSchema,
  /** Of the weakest values: products whose look-alikes by the first setting have other values. */
  examples: z.array(
    z.object({
      product: shownProductSchema,
      /** Of its look-alikes that have a value: with the same one, and all. */
      agreeing: z.number().int(),
      known: z.number().int(),
      disagreeing: z.array(shownProductSchema),
    }),
  ),
});

export const measuredFieldSchema = z.object({
  field: z.string(),
  /** Those looked at that have a value and look-alikes with one. */
  products: z.number().int(),
  /** Those looked at that have no value, or no look-alike with one: left out. */
  withoutValue: z.number().int(),
  /** Mean over products of the share of their first k look-alikes, those without a value left out, that have the same value. */
  precision: estimatesSchema,
  difference: differenceSchema,
  /** Those with enough products to say something of, the weakest first. */
  values: z.array(measuredValueSchema),
  /** How many values had too few. */
  tooFew: z.number().int(),
});

export const leftOutFieldSchema = z.object({
  field: z.string(),
  /** `codes`: hardly any two products share a value. `one-value`: all have the same. */
  reason: z.enum(['codes', 'one-value', 'no-values', 'nothing-to-compare']),
  distinct: z.number().int(),
});

export const measuredDecisionsSchema = z.object({
  type: z.string(),
  /** With a decision on a look-alike that is in the catalog; as many as are looked at, at most. */
  products: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  pinned: z.number().int(),
  /** Of the decided ones among the first k look-alikes the share that was accepted or pinned; null where none is. */
  acceptance: z
    .object({
      decided: z.array(z.number().int()),
      estimates: estimatesSchema,
      difference: differenceSchema,
    })
    .nullable(),
  /** Mean of one by the place of the nearest one that was accepted or pinned, 0 beyond `depth`; null where none is. */
  reciprocalRank: z
    .object({
      products: z.number().int(),
      depth: z.number().int(),
      estimates: estimatesSchema,
      difference: differenceSchema,
    })
    .nullable(),
});

export const qualitySchema = z.object({
  /** In ISO 8601. */
  at: z.string(),
  k: z.number().int(),
  settings: z.array(qualitySettingSchema),
  /** Products that were looked at, and those they were chosen from: what the view had with a picture. */
  sampled: z.number().int(),
  population: z.number().int(),
  /** Products that could be look-alikes: all of the catalog, or a pool where pictures were embedded anew. */
  pool: z.number().int(),
  isWholeCatalog: z.boolean(),
  /** Of those looked at: with fewer than k look-alikes, and with look-alikes that are all equally near, by the first setting. */
  short: z.number().int(),
  tied: z.number().int(),
  fields: z.array(measuredFieldSchema),
  leftOut: z.array(leftOutFieldSchema),
  decisions: measuredDecisionsSchema,
  seconds: z.number(),
});

/** What is told of a measurement that has ended. */
export const qualityMeasuredSchema = qualitySchema.pick({ sampled: true, k: true, seconds: true });

/** What a measurement tells while it runs: searches done, or pictures whose colours are read or that are embedded before them. */
export const qualityProgressSchema = z.object({
  step: z.enum(['reading-colours', 'embedding', 'searching']),
  done: z.number().int(),
  total: z.number().int(),
});

export const qualityMethods = {
  /** Starts a measurement as a job; `quality.last` has what came of it. */
  'quality.measure': method({
    input: z.strictObject({
      /** Products that are looked at; their look-alikes come from the whole catalog. */
      view: viewSchema,
      /** Left out: every field that says something. */
      fields: z.array(z.string().min(1)).optional(),
      k: z.number().int().min(1).max(50).default(10),
      sample: z.number().int().min(1).max(5000).default(1000),
      /** One, or two side by side. */
      settings: z
        .array(qualitySettingSchema)
        .min(1)
        .max(2)
        .default([{ metric: 'cosine', embedding: null }]),
      type: listTypeSchema.default('substitute'),
    }),
    output: z.object({ jobId: z.string() }),
  }),
  /** The last measurement since the catalog was opened; null before the first. */
  'quality.last': method({
    input: z.object({}),
    output: z.object({ measured: qualitySchema.nullable() }),
  }),
};

export type QualitySetting = z.infer<typeof qualitySettingSchema>;
export type OtherEmbedding = NonNullable<QualitySetting['embedding']>;
export type Estimate = z.infer<typeof estimateSchema>;
export type MeasuredValue = z.infer<typeof measuredValueSchema>;
export type MeasuredField = z.infer<typeof measuredFieldSchema>;
export type LeftOutField = z.infer<typeof leftOutFieldSchema>;
export type MeasuredDecisions = z.infer<typeof measuredDecisionsSchema>;
export type QualityMeasured = z.infer<typeof qualityMeasuredSchema>;
export type Quality = z.infer<typeof qualitySchema>;
