/** What there is to curate: types of lists, how far they are, which product comes next, and what is sold out. */
import { z } from 'zod';
import { listStateSchema, listTypeSchema } from './listWords.ts';
import { method } from './method.ts';
import { productSummarySchema, viewSchema } from './products.ts';

export const listKindSchema = z
  .object({
    type: listTypeSchema,
    /** As people call it: "Look-alikes". */
    title: z.string().trim().min(1).max(60),
    /** Entries of a list. */
    length: z.number().int().min(1).max(200),
    /** Of them that the shop shows. */
    fold: z.number().int().min(1).max(200),
  })
  .refine(({ length, fold }) => fold <= length, {
    error: 'The shop cannot show more entries than the list has.',
  });

/** Products with one of these values in the field are sold out, or inactive. */
export const soldOutSchema = z.object({
  field: z.string().min(1),
  values: z.array(z.string().min(1)).min(1).max(200),
});

/** A product's list, as the queue shows it. */
const queuedListSchema = productSummarySchema.extend({
  state: listStateSchema,
  /** Decisions on products that are there. */
  pinned: z.number().int(),
  accepted: z.number().int(),
  rejected: z.number().int(),
  /** That would leave. */
  entries: z.number().int(),
  /** Places that stay empty. */
  missing: z.number().int(),
});

const driftedSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: listTypeSchema,
  /** Accepted or pinned, and gone or sold out. */
  vanished: z.array(z.object({ id: z.string(), name: z.string(), reason: z.enum(['gone', 'sold-out']) })),
  /** Came after the list was last decided on, and clearly nearer than the weakest accepted entry. */
  better: z.array(z.object({ id: z.string(), name: z.string(), score: z.number() })),
});

/** Lists that are said to be done as one step. */
export const mostDoneAtOnce = 1000;

export const queueMethods = {
  /** The types of lists in this catalog; look-alikes first, the others in the order in which they were added. */
  'listTypes.list': method({ input: z.object({}), output: z.object({ types: z.array(listKindSchema) }) }),
  /** Adds a type, or changes the one of that word. */
  'listTypes.save': method({ input: listKindSchema, output: z.object({ isNew: z.boolean() }) }),
  /** Takes a type away; what was decided for its lists rests, and is back with the type. Look-alikes stay. */
  'listTypes.remove': method({
    input: z.object({ type: listTypeSchema }),
    /** Decisions that rest from now on. */
    output: z.object({ resting: z.number().int() }),
  }),
  /** How far the lists of the view's products are. */
  'queue.progress': method({
    input: z.object({ type: listTypeSchema.default('substitute'), view: viewSchema }),
    output: z.object({
      untouched: z.number().int(),
      begun: z.number().int(),
      done: z.number().int(),
    }),
  }),
  /** A window of the view's products with how their lists are; a filter of kind `list` leaves those of some states. */
  'queue.list': method({
    input: z.object({
      type: listTypeSchema.default('substitute'),
      view: viewSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ total: z.number().int(), lists: z.array(queuedListSchema) }),
  }),
  /**
   * The next product of the view whose list is not done; null where all others are. In the view's order and round about; in that of
   * a `queue`, the first of all follows one that is done, and a field's value is finished before the next one.
   */
  'queue.next': method({
    input: z.object({
      type: listTypeSchema.default('substitute'),
      view: viewSchema,
      after: z.string().nullable(),
    }),
    output: z.object({ id: z.string().nullable() }),
  }),
  /** Says that a list is done, or is not. */
  'queue.setDone': method({
    input: z.object({
      id: z.string(),
      type: listTypeSchema.default('substitute'),
      isDone: z.boolean(),
    }),
    output: z.object({ state: listStateSchema }),
  }),
  /** Says that several lists are done, or are not, as one step; where many are done, a job of kind `finish` tells how far that is. */
  'queue.setDoneAll': method({
    input: z.object({
      ids: z.array(z.string()).min(1).max(mostDoneAtOnce),
      type: listTypeSchema.default('substitute'),
      isDone: z.boolean(),
    }),
    output: z.object({
      /** Lists that were not so already. */
      changed: z.number().int(),
      /** Of all that are said to be done: those that count as begun, because something chosen for them is gone or sold out. */
      begun: z.number().int(),
    }),
  }),
  'catalogs.soldOut': method({
    input: z.object({}),
    output: z.object({ soldOut: soldOutSchema.nullable() }),
  }),
  /** Names the column that says what is sold out or inactive; null: nothing is. */
  'catalogs.nameSoldOut': method({
    input: z.object({ soldOut: soldOutSchema.nullable() }),
    output: z.object({ products: z.number().int() }),
  }),
  /** Lists to look at again, those with most vanished entries first. */
  'drift.find': method({
    input: z.object({
      /** Whether what is nearer now is looked for too, which takes a search per list that is done. */
      better: z.boolean().default(true),
    }),
    output: z.object({ lists: z.array(driftedSchema) }),
  }),
};

export type ListKind = z.infer<typeof listKindSchema>;
export type QueuedList = z.infer<typeof queuedListSchema>;
export type SoldOut = z.infer<typeof soldOutSchema>;
export type DriftedList = z.infer<typeof driftedSchema>;
