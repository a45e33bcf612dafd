/** The remembered embedding options as the interface edits them: null stands for "as the model says". */
import type { EmbeddingOptions } from '../../../contract/models.ts';
import type { EmbeddingDefaults } from '../imports/importPlan.ts';

export function embeddingToDefaults(options: EmbeddingOptions): EmbeddingDefaults {
  return {
    engine: options.engine,
    model: options.model ?? null,
    pooling: options.pooling ?? null,
    inputSize: options.inputSize ?? null,
  };
}

/** What the interface does not edit (precision, threads) stays as it was. */
export function embeddingFromDefaults(defaults: EmbeddingDefaults, old: EmbeddingOptions): EmbeddingOptions {
  return {
    engine: defaults.engine,
    precision: old.precision,
    ...(old.threads !== undefined && { threads: old.threads }),
    ...(defaults.model !== null && { model: defaults.model }),
    ...(defaults.pooling !== null && { pooling: defaults.pooling }),
    ...(defaults.inputSize !== null && { inputSize: defaults.inputSize }),
  };
}
