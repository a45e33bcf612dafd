/** How the embeddings of a products' index are mapped; where somebody changed that, none can be read or written. */
import { z } from 'zod';
import { embeddingLength } from '../../../core/models/ports.ts';

const vectorSchema = z.looseObject({ type: z.string(), dimension: z.number().optional() });
const mappingsSchema = z.looseObject({
  properties: z.looseObject({ vector: vectorSchema.optional() }).optional(),
});

export interface VectorMapping {
  readonly isRight: boolean;
  /** "knn_vector of 2048 numbers". */
  readonly found: string;
}

/** What it must be. */
export const rightVectors = `a knn_vector of ${embeddingLength} numbers`;

/** @param mappings of the index, as the cluster gives them */
export function readVectorMapping(mappings: unknown): VectorMapping {
  const vector = mappingsSchema.safeParse(mappings).data?.properties?.vector;
  return {
    isRight: vector?.type === 'knn_vector' && vector.dimension === embeddingLength,
    found: `${vector?.type ?? 'no vectors'} of ${vector?.dimension ?? 0} numbers`,
  };
}
