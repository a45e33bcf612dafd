import { Failure } from '../../contract/failure.ts';
import type { EngineName } from '../../contract/models.ts';

const messages: Readonly<Record<EngineName, string>> = {
  onnx: 'onnxruntime cannot be loaded on this machine. Choose the engine auto or tfjs-node.',
  'tfjs-node':
    'tfjs-node cannot be loaded on this machine. Run "npm run tfjs-node" to build it, or choose the engine auto or onnx.',
};

/** The failure for an engine whose native library does not load. */
export function unavailableEngine(engine: EngineName, cause: unknown): Failure {
  return new Failure('backend-unavailable', messages[engine], String(cause));
}
