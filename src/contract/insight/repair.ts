/** Values that look doubtful beside those of the nearest products, values that are missing, and what is said instead. */
import { z } from 'zod';
import { method } from '../method.ts';
import { pathSchema } from '../paths.ts';
import { productSummarySchema } from '../products.ts';

/** `doubtful`: there is a value, and neighbours have another one. `missing`: there is none. */
export const suggestionKindSchema = z.enum(['doubtful', 'missing']);

/**
 * Whether a field was looked at, and if not, why: pictures do not tell it (`untold`), no product has a value, all have the same one,
 * nearly every product has a value of its own, it has more values than can be told apart, or too few products have a value.
 */
export const fieldVerdictSchema = z.enum([
  'told',
  'untold',
  'no-values',
  'one-value',
  'own-values',
  'too-many-values',
  'too-few-products',
]);

/** From which confidence on suggestions are shown where nothing else is said: more likely right than wrong. */
export const usualConfidence = 0.5;
/** Agreement beyond chance from which on pictures tell a field: “substantial” begins there (Landis and Koch 1977). */
export const leastAgreement = 0.6;
/** With fewer known values nothing can be measured of a field. */
export const fewestKnown = 20;
/** So many of the nearest products vote on each value, and are named by a suggestion; more bring in products that are less alike. */
export const votingNeighbours = 30;

export const repairProgressSchema = z.object({
  step: z.enum(['neighbours', 'fields']),
  done: z.number().int(),
  total: z.number().int(),
});

/** What was measured of a field by hiding its known values, one by one, and asking the neighbours. */
export const fieldMeasureSchema = z.object({
  field: z.string(),
  verdict: fieldVerdictSchema,
  /** Whether suggestions were looked for: fields that pictures do not tell are, where they were asked for by name. */
  isUsed: z.boolean(),
  /** Products that have a value, and that have none. */
  known: z.number().int(),
  missing: z.number().int(),
  values: z.number().int(),
  /** Share of hidden values that the neighbours' votes found; null where nothing could be measured. */
  found: z.number().nullable(),
  /** Share that is right for whoever always says the commonest value. */
  commonest: z.number().nullable(),
  /** Agreement beyond chance: Cohen's kappa of votes and values, 1 for always. */
  agreement: z.number().nullable(),
});

export const repairFoundSchema = z.object({
  products: z.number().int(),
  fields: z.array(fieldMeasureSchema),
  suggestions: z.number().int(),
  seconds: z.number(),
});

export const neighbourValueSchema = z.object({
  id: z.string(),
  /** Cosine similarity. */
  score: z.number(),
  /** What it says in the field; empty for none. */
  value: z.string(),
});

/** Something else that is said of the product, beside the field, and speaks for the suggested value or against it. */
export const speakingWordSchema = z.object({
  /** The field that says it; null: its name. */
  field: z.string().nullable(),
  /** The field's value, or the word. */
  word: z.string(),
  /** How many times as likely it makes the suggested value beside the one that the product has, or beside any where it has none. */
  odds: z.number().positive(),
});

export const suggestionSchema = z.object({
  id: z.string(),
  field: z.string(),
  /** What the product says now; empty for none. */
  from: z.string(),
  to: z.string(),
  /** Share of such suggestions that are right. */
  confidence: z.number().min(0).max(1),
  /** The nearest products, which vote on it, nearest first. */
  neighbours: z.array(neighbourValueSchema),
  /** What else counted most, for it and then against it, the strongest first; none where neighbours alone tell the field. */
  words: z.array(speakingWordSchema),
});

/** Which suggestions are meant: of these fields (left out: all), of one kind or both, from a confidence on. */
const chosenSchema = {
  minConfidence: z.number().min(0).max(1).default(usualConfidence),
  fields: z.array(z.string().min(1)).min(1).optional(),
  kind: suggestionKindSchema.optional(),
};

/** The columns of the files that are written. */
export const repairColumns = {
  /** `for_it` and `against_it`: words of the name and values of other fields. */
  suggestions: [
    'product_id',
    'product_name',
    'field',
    'from',
    'to',
    'confidence',
    'neighbours',
    'for_it',
    'against_it',
  ],
  /** `metadata_then`: what the metadata said when that was corrected; `state`: whether it still says so. */
  patch: ['product_id', 'field', 'value', 'metadata', 'metadata_then', 'state', 'corrected_at'],
  /** Followed by the fields. */
  metadata: ['product_id', 'product_name', 'product_image'],
} as const;

const valueOfField = { id: z.string(), field: z.string().min(1), value: z.string().max(10_000) };

export const repairMethods = {
  /** Starts the search as a job; what it finds is held until another search ends. @param fields left out: those that pictures tell */
  'repair.find': method({
    input: z.strictObject({ fields: z.array(z.string().min(1)).min(1).optional() }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Suggestions that are open now, surest first: without those accepted, those refused, and products that are gone or hidden. */
  'repair.list': method({
    input: z.strictObject({
      ...chosenSchema,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(1000),
    }),
    output: z.object({
      /** What was measured; null before the first search. */
      found: repairFoundSchema.nullable(),
      total: z.number().int(),
      suggestions: z.array(suggestionSchema),
      /** Of the fields that have any, as chosen but for the fields. */
      fields: z.array(z.object({ field: z.string(), suggestions: z.number().int() })),
      /** Corrections of products that are there. */
      corrections: z.number().int(),
    }),
  }),
  /** Who votes on a suggestion: the product itself and its nearest ones, with their pictures. */
  'repair.evidence': method({
    input: z.object({ id: z.string(), field: z.string().min(1) }),
    output: z.object({
      product: productSummarySchema,
      neighbours: z.array(neighbourValueSchema.extend({ product: productSummarySchema.nullable() })),
    }),
  }),
  /** Corrects values, as one step of the journal; null goes back to what the metadata says. */
  'repair.accept': method({
    input: z.object({
      values: z
        .array(z.object({ ...valueOfField, value: valueOfField.value.nullable() }))
        .min(1)
        .max(1000),
    }),
    output: z.object({ changed: z.number().int() }),
  }),
  /** Accepts all that are chosen, as one step of the journal; with `dryRun` nothing is changed. `examples` are the first twenty. */
  'repair.acceptAll': method({
    input: z.strictObject({ ...chosenSchema, dryRun: z.boolean() }),
    output: z.object({
      changes: z.number().int(),
      products: z.number().int(),
      fields: z.array(z.object({ field: z.string(), doubtful: z.number().int(), missing: z.number().int() })),
      examples: z.array(suggestionSchema.omit({ neighbours: true })),
    }),
  }),
  /** The value is right as it is: nothing else is suggested while it stands. A step of the journal. */
  'repair.confirm': method({ input: z.object(valueOfField), output: z.object({}) }),
  /**
   * As CSV, into a file or as text where none is named: open suggestions, what was corrected (the patch), or the metadata of all
   * products as corrected, which can be imported in place of the old.
   */
  'repair.export': method({
    input: z.strictObject({
      ...chosenSchema,
      what: z.enum(['suggestions', 'patch', 'metadata']),
      file: pathSchema.optional(),
    }),
    output: z.object({ rows: z.number().int(), text: z.string().nullable() }),
  }),
};

export type SuggestionKind = z.infer<typeof suggestionKindSchema>;
export type FieldVerdict = z.infer<typeof fieldVerdictSchema>;
export type FieldMeasure = z.infer<typeof fieldMeasureSchema>;
export type RepairProgress = z.infer<typeof repairProgressSchema>;
export type RepairFound = z.infer<typeof repairFoundSchema>;
export type NeighbourValue = z.infer<typeof neighbourValueSchema>;
export type SpeakingWord = z.infer<typeof speakingWordSchema>;
export type Suggestion = z.infer<typeof suggestionSchema>;
