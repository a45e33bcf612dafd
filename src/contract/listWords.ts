/** Words that lists and filters on them share. */
import { z } from 'zod';

/** What a list is for: `substitute` (look-alikes), `related`, `cross-sell`, `up-sell`, or one's own word. */
export const listTypeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** `done` is said by the curator, and is `begun` again while what they chose is gone or sold out. */
export const listStateSchema = z.enum(['untouched', 'begun', 'done']);

/** What decides which lists are curated first. */
export const queueOrderSchema = z.discriminatedUnion('by', [
  /** Products with the same value of a field together; first the value of which the smallest share of lists is done. */
  z.strictObject({ by: z.literal('field'), field: z.string().min(1) }),
  /** How often products were recommended when that was last counted: see `exposure.measure`. */
  z.strictObject({ by: z.literal('exposure'), first: z.enum(['most', 'least']) }),
  /** How many places are empty, the most first. */
  z.strictObject({ by: z.literal('shortfall') }),
]);

export type QueueOrder = z.infer<typeof queueOrderSchema>;
export type ListState = z.infer<typeof listStateSchema>;
