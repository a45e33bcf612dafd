/** Recommendation lists: a curator's decisions on look-alikes. */
import { z } from 'zod';
import { listStateSchema, listTypeSchema } from './listWords.ts';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { filterSchema } from './products.ts';
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

/**
 * Wishes for the suggestions of lists, as in `search.similar`; what was decided stands whatever they say, but for `same`. Generated
 * suggestions are as their rules made them, within the limits of the score.
 */
export const listWishesShape = {
  ...wishesShape,
  /** Of the one product whose list it is: its look-alikes are those of this part of its first picture. */
  region: regionSchema.optional(),
};

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
