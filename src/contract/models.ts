/** Model weights: which are there, which can be had, and what runs them. */
import { z } from 'zod';
import { method } from './method.ts';
import { modelReferenceSchema, pathSchema } from './paths.ts';

export const backendNameSchema = z.enum(['onnx', 'tfjs-node']);
export const backendChoiceSchema = z.enum(['auto', 'onnx', 'tfjs-node']);
export const precisionSchema = z.enum(['fp32', 'int8']);
export const precisionChoiceSchema = z.enum(['auto', 'fp32', 'int8']);
export const poolingSchema = z.enum(['max', 'avg']);
/** ResNet50 halves its input five times; below 32 nothing is left, above 1024 nothing is gained. */
export const inputSizeSchema = z.number().int().min(32).max(1024);

/** How images become vectors; what is left out comes from the model's manifest. */
export const embeddingOptionsSchema = z.object({
  engine: backendChoiceSchema.default('auto'),
  precision: precisionChoiceSchema.default('auto'),
  pooling: poolingSchema.optional(),
  inputSize: inputSizeSchema.optional(),
  model: modelReferenceSchema.optional(),
  threads: z.number().int().min(1).max(256).optional(),
});

export const modelSchema = z.object({
  name: z.string(),
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  bytes: z.number().int(),
  sha256: z.string().nullable(),
  inputSize: z.number().int(),
  pooling: poolingSchema,
  installed: z.boolean(),
  default: z.boolean(),
  /** The weights that are here are damaged: how, and what to do. Such a model is not installed. */
  problem: z.string().nullable(),
});

/** What runs now: the backend that loaded, at which precision, in which embedding space. */
export const runtimeSchema = z.object({
  engine: backendNameSchema,
  precision: precisionSchema,
  model: z.string(),
  space: z.string(),
  pooling: poolingSchema,
  inputSize: z.number().int(),
  /** Why something else was not taken, for people: empty where the first choice runs. */
  notes: z.array(z.string()),
});

/** What a download tells while it runs. */
export const downloadProgressSchema = z.object({
  name: z.string(),
  receivedBytes: z.number().int(),
  /** 0 until it is known. */
  totalBytes: z.number().int(),
});

export const modelMethods = {
  'models.list': method({ input: z.object({}), output: z.object({ models: z.array(modelSchema) }) }),
  /** Starts the download as a job; it goes on where an earlier one was cut. */
  'models.download': method({
    input: z.object({ name: z.string() }),
    output: z.object({ jobId: z.string() }),
  }),
  /** Takes in a weights file (Keras HDF5 or safetensors) after checking every tensor. */
  'models.import': method({
    input: z.object({
      file: pathSchema,
      name: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
        .optional(),
      inputSize: inputSizeSchema.optional(),
      pooling: poolingSchema.optional(),
    }),
    output: modelSchema,
  }),
  /** Embeds image files without a catalog. Vectors are L2-normalised, 2048 numbers each. */
  'models.embed': method({
    input: z.object({ files: z.array(pathSchema).min(1), options: embeddingOptionsSchema }),
    output: z.object({
      engine: backendNameSchema,
      precision: precisionSchema,
      model: z.string(),
      space: z.string(),
      embeddings: z.array(z.object({ path: z.string(), vector: z.array(z.number()) })),
      problems: z.array(z.object({ path: z.string(), reason: z.string() })),
      /** Why something else ran than was asked for, for people. */
      notes: z.array(z.string()),
    }),
  }),
};

export type BackendName = z.infer<typeof backendNameSchema>;
export type BackendChoice = z.infer<typeof backendChoiceSchema>;
export type Precision = z.infer<typeof precisionSchema>;
export type PrecisionChoice = z.infer<typeof precisionChoiceSchema>;
export type Pooling = z.infer<typeof poolingSchema>;
export type EmbeddingOptions = z.infer<typeof embeddingOptionsSchema>;
export type Model = z.infer<typeof modelSchema>;
export type Runtime = z.infer<typeof runtimeSchema>;
export type DownloadProgress = z.infer<typeof downloadProgressSchema>;
