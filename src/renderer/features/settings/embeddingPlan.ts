/** The remembered embedding options as the interface edits them. */
import type { EmbeddingOptions } from '../../../contract/models.ts';
import type { EmbeddingPlan } from '../imports/importPlan.ts';

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
