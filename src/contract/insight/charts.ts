/** Counts over the catalog: the values of every field, two fields against each other, and what pictures are like. */
import { z } from 'zod';
import { method } from '../method.ts';
import { facetValueSchema, filterSchema, viewSchema } from '../products.ts';
import { heldSelectionSchema } from '../selections.ts';

/** A value that fewer products have counts as one with few. */
export const fewProducts = 20;

export const chartBarSchema = z.object({
  /** The value, empty for "no value"; or a range in words. */
  label: z.string(),
  count: z.number().int(),
  /** The products behind it; null where there are none. */
  filter: filterSchema.nullable(),
});

export const fieldChartSchema = z.object({
  field: z.string(),
  /** Products that it is about: those of the view, which the field's own filters do not narrow. */
  products: z.number().int(),
  /** Of these, those without a value. */
  missing: z.number().int(),
  /** Different values, "no value" not counted. */
  distinct: z.number().int(),
  /** How many values have fewer than `fewProducts` products. */
  few: z.number().int(),
  /** `ranges`: of numbers or dates too many to stand each by itself. */
  kind: z.enum(['values', 'ranges']),
  /** The most frequent values, or the ranges, and last those without a value. */
  bars: z.array(chartBarSchema),
  /** Values that have no bar, and their products. */
  rest: z.object({ values: z.number().int(), products: z.number().int() }),
});

/** Each picture is counted once in each: by its longer side, by width to height, by what its file is. */
export const pictureTraitSchema = z.enum(['size', 'shape', 'format']);

export const pictureChartSchema = z.object({
  trait: pictureTraitSchema,
  bars: z.array(z.object({ key: z.string(), label: z.string(), count: z.number().int() })),
});

const fieldSchema = z.string().min(1);

export const chartMethods = {
  /** A chart per field, in the catalog's order; a field's own filters do not narrow its chart. */
  'charts.fields': method({
    input: z.object({ view: viewSchema }),
    output: z.object({ products: z.number().int(), fields: z.array(fieldChartSchema) }),
  }),
  /** Every value of a field among the products of the view: by count, then by value, "no value" (the empty string) last. */
  'charts.values': method({
    input: z.object({ view: viewSchema, field: fieldSchema }),
    output: z.object({ products: z.number().int(), values: z.array(facetValueSchema) }),
  }),
  /**
   * Two fields against each other: a row per value of `field`, a column per value of `by`, both ordered as in `charts.values`.
   * `bad-input` where the table would have more than a million cells.
   */
  'charts.cross': method({
    input: z.object({
      view: viewSchema,
      field: fieldSchema,
      by: fieldSchema,
      /** Only the most frequent ones, so many of each. */
      most: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({
      products: z.number().int(),
      values: z.array(z.string()),
      columns: z.array(z.string()),
      counts: z.array(z.array(z.number().int())),
      /** How many values each field has, those without a row or column too. */
      distinct: z.object({ values: z.number().int(), columns: z.number().int() }),
    }),
  }),
  /** What the pictures of the view's products are like, those that are missing left out. */
  'charts.pictures': method({
    input: z.object({ view: viewSchema }),
    output: z.object({ pictures: z.number().int(), charts: z.array(pictureChartSchema) }),
  }),
  /** Holds the products of the view that have such a picture, as a selection to filter by. */
  'charts.holdPictures': method({
    input: z.object({ view: viewSchema, trait: pictureTraitSchema, key: z.string() }),
    output: heldSelectionSchema,
  }),
};

export type ChartBar = z.infer<typeof chartBarSchema>;
export type FieldChart = z.infer<typeof fieldChartSchema>;
export type PictureTrait = z.infer<typeof pictureTraitSchema>;
export type PictureChart = z.infer<typeof pictureChartSchema>;
