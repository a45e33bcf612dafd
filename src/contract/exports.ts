/** The export of lists to a file: as columns, as a contact sheet, or as a shop system reads them. */
import { z } from 'zod';
import { listWishesShape } from './lists.ts';
import { listTypeSchema } from './listWords.ts';
import { method } from './method.ts';
import { pathSchema } from './paths.ts';
import { filterSchema, selectionIdSchema, viewSchema } from './products.ts';
import { metricSchema } from './search.ts';

/** As the file's name ends; `html` is a contact sheet, with pictures. */
export const exportFormatSchema = z.enum(['csv', 'xlsx', 'json', 'html']);

/** A shop system, or a tool that feeds one, whose form of file an export can have. */
export const presetSchema = z.enum([
  'shopify',
  'matrixify',
  'magento',
  'woocommerce',
  'akeneo',
  'salesforce',
  'google',
  'prestashop',
]);

/** An export in the form that a shop system reads. */
export const shopOptionsSchema = z.object({
  preset: presetSchema,
  /** Which of a product's lists; suggestions fill up look-alikes alone, of the others what was decided leaves. */
  type: listTypeSchema.default('substitute'),
  /** The field that names a product in the shop, or `id`; left out: found by the columns' names. */
  key: z.string().min(1).optional(),
  /** Entries per list; left out: `top`, or what the shop takes at most where that is less. */
  max: z.number().int().min(1).max(200).optional(),
  /** Between the products of a cell, where that is the shop's own choice. */
  separator: z.string().min(1).max(5).optional(),
  /** The name that the shop's catalog has there, where the file says it; left out: this catalog's. */
  shopCatalog: z.string().min(1).max(100).optional(),
});

/** A product that is left out of a file for a shop, as source and as target, and why. */
export const blockedSchema = z.object({ id: z.string(), reason: z.string() });

/** A preset as the open catalog can be exported with it. */
export const presetDescriptionSchema = z.object({
  preset: presetSchema,
  title: z.string(),
  /** The list types that have a place in the shop, and what it calls that place. */
  types: z.array(z.object({ type: listTypeSchema, place: z.string() })),
  /** What people there call the name of a product: "SKU", "handle". */
  keyWord: z.string(),
  /** The field it is found in, or `id` for the product's own. */
  key: z.string(),
  /** Entries that a list may have. */
  most: z.number().int(),
  /** Null where it is the shop's own. */
  separator: z.string().nullable(),
  /** The file says whose catalog it is for. */
  namesCatalog: z.boolean(),
  /** How the file's name begins, and ends. */
  fileWord: z.string(),
  ending: z.string(),
  /** How the file is imported there, and what to mind. */
  note: z.string(),
});

/** The columns of every export, in this order; attribute columns follow. */
export const exportColumns = [
  'product_id',
  'rank',
  'recommended_id',
  'score',
  'state',
  'product_name',
  'recommended_name',
  'product_image',
  'recommended_image',
] as const;

/** What is exported: whose lists, and how each list is made. */
export const exportOptionsSchema = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('view'), view: viewSchema }),
    z.object({ kind: z.literal('products'), ids: z.array(z.string()).min(1) }),
    /** A selection that the engine holds, in its order. */
    z.object({ kind: z.literal('selection'), id: selectionIdSchema }),
  ]),
  /** Which of a product's lists, where it is no shop that says so. */
  type: listTypeSchema.default('substitute'),
  top: z.number().int().min(1).max(200).default(10),
  metric: metricSchema.default('cosine'),
  /** Filters on the recommended products; hard pins stay whatever they say. */
  where: z.array(filterSchema).default([]),
  ...listWishesShape,
  /** Attribute columns of the recommended product, after the fixed ones. */
  columns: z.array(z.string()).default([]),
  format: exportFormatSchema.default('csv'),
  /** Only what the curator accepted or pinned. */
  onlyCurated: z.boolean().default(false),
  /** In the form of a shop system, instead of the columns and the format above. */
  shop: shopOptionsSchema.optional(),
});

/** What an export tells while it runs. */
export const exportProgressSchema = z.object({
  products: z.number().int(),
  totalProducts: z.number().int(),
  rows: z.number().int(),
  /** Where the file will stand; until then the place keeps what it had. */
  file: z.string(),
});

export const exportResultSchema = z.object({
  products: z.number().int(),
  rows: z.number().int(),
  seconds: z.number(),
  file: z.string(),
  /** Of a file for a shop. */
  blocked: z.array(blockedSchema).optional(),
});

export const exportMethods = {
  /** The first ten rows as the file would have them; cells are strings. */
  'lists.preview': method({
    input: exportOptionsSchema,
    output: z.object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      products: z.number().int(),
      /** Only where lists are in a learned order. */
      isLearned: z.literal(true).optional(),
      /** Of a file for a shop, instead of columns and rows: its first lines as they will be, and what is left out. */
      shop: z
        .object({
          lines: z.array(z.string()),
          /** Those in all, and the first thousand. */
          blockedTotal: z.number().int(),
          blocked: z.array(blockedSchema),
        })
        .optional(),
    }),
  }),
  /** The shop systems that lists can be exported for, as the open catalog fits them. */
  'lists.presets': method({
    input: z.object({}),
    output: z.object({ presets: z.array(presetDescriptionSchema) }),
  }),
  /** Starts an export as a job, to `file`; without it, to a new file in the catalog's own exports folder. */
  'lists.export': method({
    input: exportOptionsSchema.extend({ file: pathSchema.optional() }),
    output: z.object({ jobId: z.string() }),
  }),
};

export type ExportFormat = z.infer<typeof exportFormatSchema>;
export type ExportOptions = z.infer<typeof exportOptionsSchema>;
export type PresetName = z.infer<typeof presetSchema>;
export type ShopOptions = z.infer<typeof shopOptionsSchema>;
export type PresetDescription = z.infer<typeof presetDescriptionSchema>;
export type Blocked = z.infer<typeof blockedSchema>;
export type ExportProgress = z.infer<typeof exportProgressSchema>;
export type ExportResult = z.infer<typeof exportResultSchema>;
