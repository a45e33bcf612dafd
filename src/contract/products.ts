/** Products as the grid, the facets and the detail pane see them. */
import { z } from 'zod';
import { listStateSchema, listTypeSchema, queueOrderSchema } from './listWords.ts';
import { method } from './method.ts';
import { boundsProblem } from './scalars.ts';

/** Field name → value, in the order of the catalog's fields; a product may lack any of them. */
export const attributesSchema = z.record(z.string(), z.string());

/** Names a selection that the engine holds: see `selections.hold`. */
export const selectionIdSchema = z.string().min(1).max(100);

const fieldSchema = z.string().min(1);
const boundSchema = z.union([z.number(), z.string().min(1).max(100)], {
  error: 'A bound is a number or a date as text.',
});

/** Values of a field, OR among them; the empty string means "no value". Without a kind a filter is one of these. */
const valueFilterSchema = z.strictObject({
  kind: z.literal('values').optional(),
  field: fieldSchema,
  values: z.array(z.string()).min(1),
});

/** From `min` to `max`, inclusive: numbers ("12.5") or ISO dates ("2012", "2012-03-31"). Values that are neither never pass. */
const rangeFilterSchema = z
  .strictObject({
    kind: z.literal('range'),
    field: fieldSchema,
    min: boundSchema.optional(),
    max: boundSchema.optional(),
  })
  .superRefine((range, context) => {
    const message = boundsProblem(range);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** As typed into the search box: every word begins a word of the id or name, or of the field's value. */
const textFilterSchema = z.strictObject({
  kind: z.literal('text'),
  text: z.string().max(500).regex(/\S/, 'A text to search for is not blank.'),
  field: fieldSchema.optional(),
});

/** These products; ids that the catalog does not have are passed over. */
const idsFilterSchema = z.strictObject({ kind: z.literal('ids'), ids: z.array(z.string()).min(1) });

/** The products of a selection that the engine holds. */
const selectionFilterSchema = z.strictObject({ kind: z.literal('selection'), id: selectionIdSchema });

/** Products that have a value in the field, or have none. */
const presenceFilterSchema = z.strictObject({ kind: z.enum(['has', 'lacks']), field: fieldSchema });

/** Products by how far their list of a type is. */
const listStateFilterSchema = z.strictObject({
  kind: z.literal('list'),
  type: listTypeSchema,
  states: z.array(listStateSchema).min(1),
});

/** Products that are hidden as duplicates: without this filter no view has any of them, with it nothing else. */
const hiddenFilterSchema = z.strictObject({ kind: z.literal('hidden') });

/** One condition on products; filters are AND. `core/products/filterMask.ts` is where each is answered. */
export const filterSchema = z.discriminatedUnion('kind', [
  valueFilterSchema,
  rangeFilterSchema,
  textFilterSchema,
  idsFilterSchema,
  selectionFilterSchema,
  presenceFilterSchema,
  listStateFilterSchema,
  hiddenFilterSchema,
]);

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
  /** Orders products by their lists of a type; `sort` decides where these are equal. Left out: `sort` alone decides. */
  queue: z.strictObject({ type: listTypeSchema, order: queueOrderSchema }).optional(),
});

/** Hex sha256 of an image's bytes: names its thumbnail and preview in every host. */
export const imageIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

export const productSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  imageId: imageIdSchema.nullable(),
  /** Only of products that are sold out or inactive: see `catalogs.nameSoldOut`. */
  isSoldOut: z.literal(true).optional(),
  /** Only of products that are hidden as duplicates: see `duplicates.keep`. */
  isHidden: z.literal(true).optional(),
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
  /**
   * Of the fields that the curator corrected: what the metadata says, and what it said when that was corrected (null: not kept),
   * each empty for none.
   */
  corrected: z.record(z.string(), z.object({ metadata: z.string(), metadataThen: z.string().nullable() })),
  images: z.array(productImageSchema),
  /** False until at least one of its images is embedded: then it has no look-alikes yet. */
  hasEmbedding: z.boolean(),
});

export const facetValueSchema = z.object({ value: z.string(), count: z.number().int() });
export const facetSchema = z.object({
  field: z.string(),
  /** Empty for a field with too many to pick from. */
  values: z.array(facetValueSchema),
  /** Where nearly all of the catalog's values are numbers, or dates: the least and the greatest, for a range. */
  span: z.object({ min: z.string(), max: z.string(), distinct: z.number().int() }).optional(),
});

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
export type ValueFilter = z.infer<typeof valueFilterSchema>;
export type RangeFilter = z.infer<typeof rangeFilterSchema>;
export type Sort = z.infer<typeof sortSchema>;
export type View = z.infer<typeof viewSchema>;
export type ProductSummary = z.infer<typeof productSummarySchema>;
export type Product = z.infer<typeof productSchema>;
export type ProductImage = z.infer<typeof productImageSchema>;
export type Facet = z.infer<typeof facetSchema>;

/** The field whose values the filter looks at; null for one that looks at whole products. */
export function fieldOfFilter(filter: Filter): string | null {
  return 'field' in filter && filter.field !== undefined ? filter.field : null;
}

export function isValueFilter(filter: Filter): filter is ValueFilter {
  return filter.kind === undefined || filter.kind === 'values';
}

export type ListFilter = Extract<Filter, { kind: 'list' }>;

export function isListFilter(filter: Filter): filter is ListFilter {
  return filter.kind === 'list';
}
