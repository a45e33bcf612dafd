/** Catalogs: the one that is open, the ones that were, and taking care of them. */
import { z } from 'zod';
import { openConnectionSchema } from './cluster.ts';
import { method } from './method.ts';
import { runtimeSchema } from './models.ts';
import { pathSchema, placeSchema } from './paths.ts';

export const catalogSchema = z.object({
  /** Of a shared catalog the one that stands for it on this machine. */
  folder: z.string(),
  /** Only of a shared catalog: where it lies, `https://host/index`. */
  address: z.string().optional(),
  name: z.string(),
  products: z.number().int(),
  images: z.number().int(),
  embeddings: z.number().int(),
  /** The attribute fields in the order of the metadata. */
  fields: z.array(z.string()),
  /** The imported image folders, and whether each can be reached now. */
  sources: z.array(
    z.object({ folder: z.string(), metadata: z.string().nullable(), isReachable: z.boolean() }),
  ),
  /** Null until something was embedded. */
  runtime: runtimeSchema.nullable(),
  /**
   * What the person must know: a damaged or lost file that was put back, a database that was begun anew, and what may be
   * missing. Told until an import has come to its end, which tells it in its report.
   */
  notices: z.array(z.string()),
});

export const recentCatalogSchema = z.object({
  folder: z.string(),
  address: z.string().optional(),
  name: z.string(),
  products: z.number().int(),
  openedAt: z.string(),
});

export const verificationSchema = z.object({
  ok: z.boolean(),
  products: z.number().int(),
  images: z.number().int(),
  embeddings: z.number().int(),
  indexed: z.number().int(),
  errors: z.array(z.string()),
  /** What could not be looked at from here, and where it can be. */
  notes: z.array(z.string()).default([]),
});

/** What a check or a removal tells while it runs: products or images done, of how many. */
export const careProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });

/** What a rebuilding tells while it runs. */
export const rebuildProgressSchema = z.object({
  folder: z.string(),
  step: z.enum(['closing', 'setting aside', 'opening']),
});

export const rebuiltSchema = z.object({
  /** Where the old database is; null where there was none. */
  keptAs: z.string().nullable(),
  /** The folders to import again, where the old database could tell them. */
  sources: z.array(z.string()),
});

export const drawnSampleSchema = z.object({
  images: z.number().int(),
  folder: z.string(),
  metadata: z.string(),
});

/** What the drawing of a sample tells while it runs. */
export const sampleProgressSchema = z.object({ drawn: z.number().int(), total: z.number().int() });

export const catalogMethods = {
  'catalogs.current': method({
    input: z.object({}),
    output: z.object({ catalog: catalogSchema.nullable() }),
  }),
  'catalogs.recent': method({
    input: z.object({}),
    output: z.object({ catalogs: z.array(recentCatalogSchema) }),
  }),
  /** Forgets which catalogs were open before; the catalogs stay where they are. */
  'catalogs.clearRecent': method({ input: z.object({}), output: z.object({}) }),
  /**
   * Opens the catalog in this folder and closes the one that was open; `create` makes one where there is none. In place of the
   * folder the address of a shared catalog, which is never made here.
   */
  'catalogs.open': method({
    input: z.object({
      folder: placeSchema,
      create: z.boolean().default(false),
      connection: openConnectionSchema.optional(),
    }),
    output: catalogSchema,
  }),
  /** Opens the catalog that was made for this folder of images, or makes one. Nothing is imported yet. */
  'catalogs.openForImages': method({
    input: z.object({ imageFolder: pathSchema }),
    output: catalogSchema,
  }),
  'catalogs.close': method({ input: z.object({}), output: z.object({}) }),
  /** Checks the open catalog: a job, whose result is the answer. Where one runs already, its answer is waited for. */
  'catalogs.verify': method({ input: z.object({}), output: verificationSchema }),
  /**
   * For a damaged or lost catalog: keeps the old database aside, begins an empty one and opens it, with what a person made. A
   * job of the installation, whose result is the answer; what else there is to know are the catalog's `notices`.
   */
  'catalogs.rebuild': method({ input: z.object({ folder: pathSchema }), output: rebuiltSchema }),
  /** Draws the sample catalog (once) and opens a catalog for it; returns the folder to import. */
  'catalogs.openSample': method({
    input: z.object({ count: z.number().int().min(1).max(100_000).default(300) }),
    output: z.object({ catalog: catalogSchema, imageFolder: z.string(), metadata: z.string() }),
  }),
  /** Draws sample products into a folder, images/ and styles.csv: a job, whose result is the answer. */
  'catalogs.drawSample': method({
    input: z.object({
      folder: pathSchema,
      count: z.number().int().min(1).max(100_000).default(500),
      seed: z.number().int().default(1),
    }),
    output: drawnSampleSchema,
  }),
};

export const catalogEvents = {
  'catalogs.changed': z.object({ catalog: catalogSchema.nullable() }),
};

/** Where a catalog lies, as a person is told and as it is opened again: its folder, or a shared one's address. */
export function placeOf({
  folder,
  address,
}: {
  readonly folder: string;
  readonly address?: string | undefined;
}): string {
  return address ?? folder;
}

export type Catalog = z.infer<typeof catalogSchema>;
export type RecentCatalog = z.infer<typeof recentCatalogSchema>;
export type CareProgress = z.infer<typeof careProgressSchema>;
export type RebuildProgress = z.infer<typeof rebuildProgressSchema>;
export type Rebuilt = z.infer<typeof rebuiltSchema>;
export type Verification = z.infer<typeof verificationSchema>;
