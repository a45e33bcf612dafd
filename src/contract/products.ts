/** Products as the grid, the facets and the detail pane see them. */
import { z } from 'zod';
import { method } from './method.ts';

/** Field name → value, in the order of the catalog's fields; a product may lack any of them. */
export const attributesSchema = z.record(z.string(), z.string());

/** One field narrowed to some of its values: values are OR, filters are AND. The empty string means "no value". */
export const filterSchema = z.object({ field: z.string().min(1), values: z.array(z.string()).min(1) });

export const sortSchema = z.object({
  /** `id`, `name`, `added`, or an attribute field. */
  field: z.string().min(1),
  descending: z.boolean(),
});

/** What the middle column shows: a filtered, searched and sorted part of the catalog. */
export const viewSchema = z.object({
  where: z.array(filterSchema).default([]),
  text: z.string().max(500).default(''),
  sort: sortSchema.default({ field: 'added', descending: false }),
});

/** Hex sha256 of an image's bytes: names its thumbnail and preview in every host. */
export const imageIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const productSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
});

export const productImageSchema = z.object({
  imageId: imageIdSchema.nullable(),
  /** Relative to the imported folder, with forward slashes. */
  path: z.string(),
  folder: z.string(),
  state: z.enum(['embedded', 'duplicate', 'failed', 'missing']),
  reason: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  sizeBytes: z.number().int(),
});

export const productSchema = productSummarySchema.extend({
  attributes: attributesSchema,
  /** What the metadata says, where the curator corrected it: field → value, empty for none. */
  corrected: attributesSchema,
  images: z.array(productImageSchema),
  /** False until at least one of its images is embedded: then it has no look-alikes yet. */
  hasEmbedding: z.boolean(),
});

export const facetValueSchema = z.object({ value: z.string(), count: z.number().int() });
export const facetSchema = z.object({ field: z.string(), values: z.array(facetValueSchema) });

export const productMethods = {
  /** A window of the view: `products` starts at `offset`; `total` counts the whole view. */
  'products.list': method({
    input: z.object({
      view: viewSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({ total: z.number().int(), products: z.array(productSummarySchema) }),
  }),
  /** The ids of the whole view in its order: for "select all" and ranges. */
  'products.ids': method({
    input: z.object({ view: viewSchema }),
    output: z.object({ ids: z.array(z.string()) }),
  }),
  'products.get': method({ input: z.object({ id: z.string() }), output: productSchema }),
  /**
   * Says what an attribute is, over what the metadata says; no import overwrites it. Null goes back to the metadata, the
   * empty string means "no value". Returns the correction that stood before.
   */
  'products.correct': method({
    input: z.object({ id: z.string(), field: z.string().min(1), value: z.string().max(10_000).nullable() }),
    output: z.object({ previous: z.string().nullable() }),
  }),
  /** Counts per field; a field's own filter does not narrow its own counts. `products` is the size of the view. */
  'products.facets': method({
    input: z.object({ view: viewSchema }),
    output: z.object({ products: z.number().int(), facets: z.array(facetSchema) }),
  }),
  /** The product's place in the view, or null: to scroll to it after going back. */
  'products.position': method({
    input: z.object({ view: viewSchema, id: z.string() }),
    output: z.object({ position: z.number().int().nullable() }),
  }),
};

export const productEvents = {
  /** The catalog's products changed (an import committed a batch, a prune): views are to be asked for again. */
  'products.changed': z.object({ products: z.number().int() }),
};

export type Attributes = z.infer<typeof attributesSchema>;
export type Filter = z.infer<typeof filterSchema>;
export type Sort = z.infer<typeof sortSchema>;
export type View = z.infer<typeof viewSchema>;
export type ProductSummary = z.infer<typeof productSummarySchema>;
export type ProductImage = z.infer<typeof productImageSchema>;
export type Facet = z.infer<typeof facetSchema>;
