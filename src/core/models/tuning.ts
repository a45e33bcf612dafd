/** What a short measurement found out about a model on this machine: it decides what `auto` runs, and how. */
import { z } from 'zod';
import { backendNameSchema, poolingSchema } from '../../contract/models.ts';
import { smallestAgreement } from './agreement.ts';

/** All that a measurement depends on: where any of it differs, it is made again. */
const tuningKeySchema = z.object({
  processor: z.string(),
  cores: z.number().int(),
  platform: z.string(),
  architecture: z.string(),
  onnxruntime: z.string(),
  /** Version of the code that makes the int8 graph. */
  graph: z.number().int(),
  /** How far its weights reach on this processor. */
  largestWeight: z.number().int(),
  weightsSha256: z.string(),
  inputSize: z.number().int(),
  pooling: poolingSchema,
  /** Hash of the activation ranges. */
  ranges: z.string(),
});

const millisecondsSchema = z.number().positive();

export const tuningSchema = z.object({
  key: tuningKeySchema,
  /** Milliseconds per image in float32 on onnxruntime. */
  floatMs: millisecondsSchema,
  /** null: int8 does not run here; `int8Problem` says why. */
  int8: z.object({ milliseconds: millisecondsSchema, cosine: z.number() }).nullable(),
  int8Problem: z.string().nullable(),
  /** Who computed in float what int8 was compared with, on how many images. */
  comparedWith: backendNameSchema,
  comparedImages: z.number().int().positive(),
  /** Its embeddings of the drawn images, float32 in base64: what every later start is compared with. */
  reference: z.base64(),
  threads: z.number().int().positive(),
});

export type TuningKey = z.infer<typeof tuningKeySchema>;
export type Tuning = z.infer<typeof tuningSchema>;

/** Whether int8 may run here, whether it should, and the reason in words. */
export interface Int8Verdict {
  readonly agrees: boolean;
  readonly isFaster: boolean;
  readonly words: string;
}

/** int8 may run where it agrees with float, and is preferred where it is faster too. */
export function judgeInt8(tuning: Tuning): Int8Verdict {
  const { int8, floatMs, comparedWith, comparedImages, int8Problem } = tuning;
  if (int8 === null) return { agrees: false, isFaster: false, words: int8Problem ?? 'it does not run here' };
  const cosine = `mean cosine ${int8.cosine.toFixed(4)} over ${comparedImages} images, against ${comparedWith}`;
  if (!(int8.cosine >= smallestAgreement)) {
    const words = `it does not agree with float32 on this machine (${cosine}; ${smallestAgreement} is needed)`;
    return { agrees: false, isFaster: false, words };
  }
  const times = (floatMs / int8.milliseconds).toFixed(1);
  if (int8.milliseconds >= floatMs) {
    return {
      agrees: true,
      isFaster: false,
      words: `it is not faster on this machine (${times} times as fast)`,
    };
  }
  const words = `it agrees with float32 on this machine (${cosine}) and is ${times} times as fast`;
  return { agrees: true, isFaster: true, words };
}

/** Powers of two below the number of cores, and that number. */
export function threadChoices(cores: number): [number, ...number[]] {
  if (cores <= 1) return [1];
  const powers = Array.from({ length: 8 }, (_, at) => 2 ** (at + 1));
  return [1, ...powers.filter((power) => power < cores), cores];
}

/**
 * The first choice after which the next gains too little.
 * @param choices ascending, at least one
 * @param gain the share of the time that the next has to save
 * @param time milliseconds that a choice takes
 */
export async function climb(
  choices: readonly [number, ...number[]],
  gain: number,
  time: (choice: number) => Promise<number>,
): Promise<number> {
  let [best] = choices;
  let leastMs = await time(best);
  for (const choice of choices.slice(1)) {
    const milliseconds = await time(choice);
    if (milliseconds > leastMs * (1 - gain)) break;
    best = choice;
    leastMs = milliseconds;
  }
  return best;
}
