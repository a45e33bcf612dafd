/** Chooses what runs the network on this machine. */
import { Failure } from '../../contract/failure.ts';
import type { Runtime } from '../../contract/models.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import { loadNetwork } from '../weights/loadNetwork.ts';
import type { BackendRequest } from './backendRequest.ts';
import { backendNames, createFloatBackends } from './backends/floatBackends.ts';
import { createFailoverBackend } from './failoverBackend.ts';
import { tryInt8 } from './int8/tryInt8.ts';
import { type BackendProbe, probeBackend } from './probeBackend.ts';

export interface OpenedBackend {
  readonly backend: EmbeddingBackend;
  readonly runtime: Runtime;
  /** False while the ranges of int8 are being measured, after which another precision may run. */
  readonly isDecided: boolean;
}

/**
 * Loads what was asked for; with `auto` the fastest backend that works: int8 where it agrees with float and is faster,
 * else float. Where one fails later, the next that was allowed goes on.
 * @throws Failure `model-unusable`, `file-unreadable` for the weights; `backend-unavailable` where nothing can run them
 */
export async function openBackend(request: BackendRequest): Promise<OpenedBackend> {
  const { model, onRuntime } = request;
  // Read when needed and not kept: a kept int8 graph needs no weights, and in memory they take 94 MB.
  const network = () => loadNetwork(model);
  let int8Notes: readonly string[] = [];
  const int8 = await tryInt8(request, network, (decided) => {
    int8Notes = decided;
    tell();
  });
  int8Notes = int8.notes;
  const failures: string[] = [];
  const floats = createFloatBackends(request, network, request.threads ?? int8.tuning?.threads);
  const first = int8.backend ?? (await floats.openNext());
  if (first === null) {
    const reasons = [...int8Notes, ...floats.notes()].join(' ');
    throw new Failure(
      'backend-unavailable',
      `Nothing on this machine can run the model ${model.name}. ${reasons}`,
    );
  }
  const backend = createFailoverBackend({
    first,
    inputSize: model.inputSize,
    openNext: floats.openNext,
    onChange(note) {
      failures.push(note);
      tell();
    },
  });

  function describeRuntime(): Runtime {
    const { name, space, pooling, inputSize } = model;
    const { name: engine, precision } = backend;
    const notes = [...int8Notes, ...floats.notes(), ...failures];
    return { engine, precision, model: name, space, pooling, inputSize, notes };
  }
  function tell(): void {
    onRuntime?.(describeRuntime());
  }
  return { backend, runtime: describeRuntime(), isDecided: !int8.isMeasuring };
}

/** Says for every backend whether its native library loads here: for the diagnostics page. */
export function probeBackends(): Promise<BackendProbe[]> {
  return Promise.all(backendNames.map(probeBackend));
}
