/** How alike chosen products are, each with each. */
import { z } from 'zod';
import { method } from '../method.ts';
import { pathSchema } from '../paths.ts';
import { productSummarySchema } from '../products.ts';
import { metricSchema } from '../search.ts';

/** More cells than these make are seen by nobody. */
export const mostInMatrix = 50;

export const matrixMethods = {
  'matrix.compare': method({
    input: z.object({
      /** One that stands there twice counts once. */
      ids: z
        .array(z.string())
        .min(1, 'Choose the products that are compared with each other.')
        .max(
          mostInMatrix,
          `At most ${mostInMatrix} products can be compared each with each. Choose fewer of them.`,
        ),
      metric: metricSchema.default('cosine'),
      /** A CSV file that gets the table: `product_id`, then a column per product. */
      file: pathSchema.optional(),
    }),
    output: z.object({
      metric: metricSchema,
      /** Those that could be compared, as they were given. */
      products: z.array(productSummarySchema),
      /**
       * A row per product: with `cosine` and `tuned` the similarity, from −1 to 1, else the metric's own distance, as in `search.similar`;
       * of products with several images those two that are nearest.
       */
      values: z.array(z.array(z.number())),
      /** Places of the products so that those alike stand together. */
      order: z.array(z.number().int()),
      /** Products that are not in the catalog, or have no embedded image. */
      leftOut: z.array(z.object({ id: z.string(), reason: z.enum(['unknown', 'not-embedded']) })),
    }),
  }),
};
