/** Recommendation lists: a curator's decisions on look-alikes, and the export of lists to a file. */
import { z } from 'zod';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { filterSchema, selectionIdSchema, viewSchema } from './products.ts';
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
    /** A selection that the engine holds, in its order. */
    z.object({ kind: z.literal('selection'), id: selectionIdSchema }),
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

export const exportProgressSchema = z.object({
  exportId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  products: z.number().int(),
  totalProducts: z.number().int(),
  rows: z.number().int(),
  seconds: z.number(),
  /** Where the file stands once done. */
  file: z.string().nullable(),
  message: z.string().nullable(),
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
  /** Starts an export to `file`; without it, to a new file in the catalog's own exports folder. */
  'lists.export': method({
    input: exportOptionsSchema.extend({ file: pathSchema.optional() }),
    output: z.object({ exportId: z.string() }),
  }),
  'lists.cancelExport': method({ input: z.object({ exportId: z.string() }), output: z.object({}) }),
};

export const listEvents = { 'lists.exportProgress': exportProgressSchema };

export type DecisionState = z.infer<typeof decisionStateSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type ExportProgress = z.infer<typeof exportProgressSchema>;
