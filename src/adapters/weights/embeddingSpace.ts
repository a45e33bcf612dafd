import { createHash } from 'node:crypto';
import type { Pooling } from '../../contract/models.ts';
import type { ModelManifest } from '../../core/models/manifest.ts';

/** Raised when the same weights and pixels would give other vectors than before (not for a faster backend). */
const spaceVersion = 1;

/**
 * The id of an embedding space: 16 hex digits of a hash over all that decides what a vector means.
 * Engine and precision are no part of it: they compute the same function.
 */
export function embeddingSpace(manifest: ModelManifest, pooling: Pooling, inputSize: number): string {
  const { preprocessing, batchNormEpsilon, sha256 } = manifest;
  const { resize, filter, channels, mean, scale } = preprocessing;
  const parts = [
    spaceVersion,
    sha256,
    batchNormEpsilon,
    pooling,
    inputSize,
    resize,
    filter,
    channels,
    mean,
    scale,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
