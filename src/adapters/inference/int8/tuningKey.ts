/** What a measurement on this machine depends on. */
import { createHash } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import type { Ranges } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import type { TuningKey } from '../../../core/models/tuning.ts';
import { loadOnnxRuntime } from '../backends/onnxRuntime.ts';
import { largestSafeWeight } from './largestSafeWeight.ts';
import { quantizedGraphVersion } from './onnxQuantizedGraph.ts';

/** @throws Failure `backend-unavailable` where onnxruntime cannot be loaded */
export async function tuningKey(model: ResolvedModel, ranges: Ranges): Promise<TuningKey> {
  const { env } = await loadOnnxRuntime();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    platform: process.platform,
    architecture: process.arch,
    onnxruntime: env.versions.node ?? 'unknown',
    graph: quantizedGraphVersion,
    largestWeight: await largestSafeWeight(),
    weightsSha256: model.manifest.sha256,
    inputSize: model.inputSize,
    pooling: model.pooling,
    ranges: createHash('sha256').update(JSON.stringify(ranges)).digest('hex'),
  };
}
