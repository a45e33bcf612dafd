/** The float32 backends, one after the other: each once. */
import { asFailure, Failure } from '../../../contract/failure.ts';
import type { BackendName } from '../../../contract/models.ts';
import type { EmbeddingBackend } from '../../../core/models/ports.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { type BackendRequest, requireNotAvoided } from '../backendRequest.ts';
import { selfCheck } from '../selfCheck.ts';
import { createOnnxBackend } from './onnxBackend.ts';
import { createTfjsBackend } from './tfjsBackend.ts';

type Create = (network: LoadedNetwork, threads: number | undefined) => Promise<EmbeddingBackend>;

/** Fastest first (docs/performance.md). */
export const backendNames: readonly BackendName[] = ['onnx', 'tfjs-node'];

const creators: Readonly<Record<BackendName, Create>> = {
  onnx: createOnnxBackend,
  'tfjs-node': createTfjsBackend,
};

export interface FloatBackends {
  /**
   * The next that loads and passes its self-check; null where none is left, or float is not allowed.
   * @throws Failure for the weights; `backend-unavailable` where the only one that was asked for cannot run
   */
  openNext(): Promise<EmbeddingBackend | null>;
  /** Why others were not taken, for people. */
  notes(): readonly string[];
}

/** @param threads undefined: as many as the backend thinks right */
export function createFloatBackends(
  request: BackendRequest,
  network: () => Promise<LoadedNetwork>,
  threads: number | undefined,
): FloatBackends {
  const { backend: asked, precision, onTrying } = request;
  const isAllowed = (name: BackendName) => precision !== 'int8' && (asked === 'auto' || asked === name);
  const left = backendNames.filter(isAllowed);
  const notes: string[] = [];

  return {
    async openNext() {
      for (let name = left.shift(); name !== undefined; name = left.shift()) {
        try {
          const variant = { backend: name, precision: 'fp32' } as const;
          requireNotAvoided(request, variant);
          onTrying?.(variant);
          return await openChecked(creators[name], await network(), threads);
        } catch (thrown) {
          const failure = asFailure(thrown);
          if (isWeightsFailure(failure)) throw failure;
          if (asked !== 'auto') throw asUnavailable(name, failure);
          notes.push(`${name} was not taken: ${failure.message}`);
        }
      }
      return null;
    },
    notes: () => notes,
  };
}

/** Another backend would not help. */
export function isWeightsFailure({ code }: Failure): boolean {
  return code === 'model-unusable' || code === 'file-unreadable';
}

async function openChecked(
  create: Create,
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<EmbeddingBackend> {
  const backend = await create(network, threads);
  try {
    await selfCheck(backend, network.inputSize);
    return backend;
  } catch (thrown) {
    await backend.dispose();
    throw thrown;
  }
}

function asUnavailable(name: BackendName, failure: Failure): Failure {
  if (failure.code === 'backend-unavailable') return failure;
  return new Failure(
    'backend-unavailable',
    `${name} cannot run the model on this machine: ${failure.message} Choose the engine auto.`,
    failure.detail,
  );
}
