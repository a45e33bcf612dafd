/** Recommendation lists: a curator's decisions on look-alikes, and the export of lists to a file. */
import { z } from 'zod';
import { method } from './method.ts';
import { filterSchema, viewSchema } from './products.ts';
import { metricSchema } from './search.ts';

export const decisionStateSchema = z.enum(['accepted', 'rejected', 'pinned']);
export const decisionSchema = z.object({ id: z.string(), state: decisionStateSchema });

export const exportFormatSchema = z.enum(['csv', 'json']);

/** The columns of every export, in this order; attribute columns follow. */
export const exportColumns = [
  'product_id',
  'rank',
  'recommended_id',
  'score',
  'state',
  'product_name',
  'recommended_name',
  'product_image',
  'recommended_image',
] as const;

/** What is exported: whose lists, and how each list is made. */
export const exportOptionsSchema = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('view'), view: viewSchema }),
    z.object({ kind: z.literal('products'), ids: z.array(z.string()).min(1) }),
  ]),
  top: z.number().int().min(1).max(200).default(10),
  metric: metricSchema.default('cosine'),
  /** Filters on the recommended products. */
  where: z.array(filterSchema).default([]),
  same: z.array(z.string()).default([]),
  /** Attribute columns of the recommended product, after the fixed ones. */
  columns: z.array(z.string()).default([]),
  format: exportFormatSchema.default('csv'),
  /** Only what the curator accepted or pinned. */
  onlyCurated: z.boolean().default(false),
});

/** What an export tells while it runs. */
export const exportProgressSchema = z.object({
  products: z.number().int(),
  totalProducts: z.number().int(),
  rows: z.number().int(),
  /** Where the file will stand; until then the place keeps what it had. */
  file: z.string(),
});

export const exportResultSchema = z.object({
  products: z.number().int(),
  rows: z.number().int(),
  seconds: z.number(),
  file: z.string(),
});

export const listMethods = {
  /** The curator's decisions on one product's look-alikes, pinned first in their order. */
  'lists.get': method({
    input: z.object({ id: z.string() }),
    output: z.object({ decisions: z.array(decisionSchema) }),
  }),
  /** Sets the decision on one look-alike; null takes it back. Returns the decision that stood before, for undo. */
  'lists.decide': method({
    input: z.object({ id: z.string(), lookAlikeId: z.string(), state: decisionStateSchema.nullable() }),
    output: z.object({ previous: decisionStateSchema.nullable() }),
  }),
  /** The first ten rows as the file would have them; cells are strings. */
  'lists.preview': method({
    input: exportOptionsSchema,
    output: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      products: z.number().int(),
    }),
  }),
  /** Starts an export as a job, to `file`; without it, to a new file in the catalog's own exports folder. */
  'lists.export': method({
    input: exportOptionsSchema.extend({ file: z.string().min(1).optional() }),
    output: z.object({ jobId: z.string() }),
    paths: ['file'],
  }),
};

export type DecisionState = z.infer<typeof decisionStateSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type ExportProgress = z.infer<typeof exportProgressSchema>;
export type ExportResult = z.infer<typeof exportResultSchema>;
