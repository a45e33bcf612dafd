/** The embedding options as the interface edits them. */
import type {
  BackendChoice,
  EmbeddingOptions,
  Pooling,
  PrecisionChoice,
  Runtime,
} from '../../../contract/models.ts';

/** How images are embedded; null stands for "as it is": as the catalog has it, else as the model says. */
export interface EmbeddingPlan {
  readonly engine: BackendChoice;
  readonly precision: PrecisionChoice;
  readonly model: string | null;
  readonly pooling: Pooling | null;
  readonly inputSize: number | null;
}

export function embeddingToPlan(options: EmbeddingOptions): EmbeddingPlan {
  return {
    engine: options.engine,
    precision: options.precision,
    model: options.model ?? null,
    pooling: options.pooling ?? null,
    inputSize: options.inputSize ?? null,
  };
}

/** What the interface does not edit (threads) stays as it was. */
export function embeddingFromPlan(plan: EmbeddingPlan, old: EmbeddingOptions): EmbeddingOptions {
  return {
    engine: plan.engine,
    precision: plan.precision,
    ...(old.threads !== undefined && { threads: old.threads }),
    ...(plan.model !== null && { model: plan.model }),
    ...(plan.pooling !== null && { pooling: plan.pooling }),
    ...(plan.inputSize !== null && { inputSize: plan.inputSize }),
  };
}

/** Whether the plan leads to another embedding space than the catalog's. */
export function isOtherwise(
  plan: EmbeddingPlan,
  runtime: Pick<Runtime, 'model' | 'pooling' | 'inputSize'>,
): boolean {
  const { model, pooling, inputSize } = runtime;
  return (
    (plan.model ?? model) !== model ||
    (plan.pooling ?? pooling) !== pooling ||
    (plan.inputSize ?? inputSize) !== inputSize
  );
}

export const poolingWords = { avg: 'average pooling', max: 'maximum pooling' } as const satisfies Record<
  Pooling,
  string
>;
