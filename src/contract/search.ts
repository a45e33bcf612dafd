/** Look-alikes: of a product, of an image from outside, of several at once. */
import { z } from 'zod';
import { boardNameSchema } from './boards.ts';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { attributesSchema, filterSchema, imageIdSchema } from './products.ts';

/** `tuned` is the catalog's own distance, where one was learned (`tuning.start`): 1 − cosine of the embeddings as it maps them. */
export const metricSchema = z.enum(['cosine', 'euclidean', 'manhattan', 'tuned']);

/** Metrics whose distance is 1 − a similarity, which says more to people. */
export const isSimilarity = (metric: z.infer<typeof metricSchema>): boolean =>
  metric === 'cosine' || metric === 'tuned';

export const querySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('product'), id: z.string() }),
  /** An image from outside the catalog, taken in by `search.addOutsideImage`. */
  z.object({ kind: z.literal('outside'), imageId: imageIdSchema }),
  /** A board's taste: recommendations, each with the liked product that it comes from. */
  z.object({ kind: z.literal('board'), name: boardNameSchema }),
  /** A user's, in the same way; what they bought is left out. */
  z.object({ kind: z.literal('user'), id: z.string() }),
]);

/** A part of a picture that is narrower, as a share of it, holds nothing that a network could see. */
export const leastRegionEdge = 0.02;

/** A part of the upright picture, as shares of its width and height from its upper left corner. */
export const regionSchema = z.object({
  left: z.number().min(0).max(1),
  top: z.number().min(0).max(1),
  width: z.number().min(0).max(1),
  height: z.number().min(0).max(1),
});

/** What look-alikes are wished to be besides near: of a search, and of the suggestions of a list. */
export const wishesShape = {
  /** Fields in which a look-alike must equal the product whose look-alikes they are. */
  same: z.array(z.string()).default([]),
  /** Further products it should be like, and products it should not be like. */
  like: z.array(z.string()).default([]),
  unlike: z.array(z.string()).default([]),
  /** How much each of the latter pulls away, where those it should be like together pull with 1. */
  unlikeWeight: z.number().min(0).max(1).default(0.5),
  /** 0: the nearest, as they are; towards 1: the more the results differ among each other. */
  diversity: z.number().min(0).max(1).default(0),
  /** Only look-alikes with such scores. */
  minScore: z.number().min(-1).max(1).optional(),
  maxScore: z.number().min(-1).max(1).optional(),
  /** `grouped`: of near-identical products the nearest stands for all. */
  variants: z.enum(['all', 'grouped']).optional(),
  /** From which cosine similarity on two products are near-identical. */
  variantScore: z.number().min(0.5).max(1).optional(),
  /**
   * `chosen`: in the order that was learned from decisions where that is switched on (`ranking.use`) and goes with the rest, else by
   * distance. `learned` is refused where it cannot be: it is of look-alikes of one product, without variety, a colour weight, likes and
   * dislikes, of whole pictures, and not by the `tuned` distance.
   */
  order: z.enum(['chosen', 'learned', 'distance']).default('chosen'),
  /**
   * How much the likeness of colours counts beside that of the pictures, which counts the rest; left out: nothing. By the metrics that
   * are a similarity alone, and only where the colours of all pictures are known (`colours.read`).
   */
  colourWeight: z.number().min(0).lt(1).optional(),
};

export const similarInputSchema = z.object({
  query: querySchema,
  /** Search with this part of the product's first picture, or of the image from outside, instead of with all of it. */
  region: regionSchema.optional(),
  k: z.number().int().min(1).max(200).default(10),
  metric: metricSchema.default('cosine'),
  where: z.array(filterSchema).default([]),
  ...wishesShape,
});

/** What a score is made of where colour counts: cosine similarities of the embeddings, and of the colours. */
export const scorePartsSchema = z.object({ look: z.number(), colour: z.number() });

const singleLookAlikeSchema = z.object({
  rank: z.number().int(),
  id: z.string(),
  name: z.string(),
  /** Cosine similarity in [-1, 1], whatever the metric: of the embeddings, or as `tuned` maps them; with a colour weight, of both mixed. */
  score: z.number(),
  /** With a colour weight. */
  parts: scorePartsSchema.optional(),
  /** The metric's own value on the L2-normalised embeddings. */
  distance: z.number(),
  /** Path relative to the imported folder. */
  image: z.string(),
  imageId: imageIdSchema,
  attributes: attributesSchema,
  /** Of a board's or user's look-alike: the liked product that it is nearest to. */
  from: z.string().optional(),
  /** In a learned order: the rank that it would have by distance. */
  distanceRank: z.number().int().optional(),
});

export const lookAlikeSchema = singleLookAlikeSchema.extend({
  /** Where variants are grouped: those that it stands for, nearest first. */
  variants: z.array(singleLookAlikeSchema).optional(),
});

export const similarOutputSchema = z.object({
  metric: metricSchema,
  k: z.number().int(),
  milliseconds: z.number(),
  /** Products that passed the filters and could have been results. */
  candidates: z.number().int(),
  /** How many the results are where near-identical ones count once. */
  groups: z.number().int(),
  /** Only where they are in a learned order. */
  isLearned: z.literal(true).optional(),
  /** Only of a shared catalog that did not compare everything: one among the nearest may be missing. */
  isApproximate: z.literal(true).optional(),
  results: z.array(lookAlikeSchema),
});

export const outsideImageSchema = z.object({
  imageId: imageIdSchema,
  name: z.string(),
  width: z.number().int(),
  height: z.number().int(),
});

export const searchMethods = {
  'search.similar': method({ input: similarInputSchema, output: similarOutputSchema }),
  /** Takes in an image from outside: its bytes (base64, 64 MiB at most) from an interface, or a file. */
  'search.addOutsideImage': method({
    input: z.object({
      name: z.string().max(500),
      base64: z.string().max(90_000_000).optional(),
      file: pathSchema.optional(),
    }),
    output: outsideImageSchema,
  }),
  'search.getOutsideImage': method({
    input: z.object({ imageId: imageIdSchema }),
    output: outsideImageSchema,
  }),
};

export type Region = z.infer<typeof regionSchema>;
export type Metric = z.infer<typeof metricSchema>;
export type SimilarInput = z.infer<typeof similarInputSchema>;
export type SimilarOutput = z.infer<typeof similarOutputSchema>;
export type LookAlike = z.infer<typeof lookAlikeSchema>;
export type OutsideImage = z.infer<typeof outsideImageSchema>;
