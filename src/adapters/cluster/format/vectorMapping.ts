/** How the embeddings of a products' index are mapped; where somebody changed that, none can be read or written. */
import { z } from 'zod';
import type { GraphKind } from '../../../contract/cluster.ts';
import { embeddingLength } from '../../../core/models/ports.ts';

/** Lucene's scalar quantisation: seven bits a number. */
const int8Encoder = 'sq';

const vectorSchema = z.looseObject({
  type: z.string(),
  dimension: z.number().optional(),
  method: z
    .looseObject({
      parameters: z
        .looseObject({ encoder: z.looseObject({ name: z.string().optional() }).optional() })
        .optional(),
    })
    .optional(),
});
const mappingsSchema = z.looseObject({
  properties: z.looseObject({ vector: vectorSchema.optional() }).optional(),
});

export interface VectorMapping {
  readonly isRight: boolean;
  /** "knn_vector of 2048 numbers". */
  readonly found: string;
  readonly graph: GraphKind;
}

/** Embeddings by their cosine; the vectors themselves stay as they are beside the graph. */
export function vectorProperty(graph: GraphKind) {
  const encoder = { name: int8Encoder, parameters: { bits: 7 } };
  return {
    type: 'knn_vector',
    dimension: embeddingLength,
    method: {
      name: 'hnsw',
      engine: 'lucene',
      space_type: 'cosinesimil',
      parameters: { m: 16, ef_construction: 100, ...(graph === 'int8' && { encoder }) },
    },
  };
}

/** What it must be. */
export const rightVectors = `a knn_vector of ${embeddingLength} numbers`;

/** @param mappings of the index, as the cluster gives them */
export function readVectorMapping(mappings: unknown): VectorMapping {
  const vector = mappingsSchema.safeParse(mappings).data?.properties?.vector;
  const graph = vector?.method?.parameters?.encoder?.name === int8Encoder ? 'int8' : 'float';
  return {
    isRight: vector?.type === 'knn_vector' && vector.dimension === embeddingLength,
    found: `${vector?.type ?? 'no vectors'} of ${vector?.dimension ?? 0} numbers${graph === 'int8' ? ', a byte each in the graph' : ''}`,
    graph,
  };
}
