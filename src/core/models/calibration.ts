/** Activation ranges of a network: what an int8 graph needs to know beside the weights. */
import { z } from 'zod';
import { inputSizeSchema } from '../../contract/models.ts';
import { resnet50, type Step } from './resnet50/architecture.ts';

/** More images change the ranges little; fewer miss what is rare. */
export const calibrationImages = 128;

/** Smallest and largest value seen: what won against percentiles by measurement (docs/performance.md). */
const rangeSchema = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= 0 && high > 0);

/** Steps whose results are stored in 8 bits on a scale of their own; a pool keeps the scale of its input. */
export const observedSteps: readonly Step[] = resnet50.filter((step) => step.kind !== 'maxPool');

export const calibrationSchema = z.object({
  /** Of the weights file that the ranges belong to. */
  weightsSha256: z.string().regex(/^[0-9a-f]{64}$/),
  inputSize: inputSizeSchema,
  /** How many images were looked at. */
  images: z.number().int().min(1),
  /** By step name, one for each of `observedSteps`; whatever the pooling after them is. */
  ranges: z
    .record(z.string(), rangeSchema)
    .refine((ranges) => observedSteps.every(({ name }) => ranges[name] !== undefined)),
});

export type Calibration = z.infer<typeof calibrationSchema>;
export type Ranges = Calibration['ranges'];
