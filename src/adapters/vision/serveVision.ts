/** The process side of the vision worker: takes messages, answers them as the work gets done. */
import { asFailure, Failure } from '../../contract/failure.ts';
import { countDecodes, countPictureThreads } from '../pictures/countDecodes.ts';
import { drawPreview } from '../pictures/drawPreview.ts';
import { type Networks, openNetworks } from './openNetworks.ts';
import { openPictures, type Pictures } from './openPictures.ts';
import { createFileProcessing } from './processFiles.ts';
import type { FileTask, FromVision, PreviewTask, ToVision, VisionConfig } from './visionMessages.ts';

interface Running {
  readonly networks: Networks;
  readonly pictures: Pictures;
  readonly takeFiles: (tasks: readonly FileTask[]) => void;
}

type Send = (message: FromVision) => void;

async function startEmbedding(config: VisionConfig, send: Send): Promise<Running> {
  const networks = await openNetworks(config, {
    onRuntime: (runtime) => send({ type: 'runtime', runtime }),
    onTrying: (variant) => send({ type: 'trying', variant }),
  });
  const announced: Networks = {
    ...networks,
    embed(pixels, count) {
      send({ type: 'embedding' });
      return networks.embed(pixels, count);
    },
  };
  const pictures = openPictures(countPictureThreads());
  const takeFiles = createFileProcessing({
    networks: announced,
    pictures,
    parallelDecodes: countDecodes(),
    onAnswers: (answers, vectors) => send({ type: 'files', answers, vectors }),
  });
  send({ type: 'started', runtime: networks.runtime });
  return { networks, pictures, takeFiles };
}

async function answerPreview({ id, ...request }: PreviewTask, send: Send): Promise<void> {
  try {
    send({ type: 'preview', id, ...(await drawPreview(request)) });
  } catch (thrown) {
    send({ type: 'previewFailed', id, error: asFailure(thrown).toValue() });
  }
}

/** Answers with `send` from now on. */
export function serveVision(send: Send): void {
  let running: Running | null = null;

  async function start(config: VisionConfig): Promise<void> {
    try {
      await closeRunning();
      running = await startEmbedding(config, send);
    } catch (thrown) {
      send({ type: 'startFailed', error: asFailure(thrown).toValue() });
    }
  }

  async function closeRunning(): Promise<void> {
    await Promise.all([running?.networks.close(), running?.pictures.close()]);
    running = null;
  }

  async function close(): Promise<never> {
    await closeRunning();
    process.exit(0);
  }

  function take(message: ToVision): void {
    switch (message.type) {
      case 'start':
        void start(message.config);
        return;
      case 'files':
        // The owner sends files only after `started`.
        if (running === null)
          throw new Failure('internal', 'Files came before the vision worker was started.');
        running.takeFiles(message.tasks);
        return;
      case 'preview':
        void answerPreview(message, send);
        return;
      case 'close':
        void close();
    }
  }

  process.on('message', (message) => take(message as ToVision));
}
