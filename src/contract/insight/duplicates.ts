/** Products that show the same: groups of them, which one is kept of each, and what was said to be no duplicate. */
import { z } from 'zod';
import { method } from '../method.ts';
import { pathSchema } from '../paths.ts';
import { attributesSchema, imageIdSchema } from '../products.ts';

/** The same file, the same picture (saved anew, resized, mirrored or cut), or look-alikes above a score. */
export const duplicateModeSchema = z.enum(['file', 'picture', 'look-alike']);

export const duplicateReasonSchema = z.enum([
  'same file',
  'same picture',
  'mirrored',
  'cropped',
  'other colours',
  'look-alike',
]);

export const imageFormatSchema = z.enum(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff']);

/** Which product of a group is kept: the largest picture, the most attributes, the first or the last that came. */
export const keepRuleSchema = z.enum(['resolution', 'metadata', 'oldest', 'newest']);

/** From which score on products count as duplicates where nothing else is said; the last is a cosine similarity. */
export const usualMinima = { file: 1, picture: 0.9, 'look-alike': 0.98 } as const;

export const duplicatesProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });

export const duplicatesFoundSchema = z.object({
  mode: duplicateModeSchema,
  min: z.number(),
  max: z.number(),
  products: z.number().int(),
  /** To be looked at: without those that were said to be no duplicates. */
  groups: z.number().int(),
  seconds: z.number(),
});

export const duplicateGroupSchema = z.object({
  /** The first is the one that the most others are like. */
  ids: z.array(z.string()).min(2),
  /** Of the link by which the least sure product is in it, 1 for no difference. */
  score: z.number(),
  reason: duplicateReasonSchema,
});

/** A product of a group, with what helps to choose. */
export const duplicateProductSchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
  attributes: attributesSchema,
  /** Of the picture that stands for it. */
  path: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  sizeBytes: z.number().int(),
  /** What the file's bytes say, whatever its ending; null where the file is out of reach. */
  format: imageFormatSchema.nullable(),
});

const shareSchema = z.number();

/** How two pictures of the same thing lie on each other. */
export const laidSchema = z.object({
  /** The one that shows more. */
  whole: z.enum(['one', 'other']),
  /** Of the whole one, as it is seen then, what the other one shows: shares of width and height from its upper left corner. */
  part: z.object({ left: shareSchema, top: shareSchema, width: shareSchema, height: shareSchema }),
  /** Whether the other one is seen in a mirror. */
  isMirrored: z.boolean(),
});

/** What another product's picture is to the one of the first; `laid` is null where they are not the same picture. */
export const comparedDuplicateSchema = z.object({
  id: z.string(),
  reason: duplicateReasonSchema,
  laid: laidSchema.nullable(),
});

/** What the kept product gets from those that are hidden. */
export const mergeSchema = z.object({
  /** Attributes that it has no value of. */
  attributes: attributesSchema,
  /** Places in lists and on boards. */
  memberships: z.number().int(),
});

/** The columns of the file with groups and decisions; `decision` is open, kept, hidden or different. */
export const duplicateColumns = [
  'group',
  'product_id',
  'product_name',
  'product_image',
  'score',
  'reason',
  'decision',
  'kept_id',
] as const;

const groupIds = z.array(z.string()).min(2).max(1000);

/** One product is kept, the others are hidden. */
export const keptChoiceSchema = z.object({
  keep: z.string(),
  hide: z.array(z.string()).min(1).max(1000),
});

export const duplicateMethods = {
  /** Starts the search for duplicates as a job; its groups are held until another search ends. */
  'duplicates.find': method({
    input: z
      .strictObject({
        mode: duplicateModeSchema.default('picture'),
        /** Left out: see `usualMinima`. */
        min: z.number().min(0).max(1).optional(),
        max: z.number().min(0).max(1).default(1),
      })
      .refine(({ mode, min, max }) => (min ?? usualMinima[mode]) <= max, {
        message: 'The minimum lies above the maximum.',
        path: ['min'],
      }),
    output: z.object({ jobId: z.string() }),
  }),
  /** The groups that are open now, surest first: without hidden products, and without what was said to be no duplicate. */
  'duplicates.list': method({
    input: z.object({ offset: z.number().int().min(0), limit: z.number().int().min(1).max(100_000) }),
    output: z.object({
      /** What was looked for; null before the first search. */
      found: duplicatesFoundSchema.nullable(),
      total: z.number().int(),
      groups: z.array(duplicateGroupSchema),
      /** Groups that were found and are open no more. */
      closed: z.number().int(),
      /** Products that are hidden now. */
      hidden: z.number().int(),
    }),
  }),
  /** Products of one group, and what each of them would get as the one that is kept. */
  'duplicates.group': method({
    input: z.object({ ids: groupIds, rule: keepRuleSchema }),
    output: z.object({
      products: z.array(duplicateProductSchema),
      /** The one that the rule keeps. */
      keep: z.string(),
    }),
  }),
  /** What the pictures of others are to the one of a product, in the order of the others. */
  'duplicates.compare': method({
    input: z.object({ id: z.string(), others: z.array(z.string()).max(100) }),
    output: z.object({ compared: z.array(comparedDuplicateSchema) }),
  }),
  /** What keeping would change; nothing is changed. */
  'duplicates.preview': method({ input: keptChoiceSchema, output: mergeSchema }),
  /** Keeps one product and hides the others, as one step of the journal. What the kept one lacks it gets from them. */
  'duplicates.keep': method({ input: keptChoiceSchema, output: mergeSchema }),
  /**
   * The same for all open groups from a score on, by a rule, as one step; with `dryRun` nothing is changed. `examples` are the
   * first twenty.
   */
  'duplicates.keepAll': method({
    input: z.strictObject({
      rule: keepRuleSchema,
      min: z.number().min(0).max(1).default(0),
      dryRun: z.boolean(),
    }),
    output: z.object({
      groups: z.number().int(),
      hidden: z.number().int(),
      attributes: z.number().int(),
      memberships: z.number().int(),
      examples: z.array(keptChoiceSchema.extend({ attributes: attributesSchema })),
    }),
  }),
  /** These are different products: no group of them comes again, unless one is new in it. A step of the journal. */
  'duplicates.sayDistinct': method({ input: z.object({ ids: groupIds }), output: z.object({}) }),
  /** Shows hidden products again, as one step of the journal. */
  'duplicates.show': method({
    input: z.object({ ids: z.array(z.string()).min(1).max(100_000) }),
    output: z.object({ shown: z.number().int() }),
  }),
  /** The open groups and what was decided, as CSV: into a file, or as text where none is named. */
  'duplicates.export': method({
    input: z.object({ file: pathSchema.optional() }),
    output: z.object({ rows: z.number().int(), text: z.string().nullable() }),
  }),
};

export type DuplicateMode = z.infer<typeof duplicateModeSchema>;
export type DuplicateReason = z.infer<typeof duplicateReasonSchema>;
export type KeepRule = z.infer<typeof keepRuleSchema>;
export type DuplicateGroup = z.infer<typeof duplicateGroupSchema>;
export type DuplicateProduct = z.infer<typeof duplicateProductSchema>;
export type ImageFormat = z.infer<typeof imageFormatSchema>;
export type Laid = z.infer<typeof laidSchema>;
export type ComparedDuplicate = z.infer<typeof comparedDuplicateSchema>;
export type DuplicatesFound = z.infer<typeof duplicatesFoundSchema>;
export type KeptChoice = z.infer<typeof keptChoiceSchema>;
export type Merge = z.infer<typeof mergeSchema>;
