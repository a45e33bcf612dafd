/** Watches the activations of the float network while it embeds. */
import { Failure } from '../../../contract/failure.ts';
import { observedSteps, type Ranges } from '../../../core/models/calibration.ts';
import { type EmbeddingBackend, embeddingLength } from '../../../core/models/ports.ts';
import { type Step, startsAtZero } from '../../../core/models/resnet50/architecture.ts';
import type { LoadedNetwork } from '../../weights/loadNetwork.ts';
import { buildOnnxModel, highestName, lowestName } from '../backends/onnxGraph.ts';
import { embeddingsOf, type OnnxSession, openOnnxSession } from '../backends/onnxRuntime.ts';

/** All activations of a run are kept until they are read: those of more images leave the processor's caches. */
const imagesPerRun = 2;

/** The float network on onnxruntime; what it embeds also widens the ranges. */
export interface RangeObserver extends EmbeddingBackend {
  /** Smallest and largest value of every observed step so far. */
  ranges(): Ranges;
  imageCount(): number;
}

/** @param threads undefined: as many as onnxruntime thinks right (one per core) */
export async function createRangeObserver(
  network: LoadedNetwork,
  threads: number | undefined,
): Promise<RangeObserver> {
  const model = buildOnnxModel(network, observedSteps);
  const session = await openOnnxSession(model, network.inputSize, threads);
  const ranges = new Map(observedSteps.map((step): [Step, [number, number]] => [step, [0, 0]]));
  let images = 0;

  function widen(outputs: Awaited<ReturnType<OnnxSession['run']>>): void {
    for (const [step, range] of ranges) {
      const { name } = step;
      if (!startsAtZero(step)) range[0] = Math.min(range[0], scalarOf(outputs, lowestName(name)));
      range[1] = Math.max(range[1], scalarOf(outputs, highestName(name)));
    }
  }

  return {
    name: 'onnx',
    precision: 'fp32',
    async embed(pixels, count) {
      const embeddings = new Float32Array(count * embeddingLength);
      const bytesEach = network.inputSize * network.inputSize * 3;
      for (let at = 0; at < count; at += imagesPerRun) {
        const end = Math.min(count, at + imagesPerRun);
        const outputs = await session.run(pixels.subarray(at * bytesEach, end * bytesEach), end - at);
        embeddings.set(embeddingsOf(outputs, end - at), at * embeddingLength);
        widen(outputs);
      }
      images += count;
      return embeddings;
    },
    ranges: () =>
      Object.fromEntries([...ranges].map(([{ name }, [low, high]]) => [name, [round(low), round(high)]])),
    imageCount: () => images,
    dispose: () => session.release(),
  };
}

/** Six digits are more than a byte can tell, and what is kept in a file is what is used. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

function scalarOf(outputs: Awaited<ReturnType<OnnxSession['run']>>, name: string): number {
  const value = Number(outputs[name]?.data[0]);
  if (Number.isFinite(value)) return value;
  throw new Failure(
    'backend-unavailable',
    `onnxruntime gave no finite ${name}. Choose the engine tfjs-node.`,
  );
}
