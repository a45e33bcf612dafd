/** Chooses what runs the network on this machine. */
import { asFailure, Failure } from '../../contract/failure.ts';
import type { EngineChoice, EngineName, Precision, PrecisionChoice, Runtime } from '../../contract/models.ts';
import { calibrationImages } from '../../core/models/calibration.ts';
import type { ResolvedModel } from '../../core/models/manifest.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { createCalibratingBackend } from './calibratingBackend.ts';
import { findCalibration } from './calibrationFiles.ts';
import { type LoadedNetwork, loadNetwork } from './loadNetwork.ts';
import { createOnnxBackend } from './onnxBackend.ts';
import { embedReference, openQuantized } from './openQuantized.ts';
import { type BackendProbe, probeEngine } from './probeEngine.ts';
import { selfCheck } from './selfCheck.ts';
import { createTfjsBackend } from './tfjsBackend.ts';

export interface BackendRequest {
  readonly model: ResolvedModel;
  readonly engine: EngineChoice;
  readonly precision: PrecisionChoice;
  /** Undefined: as many as the engine thinks right. */
  readonly threads?: number | undefined;
  /** Told when something else runs than at the start: int8, once its ranges are measured. */
  readonly onRuntime?: (runtime: Runtime) => void;
  /** What the precision `auto` stands for; `autoPrecision` where it is left out. */
  readonly autoPrecision?: Precision;
}

/** What the precision `auto` tries first; float is taken where int8 fails. */
const autoPrecision: Precision = 'fp32';

interface EngineEntry {
  readonly engine: EngineName;
  readonly create: (network: LoadedNetwork, threads: number | undefined) => Promise<EmbeddingBackend>;
}

/** Fastest first (docs/performance.md); `auto` takes the first that loads and passes its self-check. */
const engines: readonly EngineEntry[] = [
  { engine: 'onnx', create: createOnnxBackend },
  { engine: 'tfjs-node', create: createTfjsBackend },
];

export interface OpenedBackend {
  readonly backend: EmbeddingBackend;
  readonly runtime: Runtime;
}

/**
 * Loads the weights and the fastest backend that works (`auto`), or the one asked for.
 * @throws Failure `model-unusable`, `file-unreadable` for the weights; `backend-unavailable` where nothing can run them
 */
export async function openBackend(request: BackendRequest): Promise<OpenedBackend> {
  const { model, engine, threads } = request;
  const network = await loadNetwork(model);
  const notes: string[] = [];
  if (wantsInt8(request)) {
    try {
      return await openInt8(request, network);
    } catch (thrown) {
      if (request.precision === 'int8') throw asUnavailable('onnx', asFailure(thrown));
      notes.push(`int8 was not used: ${asFailure(thrown).message}`);
    }
  }
  const candidates = engines.filter((candidate) => engine === 'auto' || engine === candidate.engine);
  for (const candidate of candidates) {
    try {
      const backend = await openChecked(candidate, network, threads);
      return { backend, runtime: describeRuntime(backend, model, notes) };
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (engine !== 'auto') throw asUnavailable(candidate.engine, failure);
      notes.push(`${candidate.engine} was not taken: ${failure.message}`);
    }
  }
  throw new Failure(
    'backend-unavailable',
    `Nothing on this machine can run the model ${model.name}. ${notes.join(' ')}`,
  );
}

/** Where int8 is only a preference, an engine without it was asked for knowingly. */
function wantsInt8(request: BackendRequest): boolean {
  if (request.precision !== 'auto') return request.precision === 'int8';
  return (request.autoPrecision ?? autoPrecision) === 'int8' && request.engine !== 'tfjs-node';
}

/** Runs in int8 where the ranges are known and agree with float; where they are not known, measures them first. */
async function openInt8(request: BackendRequest, network: LoadedNetwork): Promise<OpenedBackend> {
  const { model, engine, threads } = request;
  if (engine === 'tfjs-node') {
    throw new Failure(
      'backend-unavailable',
      'tfjs-node runs in fp32 only. Choose the engine onnx or auto for int8, or the precision fp32.',
    );
  }
  const calibration = await findCalibration(model);
  if (calibration !== null) {
    const reference = await embedReference(network, threads);
    const backend = await openQuantized({ network, ranges: calibration.ranges, threads }, reference);
    return { backend, runtime: describeRuntime(backend, model, []) };
  }
  const backend = await createCalibratingBackend({
    model,
    network,
    threads,
    onDecided: (note) => request.onRuntime?.(describeRuntime(backend, model, [note])),
  });
  const note =
    `What int8 needs to know of the model ${model.name} at ${model.inputSize} pixels is not measured yet: ` +
    `the first ${calibrationImages} images are embedded in fp32.`;
  return { backend, runtime: describeRuntime(backend, model, [note]) };
}

/** Says for every engine whether its native library loads here: for the diagnostics page. */
export function probeBackends(): Promise<BackendProbe[]> {
  return Promise.all(engines.map(({ engine }) => probeEngine(engine)));
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
