/** Recommendation lists: a curator's decisions on look-alikes, and the export of lists to a file. */
import { z } from 'zod';
import { listStateSchema, listTypeSchema } from './listWords.ts';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { filterSchema, selectionIdSchema, viewSchema } from './products.ts';
import { metricSchema, regionSchema, scorePartsSchema, wishesShape } from './search.ts';

export { listTypeSchema };

export const decisionStateSchema = z.enum(['accepted', 'rejected', 'pinned']);
/** Hard: it stays at its place whatever rules and filters say. Soft: it comes before suggestions, where they allow it. */
export const pinKindSchema = z.enum(['hard', 'soft']);
/** A day, "2026-11-26", in UTC. */
const daySchema = z.iso.date();
export const decisionSchema = z.object({
  id: z.string(),
  state: decisionStateSchema,
  /** Why, where the curator said so. */
  reason: z.string().nullable(),
  /** Of a pin. */
  pin: pinKindSchema.nullable(),
  /** Of a pin in the list, from 1; of soft pins it says which comes first. */
  position: z.number().int().nullable(),
  /** The first and the last day of a pin; before and after them it counts as accepted. */
  from: z.string().nullable(),
  until: z.string().nullable(),
});

/** One entry of a list as it stands: decided, or suggested. */
export const listEntrySchema = z.object({
  rank: z.number().int(),
  id: z.string(),
  name: z.string(),
  /** Cosine similarity in [-1, 1]; with a colour weight, of what is mixed. */
  score: z.number(),
  /** With a colour weight. */
  parts: scorePartsSchema.optional(),
  /** In a learned order: how likely it is to be accepted, from 0 to 1, of those near enough to be put in that order. */
  chance: z.number().optional(),
  state: z.enum(['suggested', 'accepted', 'pinned']),
  pin: pinKindSchema.nullable(),
  reason: z.string().nullable(),
  /** The image that matched. */
  imageId: z.string(),
});

/** An entry that the curator chose and that does not leave, and why. */
export const missingEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['accepted', 'pinned']),
  /** `left-out`: by a filter, or because the list is full. */
  reason: z.enum(['gone', 'sold-out', 'left-out']),
});

/** One that the curator keeps out of a list, and why, where that was said. */
export const rejectedEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  reason: z.string().nullable(),
});

/** One thing a curator did, as undo takes it back. */
export const journalStepSchema = z.object({
  /** An import of lists is one step, named by the first decision that it changed; so is a generation of lists. */
  operation: z.enum([
    ...(['accept', 'reject', 'pin', 'clear', 'correct', 'import', 'generate'] as const),
    ...(['finish', 'reopen', 'add-type', 'change-type', 'remove-type', 'name-sold-out'] as const),
    ...(['keep-best', 'say-distinct', 'show-hidden', 'correct-all', 'confirm', 'take-back-lists'] as const),
    ...(['like', 'dislike', 'take-off', 'make-board', 'rename-board', 'remove-board'] as const),
  ]),
  /** Empty for what is about no product. */
  id: z.string(),
  /** Of what is about lists. */
  type: z.string().nullable(),
  /** Of a decision; of a hidden product the one that is kept for it. */
  lookAlike: z.string().nullable(),
  /** Of a correction, or of a value that is right as it is. */
  field: z.string().nullable(),
  /** The board's name, where one was changed. */
  board: z.string().nullable(),
  /** Of a pin in the list, from 1. */
  position: z.number().int().nullable(),
  at: z.string(),
});

/** What an edited export would change, or has changed. Of the long lists come the first `limit`, with their lengths. */
export const listImportSchema = z.object({
  /** Of the file, but for empty ones. */
  rows: z.number().int(),
  /** Decisions that become others. */
  changes: z.number().int(),
  /** Of the products whose lists become others. */
  changedLists: z.number().int(),
  lists: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      entries: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          before: z.enum(['suggested', ...decisionStateSchema.options]),
          after: z.enum(['suggested', ...decisionStateSchema.options]),
          /** Of a pin in the list, from 1. */
          position: z.number().int().nullable(),
        }),
      ),
    }),
  ),
  /** What was read otherwise than it stands; a row may have several. */
  repairedCount: z.number().int(),
  repaired: z.array(z.object({ row: z.number().int(), what: z.string() })),
  /** What is not applied, by row; of what concerns all rows, the header's. */
  refusedCount: z.number().int(),
  refused: z.array(z.object({ row: z.number().int(), reason: z.string() })),
  applied: z.boolean(),
});

/** As the file's name ends; `html` is a contact sheet, with pictures. */
export const exportFormatSchema = z.enum(['csv', 'xlsx', 'json', 'html']);

/** A shop system, or a tool that feeds one, whose form of file an export can have. */
export const presetSchema = z.enum([
  'shopify',
  'matrixify',
  'magento',
  'woocommerce',
  'akeneo',
  'salesforce',
  'google',
  'prestashop',
]);

/** An export in the form that a shop system reads. */
export const shopOptionsSchema = z.object({
  preset: presetSchema,
  /** Which of a product's lists; suggestions fill up look-alikes alone, of the others what was decided leaves. */
  type: listTypeSchema.default('substitute'),
  /** The field that names a product in the shop, or `id`; left out: found by the columns' names. */
  key: z.string().min(1).optional(),
  /** Entries per list; left out: `top`, or what the shop takes at most where that is less. */
  max: z.number().int().min(1).max(200).optional(),
  /** Between the products of a cell, where that is the shop's own choice. */
  separator: z.string().min(1).max(5).optional(),
  /** The name that the shop's catalog has there, where the file says it; left out: this catalog's. */
  shopCatalog: z.string().min(1).max(100).optional(),
});

/** A product that is left out of a file for a shop, as source and as target, and why. */
export const blockedSchema = z.object({ id: z.string(), reason: z.string() });

/** A preset as the open catalog can be exported with it. */
export const presetDescriptionSchema = z.object({
  preset: presetSchema,
  title: z.string(),
  /** The list types that have a place in the shop, and what it calls that place. */
  types: z.array(z.object({ type: listTypeSchema, place: z.string() })),
  /** What people there call the name of a product: "SKU", "handle". */
  keyWord: z.string(),
  /** The field it is found in, or `id` for the product's own. */
  key: z.string(),
  /** Entries that a list may have. */
  most: z.number().int(),
  /** Null where it is the shop's own. */
  separator: z.string().nullable(),
  /** The file says whose catalog it is for. */
  namesCatalog: z.boolean(),
  /** How the file's name begins, and ends. */
  fileWord: z.string(),
  ending: z.string(),
  /** How the file is imported there, and what to mind. */
  note: z.string(),
});

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

/**
 * Wishes for the suggestions of lists, as in `search.similar`; what was decided stands whatever they say, but for `same`. Generated
 * suggestions are as their rules made them, within the limits of the score.
 */
const listWishesShape = {
  ...wishesShape,
  /** Of the one product whose list it is: its look-alikes are those of this part of its first picture. */
  region: regionSchema.optional(),
};

/** What is exported: whose lists, and how each list is made. */
export const exportOptionsSchema = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('view'), view: viewSchema }),
    z.object({ kind: z.literal('products'), ids: z.array(z.string()).min(1) }),
    /** A selection that the engine holds, in its order. */
    z.object({ kind: z.literal('selection'), id: selectionIdSchema }),
  ]),
  /** Which of a product's lists, where it is no shop that says so. */
  type: listTypeSchema.default('substitute'),
  top: z.number().int().min(1).max(200).default(10),
  metric: metricSchema.default('cosine'),
  /** Filters on the recommended products; hard pins stay whatever they say. */
  where: z.array(filterSchema).default([]),
  ...listWishesShape,
  /** Attribute columns of the recommended product, after the fixed ones. */
  columns: z.array(z.string()).default([]),
  format: exportFormatSchema.default('csv'),
  /** Only what the curator accepted or pinned. */
  onlyCurated: z.boolean().default(false),
  /** In the form of a shop system, instead of the columns and the format above. */
  shop: shopOptionsSchema.optional(),
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
  /** Of a file for a shop. */
  blocked: z.array(blockedSchema).optional(),
});

export const listMethods = {
  /** The curator's decisions on one product's look-alikes, pinned first in their order. */
  'lists.get': method({
    input: z.object({ id: z.string(), type: listTypeSchema.default('substitute') }),
    output: z.object({
      /** `isResting`: its product is gone; it counts again once the product is back. */
      decisions: z.array(decisionSchema.extend({ isResting: z.boolean() })),
    }),
  }),
  /** A product's list as it would leave. */
  'lists.show': method({
    input: z.object({
      id: z.string(),
      type: listTypeSchema.default('substitute'),
      /** Left out: as long as lists of the type are. */
      top: z.number().int().min(1).max(200).optional(),
      metric: metricSchema.default('cosine'),
      where: z.array(filterSchema).default([]),
      ...listWishesShape,
    }),
    output: z.object({
      state: listStateSchema,
      entries: z.array(listEntrySchema),
      /** Chosen, and not in the list. */
      missing: z.array(missingEntrySchema),
      /** Only where it is in a learned order. */
      isLearned: z.literal(true).optional(),
      /** Only where it is not 0. */
      colourWeight: z.number().optional(),
      /** Kept out of it; of those that are there. */
      rejected: z.array(rejectedEntrySchema),
    }),
  }),
  /** Sets the decision on one look-alike, on disk when it answers; null takes it back. */
  'lists.decide': method({
    input: z.object({
      id: z.string(),
      type: listTypeSchema.default('substitute'),
      lookAlikeId: z.string(),
      state: decisionStateSchema.nullable(),
      /** Of a pin; left out: hard. */
      pin: pinKindSchema.optional(),
      /** Its place in the list, from 1; left out: where it is, else after the last pin. */
      position: z.number().int().min(1).optional(),
      /** Days of a pin; left out: as they are, null: none. */
      from: daySchema.nullable().optional(),
      until: daySchema.nullable().optional(),
      /** Left out: as it is, or none for another decision; empty: none. */
      reason: z.string().max(1000).optional(),
    }),
    output: z.object({
      previous: decisionStateSchema.nullable(),
      /** Where the pin now is in the list, from 1; null for what is no pin. */
      position: z.number().int().nullable(),
      /** Other pins that made room, and their new places; left out where none had to. */
      moved: z.array(z.object({ id: z.string(), position: z.number().int() })).optional(),
    }),
  }),
  /**
   * Accepts, rejects or takes back several at once, as one step. Left as they are: those that are so already, and pins, but
   * where one is rejected or taken back by itself.
   */
  'lists.decideAll': method({
    input: z.object({
      id: z.string(),
      type: listTypeSchema.default('substitute'),
      lookAlikeIds: z.array(z.string()).min(1).max(1000),
      state: z.enum(['accepted', 'rejected']).nullable(),
      reason: z.string().max(1000).optional(),
    }),
    output: z.object({ touched: z.array(z.string()), left: z.array(z.string()) }),
  }),
  /** Why products were rejected so far, in any list: what was said most often first. */
  'lists.reasons': method({ input: z.object({}), output: z.object({ reasons: z.array(z.string()) }) }),
  /** Takes back the newest steps of the catalog's journal, of this session or an earlier one; says which. */
  'lists.undo': method({
    input: z.object({ count: z.number().int().min(1).max(100_000).default(1) }),
    output: z.object({ undone: z.array(journalStepSchema) }),
  }),
  /** Does again what was taken back last. */
  'lists.redo': method({
    input: z.object({ count: z.number().int().min(1).max(100_000).default(1) }),
    output: z.object({ redone: z.array(journalStepSchema) }),
  }),
  /** What undo and redo would do next, and how many decisions there are. */
  'lists.history': method({
    input: z.object({}),
    output: z.object({
      undo: journalStepSchema.nullable(),
      redo: journalStepSchema.nullable(),
      decisions: z.number().int(),
      /** Decisions on products that are gone; never exported, back when the product is. */
      resting: z.number().int(),
    }),
  }),
  /** Reads an export that a person edited: what it would change, or, with `apply`, changes it as one step of the journal. */
  'lists.import': method({
    input: z.object({
      file: pathSchema,
      type: listTypeSchema.default('substitute'),
      apply: z.boolean().default(false),
      limit: z.number().int().min(1).max(1_000_000).default(1000),
    }),
    output: listImportSchema,
  }),
  /** The first ten rows as the file would have them; cells are strings. */
  'lists.preview': method({
    input: exportOptionsSchema,
    output: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      products: z.number().int(),
      /** Only where lists are in a learned order. */
      isLearned: z.literal(true).optional(),
      /** Of a file for a shop, instead of columns and rows: its first lines as they will be, and what is left out. */
      shop: z
        .object({
          lines: z.array(z.string()),
          /** Those in all, and the first thousand. */
          blockedTotal: z.number().int(),
          blocked: z.array(blockedSchema),
        })
        .optional(),
    }),
  }),
  /** The shop systems that lists can be exported for, as the open catalog fits them. */
  'lists.presets': method({
    input: z.object({}),
    output: z.object({ presets: z.array(presetDescriptionSchema) }),
  }),
  /** Starts an export as a job, to `file`; without it, to a new file in the catalog's own exports folder. */
  'lists.export': method({
    input: exportOptionsSchema.extend({ file: pathSchema.optional() }),
    output: z.object({ jobId: z.string() }),
  }),
};

export const listEvents = {
  /** Decisions changed, in whichever window; `ids` are the products whose lists are other than before. */
  'lists.changed': z.object({ ids: z.array(z.string()) }),
};

export type PinKind = z.infer<typeof pinKindSchema>;
export type RejectedEntry = z.infer<typeof rejectedEntrySchema>;
export type MissingEntry = z.infer<typeof missingEntrySchema>;
export type DecisionState = z.infer<typeof decisionStateSchema>;
export type Decision = z.infer<typeof decisionSchema>;
export type ListImport = z.infer<typeof listImportSchema>;
export type JournalStep = z.infer<typeof journalStepSchema>;
export type ShownListEntry = z.infer<typeof listEntrySchema>;
export type ExportFormat = z.infer<typeof exportFormatSchema>;
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type PresetName = z.infer<typeof presetSchema>;
export type ShopOptions = z.infer<typeof shopOptionsSchema>;
export type PresetDescription = z.infer<typeof presetDescriptionSchema>;
export type Blocked = z.infer<typeof blockedSchema>;
export type ExportProgress = z.infer<typeof exportProgressSchema>;
export type ExportResult = z.infer<typeof exportResultSchema>;
