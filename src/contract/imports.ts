/** One run over a folder and its metadata: a job that ends with a report. */
import { z } from 'zod';
import { method } from './method.ts';
import { backendNameSchema, embeddingOptionsSchema, precisionSchema } from './models.ts';
import { pathSchema } from './paths.ts';

/** How the metadata file is read; what is left out is detected or kept from the folder's last import. */
export const metadataOptionsSchema = z.object({
  idColumn: z.string().optional(),
  imageColumn: z.string().optional(),
  /** Column name in the file → field name in the catalog. */
  map: z.record(z.string(), z.string()).default({}),
  /** A label such as "windows-1251" or "gbk". */
  encoding: z.string().optional(),
  /** The one character between cells. */
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'The delimiter is one character, such as , or ;')
    .optional(),
});

export const importOptionsSchema = z.object({
  folder: pathSchema,
  /** A CSV file or a workbook; null: none, folder names become the category; absent: as last time, else one found in the folder. */
  metadata: pathSchema.nullable().optional(),
  metadataOptions: metadataOptionsSchema.default({ map: {} }),
  embedding: embeddingOptionsSchema.default({ engine: 'auto', precision: 'auto' }),
  /** Remove products whose files are gone. */
  prune: z.boolean().default(false),
});

export const problemSchema = z.object({ path: z.string(), reason: z.string() });

/** rows = matched + withoutImage + nullRowsDropped + duplicateRowsDropped. A row that continues a product counts as a duplicate. */
export const metadataReportSchema = z.object({
  rows: z.number().int(),
  matched: z.number().int(),
  withoutImage: z.number().int(),
  nullRowsDropped: z.number().int(),
  duplicateRowsDropped: z.number().int(),
});

/** Names behind a number of the report: as many as a person reads, and how many there are. */
export const namedListSchema = z.object({
  what: z.enum([
    'rows-without-image',
    'rows-empty',
    'rows-repeated',
    'images-without-row',
    'images-of-one-colour',
    'images-missing',
  ]),
  total: z.number().int(),
  entries: z.array(
    z.object({
      /** An id, or the path of an image below the imported folder; empty for a row that has no id. */
      name: z.string(),
      /** Of a row: its line in the file, from 1. */
      line: z.number().int().optional(),
      /** Of a row that repeats an id: the line of the row that has it first. */
      firstLine: z.number().int().optional(),
    }),
  ),
});

/** found = embedded + unchanged + duplicate + failed, always, once the import is done. */
export const importCountsSchema = z.object({
  found: z.number().int(),
  embedded: z.number().int(),
  unchanged: z.number().int(),
  duplicate: z.number().int(),
  failed: z.number().int(),
});

/** What an import tells while it runs. */
export const importProgressSchema = importCountsSchema.extend({
  folder: z.string(),
  /** Metadata and network are being loaded; no file was read yet. */
  isPreparing: z.boolean(),
  /** True once every file below the folder is counted: `found` is then the total. */
  isCounted: z.boolean(),
  imagesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Of a shared catalog, once the files are read: products that are at the cluster. */
  sending: z.object({ done: z.number().int(), total: z.number().int() }).optional(),
});

export const importReportSchema = importCountsSchema.extend({
  /** The job's. */
  importId: z.string(),
  folder: z.string(),
  outcome: z.enum(['done', 'cancelled', 'stopped']),
  /** Why it stopped, where it did. */
  message: z.string().nullable(),
  removed: z.number().int(),
  /** Files of earlier imports that are gone; their products stay until a prune. */
  missing: z.number().int(),
  /** Images without a row in the metadata; imported all the same. */
  imagesWithoutRow: z.number().int(),
  seconds: z.number(),
  imagesPerSecond: z.number(),
  engine: backendNameSchema,
  precision: precisionSchema,
  model: z.string(),
  space: z.string(),
  problems: z.array(problemSchema),
  metadata: metadataReportSchema,
  /** What was noticed and decided for the user, in words (a CSV left aside, another embedding space). */
  notes: z.array(z.string()),
  /** What was found out about backends and precision, for whoever wants the details. */
  runtimeNotes: z.array(z.string()).default([]),
  named: z.array(namedListSchema).default([]),
});

export const pruneResultSchema = z.object({
  /** Products. */
  removed: z.number().int(),
  /** Which decisions rest from now on, in words. */
  notes: z.array(z.string()).default([]),
});

/** One import of the catalog's history, without the lists of its report. */
export const pastImportSchema = z.object({
  /** Counts up; names its report. */
  number: z.number().int(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  folder: z.string(),
  /** Null while it runs, and where it did not come to its end (the program was killed). */
  ended: importReportSchema
    .pick({
      found: true,
      embedded: true,
      unchanged: true,
      duplicate: true,
      failed: true,
      outcome: true,
      message: true,
      removed: true,
      missing: true,
      seconds: true,
    })
    .nullable(),
});

/** What a folder holds, before it is imported: for the import sheet. */
export const inspectionSchema = z.object({
  folder: z.string(),
  /** Images found, counting stops at 100,000. */
  images: z.number().int(),
  csvFiles: z.array(
    z.object({
      path: z.string(),
      /** Empty for a workbook. */
      delimiter: z.string(),
      /** A label of an encoding, or "xlsx" for a workbook. */
      encoding: z.string(),
      columns: z.array(z.string()),
      /** The first rows as they stand, for the preview. */
      sample: z.array(z.array(z.string())),
      idColumn: z.string().nullable(),
      imageColumn: z.string().nullable(),
    }),
  ),
});

/** What a file or folder is that was given to be opened; `missing` also where it cannot be looked at. */
export const givenKindSchema = z.enum(['catalog', 'folder', 'image', 'lists', 'other', 'missing']);

export const importMethods = {
  /** What these files and folders are, in their order: a catalog is opened, a folder imported, an image searched with, `lists` brought back. */
  'imports.identify': method({
    input: z.object({ paths: z.array(pathSchema).max(10_000) }),
    output: z.object({ kinds: z.array(givenKindSchema) }),
  }),
  'imports.inspect': method({
    input: z.object({
      folder: pathSchema,
      /** A further folder, such as the one around it: its tables are offered too where they speak of these images. */
      beside: pathSchema.optional(),
      csvFile: pathSchema.optional(),
      /** How `csvFile` is read, where the person chose. */
      encoding: metadataOptionsSchema.shape.encoding,
      delimiter: metadataOptionsSchema.shape.delimiter,
    }),
    output: inspectionSchema,
  }),
  /** Starts an import as a job. Answers once files are being read; what keeps it from that is the call's failure. */
  'imports.start': method({
    input: importOptionsSchema,
    output: z.object({ jobId: z.string() }),
  }),
  /** What failed in the import that runs now, and what came of the last one that ended. */
  'imports.latest': method({
    input: z.object({}),
    output: z.object({
      report: importReportSchema.nullable(),
      /** The newest 200 of the import that runs now. */
      problems: z.array(problemSchema),
    }),
  }),
  /** The newest 200 imports of the catalog, the last one first, with what each changed. */
  'imports.history': method({
    input: z.object({}),
    output: z.object({ imports: z.array(pastImportSchema) }),
  }),
  /** The whole report of an import; `not-found` where it left none. */
  'imports.report': method({
    input: z.object({ number: z.number().int() }),
    output: z.object({
      startedAt: z.string(),
      report: importReportSchema,
      /** Of the files that it names: those that are pictures of a product now, with its id. */
      products: z.array(z.object({ path: z.string(), id: z.string() })),
    }),
  }),
  /** Removes the products whose every file is gone: a job, whose result is the answer. */
  'imports.prune': method({ input: z.object({}), output: pruneResultSchema }),
};

export type GivenKind = z.infer<typeof givenKindSchema>;
export type MetadataOptions = z.infer<typeof metadataOptionsSchema>;
export type ImportOptions = z.infer<typeof importOptionsSchema>;
export type Problem = z.infer<typeof problemSchema>;
export type MetadataReport = z.infer<typeof metadataReportSchema>;
export type NamedList = z.infer<typeof namedListSchema>;
export type ImportCounts = z.infer<typeof importCountsSchema>;
export type ImportProgress = z.infer<typeof importProgressSchema>;
export type ImportReport = z.infer<typeof importReportSchema>;
export type PastImport = z.infer<typeof pastImportSchema>;
export type PruneResult = z.infer<typeof pruneResultSchema>;
export type Inspection = z.infer<typeof inspectionSchema>;
