/** The network thread of the vision process: native runs block their thread, and decoding must go on meanwhile. */
import type { MessagePort } from 'node:worker_threads';
import { asFailure } from '../../contract/failure.ts';
import { normalise } from '../../core/models/normalise.ts';
import { type EmbeddingBackend, embeddingLength } from '../../core/models/ports.ts';
import { openBackend } from '../inference/openBackend.ts';
import { createModelStore } from '../weights/modelStore.ts';
import type { FromNetwork, ToNetwork } from './networkMessages.ts';
import type { VisionConfig } from './visionMessages.ts';

/** Opens the backend and answers on the port until it is closed. */
export async function serveNetwork(config: VisionConfig, port: MessagePort): Promise<void> {
  function send(message: FromNetwork, moved: readonly ArrayBuffer[] = []): void {
    port.postMessage(message, moved);
  }

  let backend: EmbeddingBackend;
  try {
    backend = await open(config, send);
  } catch (thrown) {
    send({ type: 'openFailed', error: asFailure(thrown).toValue() });
    return;
  }

  async function take(message: ToNetwork): Promise<void> {
    if (message.type === 'close') {
      await backend.dispose();
      port.close();
      return;
    }
    try {
      const vectors = normaliseEach(await backend.embed(message.pixels, message.count));
      send({ type: 'embedded', vectors }, [vectors.buffer]);
    } catch (thrown) {
      send({ type: 'failed', error: asFailure(thrown).toValue() });
    }
  }

  // One after the other: a backend takes one batch at a time, and answers keep their order.
  let last = Promise.resolve();
  port.on('message', (message: ToNetwork) => {
    last = last.then(() => take(message));
  });
}

async function open(config: VisionConfig, send: (message: FromNetwork) => void): Promise<EmbeddingBackend> {
  const { model: name, pooling, inputSize, engine, precision, threads } = config.embedding;
  const store = createModelStore({
    bundledFolder: config.bundledModelsFolder,
    installedFolder: config.installedModelsFolder,
  });
  const model = await store.resolve(name, { pooling, inputSize });
  const { backend, runtime, isDecided } = await openBackend({
    model,
    backend: engine,
    precision,
    threads,
    avoid: config.avoid,
    onTrying: (variant) => send({ type: 'trying', variant }),
    onRuntime: (changed) => send({ type: 'runtime', runtime: changed }),
  });
  send({ type: 'opened', runtime, isDecided, inputSize: model.inputSize });
  return backend;
}

function normaliseEach(features: Float32Array): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(features.length);
  for (let at = 0; at < features.length; at += embeddingLength) {
    vectors.set(normalise(features.subarray(at, at + embeddingLength)), at);
  }
  return vectors;
}
