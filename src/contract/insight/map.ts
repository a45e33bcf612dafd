/** The map: every product that has an embedding, in two dimensions, so that what looks alike lies together. */
import { z } from 'zod';
import { method } from '../method.ts';
import { pathSchema } from '../paths.ts';

export const mapMethodSchema = z.enum(['umap', 'tsne']);

/** Places go from 0 to this along both edges of a square. */
export const mapEdge = 65_535;

const placesSchema = z.array(z.number().int().min(0).max(mapEdge));

export const mapLayoutSchema = z.object({
  method: mapMethodSchema,
  /** The embedding space that it was laid out in: the catalog's own. */
  space: z.string(),
  /** ISO 8601. */
  madeAt: z.string(),
  /** At ten neighbours, from 0 to 1; null where it was not asked for, and with 20 pictures or fewer, of which it says nothing. */
  trustworthiness: z.number().nullable(),
  /** One per product that is there now and embedded: where its main image lies. Products with the same image lie in one place. */
  points: z.object({
    ids: z.array(z.string()),
    x: placesSchema,
    y: placesSchema,
  }),
  /** How many of these came after the layout was made, and lie among their nearest neighbours: with many, a new one shows more. */
  placed: z.number().int(),
});

export const mapProgressSchema = z.object({
  method: mapMethodSchema,
  /** `fetch`: of a shared catalog embeddings are brought to this machine first. */
  step: z.enum(['fetch', 'neighbours', 'layout', 'trustworthiness']),
  /** Share of this step that is done. */
  done: z.number().min(0).max(1),
});

export const mapResultSchema = z.object({
  method: mapMethodSchema,
  /** Products that got a place. */
  points: z.number().int(),
  seconds: z.number(),
  trustworthiness: z.number().nullable(),
});

const byMethod = z.object({ method: mapMethodSchema.default('umap') });

export const mapMethods = {
  /** The layout of the catalog's embedding space; null where none was made. Products that came later are placed by this call. */
  'map.layout': method({ input: byMethod, output: mapLayoutSchema.nullable() }),
  /** Lays the catalog out anew, as a job (`map`); the layout that stands is kept until it is done. */
  'map.start': method({
    input: byMethod.extend({ trustworthiness: z.boolean().default(true) }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Writes the layout that stands as a table: `product_id,x,y`. */
  'map.export': method({
    input: byMethod.extend({ file: pathSchema }),
    output: z.object({ points: z.number().int(), file: z.string() }),
  }),
};

export type MapMethod = z.infer<typeof mapMethodSchema>;
export type MapLayout = z.infer<typeof mapLayoutSchema>;
export type MapProgress = z.infer<typeof mapProgressSchema>;
export type MapResult = z.infer<typeof mapResultSchema>;
