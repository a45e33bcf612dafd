/** Users: what people did with products, imported from elsewhere; each one's taste, and what it recommends. */
import { z } from 'zod';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { imageIdSchema } from './products.ts';
import { metricSchema } from './search.ts';

export const userEventSchema = z.enum(['viewed', 'carted', 'liked', 'bought', 'returned', 'disliked']);

const eventWeightSchema = z.number().min(-1000).max(1000);

/** How what people did becomes a taste. */
export const tasteSettingsSchema = z.object({
  /** What one event of a kind counts: above 0 for the product, below 0 against it. */
  weights: z.record(userEventSchema, eventWeightSchema),
  /** After so many days an event counts half, measured from the newest event of all users; null: all count the same. */
  halfLifeDays: z.number().min(1).max(36_500).nullable(),
});

export const userSummarySchema = z.object({
  id: z.string(),
  events: z.number().int(),
  /** ISO 8601, of the newest event; null where none has a time. */
  lastAt: z.string().nullable(),
});

/** A product in a user's taste. */
export const userProductSchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
  /** What the events with it add up to. */
  weight: z.number(),
  isResting: z.boolean(),
});

/** Of the long lists come the first `limit`, with their lengths. */
export const usersImportedSchema = z.object({
  /** In the file. */
  users: z.number().int(),
  /** Rows that count. */
  events: z.number().int(),
  /** Of them, those that were there already: the same event is kept once. */
  repeated: z.number().int(),
  /** Products that the catalog does not have; their rows are passed over. */
  unknownCount: z.number().int(),
  unknown: z.array(z.string()),
  /** Rows that say nothing that counts, those of unknown products among them. */
  refusedCount: z.number().int(),
  refused: z.array(z.object({ row: z.number().int(), reason: z.string() })),
});

export const usersProgressSchema = z.object({
  users: z.number().int(),
  totalUsers: z.number().int(),
  rows: z.number().int(),
  file: z.string(),
});

export const usersExportedSchema = z.object({
  /** Users with recommendations. */
  users: z.number().int(),
  /** Users whose events say nothing of what to look for. */
  without: z.number().int(),
  rows: z.number().int(),
  file: z.string(),
});

/** The columns of an export of recommendations, in this order. */
export const usersExportColumns = [
  'user_id',
  'rank',
  'recommended_id',
  'score',
  'from_id',
  'recommended_name',
  'recommended_image',
] as const;

export const userMethods = {
  /** Takes in the events of a table (`user_id, product_id, event[, weight][, time]`); a row that is there already stays one. */
  'users.import': method({
    input: z.object({ file: pathSchema, limit: z.number().int().min(1).max(1_000_000).default(1000) }),
    output: usersImportedSchema,
  }),
  'users.list': method({
    input: z.object({
      /** Part of an id; empty: all. */
      text: z.string().max(200).default(''),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    output: z.object({ total: z.number().int(), users: z.array(userSummarySchema) }),
  }),
  /** A user's taste: what speaks for and against, the strongest first. */
  'users.get': method({
    input: z.object({ id: z.string(), limit: z.number().int().min(1).max(1000).default(100) }),
    output: userSummarySchema.extend({
      liked: z.array(userProductSchema),
      disliked: z.array(userProductSchema),
    }),
  }),
  /** Forgets all users. */
  'users.clear': method({ input: z.object({}), output: z.object({ users: z.number().int() }) }),
  'users.settings': method({ input: z.object({}), output: tasteSettingsSchema }),
  'users.setSettings': method({ input: tasteSettingsSchema, output: tasteSettingsSchema }),
  /** Starts writing every user's recommendations as a job, to `file`; without it, to a new file in the catalog's own exports folder. */
  'users.export': method({
    input: z.object({
      top: z.number().int().min(1).max(200).default(10),
      metric: metricSchema.default('cosine'),
      file: pathSchema.optional(),
    }),
    output: z.object({ jobId: z.string() }),
  }),
};

export const userEvents = {
  /** Users, or how their events count, changed. */
  'users.changed': z.object({}),
};

export type UserEvent = z.infer<typeof userEventSchema>;
export type TasteSettings = z.infer<typeof tasteSettingsSchema>;
export type UserSummary = z.infer<typeof userSummarySchema>;
export type UserProduct = z.infer<typeof userProductSchema>;
export type UsersImported = z.infer<typeof usersImportedSchema>;
export type UsersExported = z.infer<typeof usersExportedSchema>;

/** Until the curator changes them: a purchase says more than a look, and a return takes it back. */
export const defaultTaste: TasteSettings = {
  weights: { viewed: 1, carted: 2, liked: 3, bought: 5, returned: -5, disliked: -3 },
  halfLifeDays: null,
};
