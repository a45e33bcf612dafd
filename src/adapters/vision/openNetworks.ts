/** The networks that share the cores: one, or where there are many cores, several of a few threads each. */
import { availableParallelism } from 'node:os';
import type { EmbeddingOptions } from '../../contract/models.ts';
import { type Network, type NetworkListeners, openNetwork } from './openNetwork.ts';
import type { VisionConfig } from './visionMessages.ts';

export interface Networks extends Pick<Network, 'runtime' | 'inputSize' | 'embed' | 'close'> {
  /** How many work side by side; more once the first has shown what runs here. */
  count(): number;
}

export interface CoreShares {
  readonly cores: number;
  /** Threads of one network wait for each other at each of its layers: with sixteen they do little else. */
  readonly threadsEach: number;
  /** Each holds the network in memory. */
  readonly most: number;
}

const usualShares: CoreShares = { cores: availableParallelism(), threadsEach: 4, most: 4 };

/**
 * The first decides what runs on this machine; others are opened beside its first batches, for just that. Who says how many threads
 * there are to be has one network.
 * @throws Failure as `openNetwork`
 */
export async function openNetworks(
  config: VisionConfig,
  listeners: NetworkListeners,
  { cores, threadsEach, most }: CoreShares = usualShares,
): Promise<Networks> {
  const isOne = config.embedding.threads !== undefined;
  const wanted = isOne ? 1 : Math.min(most, Math.max(1, Math.floor(cores / threadsEach)));
  const shared = wanted === 1 ? config : withOptions(config, { threads: threadsEach });
  const first = await openNetwork(shared, listeners);
  const opened = [{ network: first, underWay: 0 }];
  let isClosing = false;
  const others = openOthers();

  /** Those that cannot be opened are done without. */
  async function openOthers(): Promise<void> {
    if (wanted === 1) return;
    const runtime = await first.decided.catch(() => null);
    // TensorFlow takes all cores, whoever asks.
    if (runtime?.engine !== 'onnx') return;
    // Pictures of one import are embedded alike: no other precision, whatever would be chosen where nothing is said.
    const decided = withOptions(shared, { engine: runtime.engine, precision: runtime.precision });
    for (let more = 1; more < wanted && !isClosing; more++) {
      const network = await openNetwork(decided, listeners).catch(() => null);
      if (network === null) return;
      opened.push({ network, underWay: 0 });
    }
  }

  return {
    runtime: first.runtime,
    inputSize: first.inputSize,
    count: () => opened.length,
    async embed(pixels, count) {
      const chosen = opened.reduce((least, each) => (each.underWay < least.underWay ? each : least));
      chosen.underWay++;
      try {
        return await chosen.network.embed(pixels, count);
      } finally {
        chosen.underWay--;
      }
    },
    async close() {
      isClosing = true;
      await first.close();
      await others;
      await Promise.all(opened.slice(1).map(({ network }) => network.close()));
    },
  };
}

function withOptions(config: VisionConfig, options: Partial<EmbeddingOptions>): VisionConfig {
  return { ...config, embedding: { ...config.embedding, ...options } };
}
