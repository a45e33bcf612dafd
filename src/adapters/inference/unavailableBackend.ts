import { Failure } from '../../contract/failure.ts';
import type { BackendName } from '../../contract/models.ts';

const messages: Readonly<Record<BackendName, string>> = {
  onnx: 'onnxruntime cannot be loaded on this machine. Choose the engine auto or tfjs-node.',
  'tfjs-node':
    'tfjs-node cannot be loaded on this machine. Run "npm run tfjs-node" to build it, or choose the engine auto or onnx.',
};

/** The failure for a backend whose native library does not load. */
export function unavailableBackend(name: BackendName, cause: unknown): Failure {
  return new Failure('backend-unavailable', messages[name], String(cause));
}
