/** Chooses what runs the network on this machine. */
import { asFailure, Failure } from '../../contract/failure.ts';
import type { EngineChoice, EngineName, PrecisionChoice, Runtime } from '../../contract/models.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { type LoadedNetwork, loadNetwork } from './loadNetwork.ts';
import { createOnnxBackend } from './onnxBackend.ts';
import { type BackendProbe, probeEngine } from './probeEngine.ts';
import { selfCheck } from './selfCheck.ts';
import { createTfjsBackend } from './tfjsBackend.ts';

export interface BackendRequest {
  readonly model: ResolvedModel;
  readonly engine: EngineChoice;
  readonly precision: PrecisionChoice;
  /** Undefined: as many as the engine thinks right. */
  readonly threads?: number | undefined;
}

interface EngineEntry {
  readonly engine: EngineName;
  readonly create: (network: LoadedNetwork, threads: number | undefined) => Promise<EmbeddingBackend>;
}

/** Fastest first (docs/performance.md); `auto` takes the first that loads and passes its self-check. */
const engines: readonly EngineEntry[] = [
  { engine: 'onnx', create: createOnnxBackend },
  { engine: 'tfjs-node', create: createTfjsBackend },
];

/**
 * Loads the weights and the fastest backend that works (`auto`), or the one asked for.
 * @throws Failure `model-unusable`, `file-unreadable` for the weights; `backend-unavailable` where nothing can run them
 */
export async function openBackend(
  request: BackendRequest,
): Promise<{ backend: EmbeddingBackend; runtime: Runtime }> {
  const { model, threads } = request;
  checkPrecision(request.precision);
  const network = await loadNetwork(model);
  const candidates = engines.filter(({ engine }) => request.engine === 'auto' || request.engine === engine);
  const notes: string[] = [];
  for (const candidate of candidates) {
    try {
      const backend = await openChecked(candidate, network, threads);
      return { backend, runtime: describeRuntime(backend, model, notes) };
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (request.engine !== 'auto') throw asUnavailable(candidate.engine, failure);
      notes.push(`${candidate.engine} was not taken: ${failure.message}`);
    }
  }
  throw new Failure(
    'backend-unavailable',
    `Nothing on this machine can run the model ${model.name}. ${notes.join(' ')}`,
  );
}

/** Says for every engine whether its native library loads here: for the diagnostics page. */
export function probeBackends(): Promise<BackendProbe[]> {
  return Promise.all(engines.map(({ engine }) => probeEngine(engine)));
}

function checkPrecision(precision: PrecisionChoice): void {
  if (precision !== 'int8') return;
  throw new Failure(
    'backend-unavailable',
    'int8 is not available yet in this version of Twinset. Choose the precision fp32 or auto.',
  );
}

async function openChecked(
  { create }: EngineEntry,
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

function asUnavailable(engine: EngineName, failure: Failure): Failure {
  if (failure.code === 'backend-unavailable') return failure;
  return new Failure(
    'backend-unavailable',
    `${engine} cannot run the model on this machine: ${failure.message} Choose the engine auto.`,
    failure.detail,
  );
}

function describeRuntime(backend: EmbeddingBackend, model: ResolvedModel, notes: string[]): Runtime {
  return {
    engine: backend.engine,
    precision: backend.precision,
    model: model.name,
    space: model.space,
    pooling: model.pooling,
    inputSize: model.inputSize,
    notes,
  };
}
