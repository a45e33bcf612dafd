import { describe, expect, it } from 'vitest';
import { embeddingFromPlan, embeddingToPlan } from '../../../src/renderer/features/models/embeddingPlan.ts';

describe('the remembered embedding options', () => {
  it('keep what the interface does not edit', () => {
    const old = { engine: 'onnx', precision: 'fp32', threads: 2 } as const;
    const plan = { ...embeddingToPlan(old), pooling: 'avg' as const, precision: 'int8' as const };
    expect(embeddingFromPlan(plan, old)).toEqual({ ...old, pooling: 'avg', precision: 'int8' });
  });

  it('forget what is put back to the model’s own', () => {
    const old = { engine: 'auto', precision: 'auto', pooling: 'avg', inputSize: 197 } as const;
    const plan = { ...embeddingToPlan(old), pooling: null, inputSize: null };
    expect(embeddingFromPlan(plan, old)).toEqual({ engine: 'auto', precision: 'auto' });
  });
});
