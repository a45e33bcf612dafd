/** What is known about a set of weights: kept beside them as `manifest.json`. */
import { z } from 'zod';
import { inputSizeSchema, type Pooling, poolingSchema } from '../../contract/models.ts';

/** The one preprocessing that the network's weights were made with; a new kind is a new literal here and its code. */
const preprocessingSchema = z.object({
  /** The image is stretched to a square of the input size. */
  resize: z.literal('stretch'),
  filter: z.literal('bicubic'),
  channels: z.literal('BGR'),
  /** Subtracted per channel, in the order of `channels`. */
  mean: z.tuple([z.number(), z.number(), z.number()]),
  scale: z.literal(1),
});

/** A model's name: also its folder's name, so it is the same on every file system. */
export const modelNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

export const modelManifestSchema = z.object({
  name: modelNameSchema,
  title: z.string(),
  architecture: z.literal('resnet50-v1-keras'),
  parameters: z.number().int(),
  /** The weights file, in the manifest's folder. */
  file: z.string().regex(/^[^/\\]+$/),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  inputSize: inputSizeSchema,
  pooling: poolingSchema,
  preprocessing: preprocessingSchema,
  kernelLayout: z.literal('HWIO'),
  batchNormEpsilon: z.number().positive().max(0.1),
  /** Files of activation ranges (calibration.ts) in the manifest's folder, by input size. */
  calibrations: z.record(z.string().regex(/^\d+$/), z.string().regex(/^[^/\\]+$/)).optional(),
  /** Files of principal axes in the manifest's folder, by the embedding space that they are of. */
  axes: z.record(z.string().regex(/^[0-9a-f]{16}$/), z.string().regex(/^[^/\\]+$/)).optional(),
  licence: z.string(),
  /** Where the weights come from, for people. */
  source: z.string().optional(),
  trainedOn: z.string().optional(),
});

export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** `preprocess_input` of keras.applications.resnet50: the ImageNet means, in BGR order. */
export const imagenetPreprocessing: Preprocessing = {
  resize: 'stretch',
  filter: 'bicubic',
  channels: 'BGR',
  mean: [103.939, 116.779, 123.68],
  scale: 1,
};

/** A model with what was left open decided: JSON-able, for the vision worker. */
export interface ResolvedModel {
  readonly name: string;
  /** Absolute path. */
  readonly weightsFile: string;
  /** Takes the activation ranges measured on this machine; need not exist. */
  readonly calibrationFolder: string;
  readonly manifest: ModelManifest;
  readonly pooling: Pooling;
  readonly inputSize: number;
  /** Id of the embedding space that these weights, pooling, input size and preprocessing span. */
  readonly space: string;
}
