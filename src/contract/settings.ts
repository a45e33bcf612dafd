/** What is remembered for the person, and what the diagnostics page tells. */
import { z } from 'zod';
import { method } from './method.ts';
import { embeddingOptionsSchema, runtimeSchema } from './models.ts';
import { metricSchema } from './search.ts';

/** Whether a side pane is shown: where there is room for it, in a narrow window too, or not at all. */
export const paneSchema = z.enum(['fits', 'open', 'folded']);

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Width of a thumbnail in the grid, CSS pixels. */
  thumbnailSize: z.number().int().min(64).max(480),
  leftWidth: z.number().int().min(160).max(640),
  rightWidth: z.number().int().min(200).max(800),
  /** Of the query beside its look-alikes. */
  queryWidth: z.number().int().min(240).max(1200),
  leftPane: paneSchema,
  rightPane: paneSchema,
  queryPane: paneSchema,
  k: z.number().int().min(1).max(200),
  metric: metricSchema,
  /** Attributes under a look-alike's picture; none: those in which it differs. */
  captionFields: z.array(z.string()).max(20),
  /** A list that is said to be done leads on to the next one. */
  autoAdvance: z.boolean(),
  /** What others who share a catalog know this person by; empty: as the system calls its user. */
  author: z.string().max(80),
  /** How new images are embedded. */
  embedding: embeddingOptionsSchema,
});

/** Until the person changes them. */
export const defaultSettings: z.infer<typeof settingsSchema> = {
  theme: 'system',
  thumbnailSize: 160,
  leftWidth: 240,
  rightWidth: 320,
  queryWidth: 340,
  leftPane: 'fits',
  rightPane: 'fits',
  queryPane: 'fits',
  k: 50,
  metric: 'cosine',
  captionFields: [],
  autoAdvance: false,
  author: '',
  embedding: { engine: 'auto', precision: 'auto' },
};

/** A recorded error, newest first in diagnostics; never uploaded. */
export const recordedErrorSchema = z.object({
  at: z.string(),
  message: z.string(),
  detail: z.string().nullable(),
});

/** Why a catalog has more products than embeddings, or fewer: files = embedded + failed + otherwise. */
export const inventorySchema = z.object({
  /** Image files that the catalog knows. */
  files: z.number().int(),
  /** Files whose content is embedded; those beyond the number of embeddings are copies, which share one. */
  embedded: z.number().int(),
  /** Distinct contents of them. */
  contents: z.number().int(),
  /** Files that could not be used. */
  failed: z.number().int(),
  /** Products without any embedded image: nothing is like them yet. */
  productsWithout: z.number().int(),
});

/** How much of the catalog searches by cosine or euclidean distance read, the last thousand of them. */
export const searchReadingSchema = z.object({
  /** Searches that left rows out by their prefixes alone; those over few rows read them all. */
  searches: z.number().int(),
  /** Embeddings that such a search had to read, in the middle and in 95 of 100 at most; null before the first. */
  median: z.number().int().nullable(),
  most: z.number().int().nullable(),
  /** False where prefixes would leave too many, so that all are read. */
  isNarrowed: z.boolean(),
  /** Whether all embeddings have their prefixes: those of a catalog that had none are made in the background. */
  isPrepared: z.boolean(),
});

export const diagnosticsSchema = z.object({
  versions: z.record(z.string(), z.string()),
  machine: z.object({
    platform: z.string(),
    processor: z.string(),
    cores: z.number().int(),
    memoryBytes: z.number(),
  }),
  backends: z.array(z.object({ engine: z.string(), isAvailable: z.boolean(), note: z.string().nullable() })),
  runtime: runtimeSchema.nullable(),
  catalog: z
    .object({
      folder: z.string(),
      products: z.number().int(),
      embeddings: z.number().int(),
      /** Only of a shared catalog. */
      address: z.string().optional(),
      inventory: inventorySchema,
      /** Null where no principal axes are known for these embeddings: then searches read all. */
      searchReading: searchReadingSchema.nullable(),
    })
    .nullable(),
  dataFolder: z.string(),
  errors: z.array(recordedErrorSchema),
});

/** What this Twinset is, what is new in it, and under which licences its parts may be used. */
export const aboutSchema = z.object({
  version: z.string(),
  /** Markdown, the newest version first; empty where this installation came without it. */
  changelog: z.string(),
  licences: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      licence: z.string(),
      /** Its words; null where they are in a file of the installation. */
      text: z.string().nullable(),
      /** That file, relative to the installation. */
      file: z.string().nullable(),
    }),
  ),
});

export const settingsMethods = {
  'settings.get': method({ input: z.object({}), output: settingsSchema }),
  /** Changes what is given, keeps the rest, returns all. */
  'settings.set': method({ input: settingsSchema.partial(), output: settingsSchema }),
  'settings.about': method({ input: z.object({}), output: aboutSchema }),
  'settings.diagnostics': method({ input: z.object({}), output: diagnosticsSchema }),
};

export type PaneState = z.infer<typeof paneSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type SearchReading = z.infer<typeof searchReadingSchema>;
export type Inventory = z.infer<typeof inventorySchema>;
export type About = z.infer<typeof aboutSchema>;
export type Diagnostics = z.infer<typeof diagnosticsSchema>;
