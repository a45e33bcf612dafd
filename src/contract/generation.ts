/** Lists made in bulk by rules, with what they fall short of; and how often each product is recommended. */
import { z } from 'zod';
import { exportOptionsSchema } from './exports.ts';
import { listTypeSchema } from './lists.ts';
import { method } from './method.ts';
import { filterSchema, selectionIdSchema } from './products.ts';
import { metricSchema } from './search.ts';

const fieldsSchema = z.array(z.string().min(1)).default([]);

/** What the lists of some products keep to. Every part may be left out. */
export const ruleSchema = z.strictObject({
  /** The products whose lists it makes. */
  source: z.array(filterSchema).default([]),
  /** The products that may be in them. */
  target: z.array(filterSchema).default([]),
  /** Fields in which both are equal; a field in which the list's product has no value is passed over, here and below. */
  same: fieldsSchema,
  different: fieldsSchema,
  /** Field → how many entries may share a value; entries without a value are not counted. */
  atMostPer: z.record(z.string().min(1), z.number().int().min(1)).default({}),
  /** Of products that look nearly the same, one. */
  onePerVariantGroup: z.boolean().default(false),
  /** Cosine similarity. */
  minScore: z.number().min(-1).max(1).optional(),
  /** Ids of products that are in no list. */
  exclude: z.array(z.string().min(1)).default([]),
  /** No product in more lists of the type than this. */
  exposureCap: z.number().int().min(1).optional(),
  /** Smaller numbers come first, rules without one last; of equals the one that stands first. */
  priority: z.number().optional(),
});

/** The first rule whose source fits a product makes its list; where none fits, its nearest look-alikes are the list. */
export const generationRulesSchema = z.strictObject({
  type: listTypeSchema,
  length: z.number().int().min(1).max(200).default(10),
  rules: z.array(ruleSchema).max(100).default([]),
});

export const shortfallSchema = z.object({
  /** The product whose list has empty places. */
  id: z.string(),
  /** Places that this rule leaves empty. */
  missing: z.number().int(),
  /** Where it stands among the rules ("rules[0].minScore"), `rejected`, `products` (there are no more) or `picture` (it has none). */
  rule: z.string(),
  /** Entries that the list would gain without this rule alone. */
  gain: z.number().int(),
});

export const generationProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });

export const generationResultSchema = z.object({
  type: listTypeSchema,
  /** Lists made. */
  products: z.number().int(),
  /** Suggestions in them. */
  entries: z.number().int(),
  /** What was accepted or pinned, and stays. */
  kept: z.number().int(),
  /** Lists without an empty place. */
  full: z.number().int(),
  /** Products that no list would show, but for reverse links. */
  linked: z.number().int(),
  /** The first `limit`, in the catalog's order; and all of them, by rule. */
  shortfall: z.array(shortfallSchema),
  shortfallByRule: z.array(
    z.object({
      rule: z.string(),
      lists: z.number().int(),
      missing: z.number().int(),
      gain: z.number().int(),
    }),
  ),
  examples: z.array(
    z.object({ id: z.string(), rule: z.number().int().nullable(), entries: z.array(z.string()) }),
  ),
  /** What was asked for and has no effect, by rule. */
  notes: z.array(z.string()),
  /** False after a dry run. */
  applied: z.boolean(),
  seconds: z.number(),
});

const figuresSchema = z.object({
  /** Share of the products that at least one list shows. */
  coverage: z.number(),
  /** Of how often each product is recommended: 0 all alike, towards 1 few get all. */
  gini: z.number(),
  /** Products that no list shows. */
  orphans: z.number().int(),
  /** Products in at least twice as many lists as a list is long. */
  hubs: z.number().int(),
});

export const exposureResultSchema = figuresSchema.extend({
  type: listTypeSchema,
  products: z.number().int(),
  top: z.number().int(),
  /** The most recommended first; of long lists the first hundred. */
  hubList: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
  orphanList: z.array(z.object({ id: z.string(), name: z.string() })),
  /** All orphans, held; null where there are none. */
  orphanSelection: selectionIdSchema.nullable(),
  /** With mutual proximity: the figures without it. */
  plain: figuresSchema.nullable(),
  /** The one asked for. */
  field: z.string().nullable(),
  /** Per value of that field, the hundred with most products. */
  values: z.array(
    z.object({
      value: z.string(),
      products: z.number().int(),
      coverage: z.number(),
      orphans: z.number().int(),
      /** How often its products are recommended, on average. */
      mean: z.number(),
    }),
  ),
  seconds: z.number(),
});

export const generationMethods = {
  /** Starts the generation of lists as a job; applied, it is one step of the journal. What was decided stays. */
  'lists.generate': method({
    input: z.strictObject({
      what: exportOptionsSchema.shape.what.default({ kind: 'all' }),
      order: generationRulesSchema,
      /** What scores and the order within the rules go by. */
      metric: metricSchema.extract(['cosine', 'tuned']).default('cosine'),
      /** Lists are ordered by mutual proximity instead of distance, which takes places from hubs. */
      mutualProximity: z.boolean().default(false),
      /** A product that no list shows takes the last place in the list of one that it shows, where the rule lets it in. */
      reverseLinks: z.boolean().default(false),
      dryRun: z.boolean().default(false),
      limit: z.number().int().min(0).max(1_000_000).default(1000),
    }),
    output: z.object({ jobId: z.string() }),
  }),
  /** When how often products are recommended was last counted as lists stand, without mutual proximity; null: not yet. */
  'exposure.counted': method({
    input: z.object({ type: listTypeSchema.default('substitute') }),
    output: z.object({
      counted: z
        .object({
          /** In ISO 8601. */
          at: z.string(),
          /** How long the lists were. */
          top: z.number().int(),
        })
        .nullable(),
    }),
  }),
  /** Starts a count of how often each product is recommended in the lists as they stand. */
  'exposure.measure': method({
    input: z.strictObject({
      type: listTypeSchema.default('substitute'),
      top: z.number().int().min(1).max(200).default(10),
      /** As look-alikes re-ranked by mutual proximity would be, whatever stands. */
      mutualProximity: z.boolean().default(false),
      field: z.string().min(1).optional(),
    }),
    output: z.object({ jobId: z.string() }),
  }),
};

export type Rule = z.infer<typeof ruleSchema>;
export type GenerationRules = z.infer<typeof generationRulesSchema>;
export type Shortfall = z.infer<typeof shortfallSchema>;
export type GenerationResult = z.infer<typeof generationResultSchema>;
export type ExposureResult = z.infer<typeof exposureResultSchema>;
export type ExposureFigures = z.infer<typeof figuresSchema>;

/** What makes rules unfit to be read, one sentence each, by rule; empty where they can be read. */
export function describeRuleProblems(rules: unknown): string[] {
  const parsed = generationRulesSchema.safeParse(rules);
  return (parsed.error?.issues ?? []).map(({ path, message }) => {
    const [first, index, ...rest] = path;
    const isOfRule = first === 'rules' && typeof index === 'number';
    const where = isOfRule ? [`Rule ${index + 1}`, ...rest.map(String)] : path.map(String);
    return `${where.length === 0 ? 'The rules' : where.join(', ')}: ${message.replace(/\.$/, '')}.`;
  });
}
