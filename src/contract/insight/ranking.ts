/** An order of look-alikes that was learned from what the curator accepted and rejected. */
import { z } from 'zod';
import { method } from '../method.ts';
import { estimateSchema } from './quality.ts';

/** Fewer say too little: of look-alikes, and of products with both. */
export const decisionsNeeded = { accepted: 30, rejected: 30, mixed: 15 } as const;

/** What there is to learn from, of look-alikes that are in the catalog; pinned ones count as accepted. */
export const rankingStandingSchema = z.object({
  accepted: z.number().int(),
  rejected: z.number().int(),
  /** Products with something accepted and something rejected. */
  mixed: z.number().int(),
  isEnough: z.boolean(),
});

export const learnedRankingSchema = z.object({
  /** When it was learned, in ISO 8601. */
  at: z.string(),
  /** Whose agreement counts, after the cosine similarity. */
  fields: z.array(z.string()),
  intercept: z.number(),
  /** Of the similarity, then of each field. */
  weights: z.array(z.number()),
  /** What it was learned from, and the products that judged it. */
  decisions: z.number().int(),
  products: z.number().int(),
  /** Share of pairs of an accepted and a rejected look-alike of one product that stand in the right order, by distance and as learned, on products held out. */
  plain: estimateSchema,
  learned: estimateSchema,
  difference: estimateSchema,
  /** Better than by distance, with an interval that excludes zero: only then can it be used. */
  isBetter: z.boolean(),
});

/** What a learning tells while it runs: products whose decisions were read. */
export const learningProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });

export const learningResultSchema = learnedRankingSchema.pick({
  decisions: true,
  difference: true,
  isBetter: true,
});

export const rankingMethods = {
  /** Learns anew as a job. What is in use and is better no longer is turned off. */
  'ranking.learn': method({ input: z.object({}), output: z.object({ jobId: z.string() }) }),
  'ranking.get': method({
    input: z.object({}),
    output: z.object({
      standing: rankingStandingSchema,
      /** The last one that was learned; null before the first. */
      ranking: learnedRankingSchema.nullable(),
      /** Whether look-alikes are shown in this order. */
      isUsed: z.boolean(),
    }),
  }),
  /** @throws Failure `bad-input` where none was learned that is better than by distance */
  'ranking.use': method({ input: z.object({ isUsed: z.boolean() }), output: z.object({}) }),
};

export const rankingEvents = {
  /** Learned anew, or turned on or off. */
  'ranking.changed': z.object({}),
};

export type RankingStanding = z.infer<typeof rankingStandingSchema>;
export type LearnedRanking = z.infer<typeof learnedRankingSchema>;
