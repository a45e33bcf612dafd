/** What the map's points are coloured by: a field's value of every product that is laid out. */
import { z } from 'zod';
import { method } from '../method.ts';
import { facetValueSchema } from '../products.ts';
import { mapMethodSchema } from './map.ts';

/** In the order of the layout's products. */
export const fieldScaleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('values'),
    /** The commonest ones, and how many of these products have each. */
    values: z.array(facetValueSchema),
    /** Each product's place in `values`; -1 for a rarer value, -2 for none. */
    codes: z.array(z.number().int()),
  }),
  /** Numbers, or dates as milliseconds since 1970 (UTC): their first moment; null for a product without one. */
  z.object({ kind: z.enum(['numbers', 'dates']), sizes: z.array(z.number().nullable()) }),
]);

export const mapColourMethods = {
  /** Of a map that was laid out; as a scale where nearly all of the field's values are numbers or dates, and they are not few. */
  'map.colours': method({
    input: z.object({
      method: mapMethodSchema,
      field: z.string().min(1),
      /** So many values are told apart. */
      most: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      /** That of the layout whose products these are. */
      madeAt: z.string(),
      scale: fieldScaleSchema,
    }),
  }),
};

export type FieldScale = z.infer<typeof fieldScaleSchema>;
