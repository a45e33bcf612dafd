/**
 * Entry of the vision worker process: plain Node, forked and owned by `createVisionWorker` (or, in the mode `draw`,
 * by `drawSample`). It never outlives its owner: when the channel closes, it ends at once.
 */
import { asFailure, Failure } from '../../contract/failure.ts';
import type { EmbeddingBackend } from '../../core/models/ports.ts';
import type { FromVision, ToVision, VisionConfig } from './visionMessages.ts';

function send(message: object): void {
  // A closed channel is no error: its `disconnect` event ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

function answer(message: FromVision): void {
  send(message);
}

type TakeFiles = ReturnType<typeof import('./processFiles.ts').createFileProcessing>;

async function startEmbedding(config: VisionConfig): Promise<{ backend: EmbeddingBackend; take: TakeFiles }> {
  const { embedding, bundledModelsFolder, installedModelsFolder, thumbnailFolder } = config;
  const { createModelStore } = await import('./modelStore.ts');
  const { openBackend } = await import('./openBackend.ts');
  const { createFileProcessing } = await import('./processFiles.ts');
  const { countDecodes } = await import('./countDecodes.ts');

  const store = createModelStore({
    bundledFolder: bundledModelsFolder,
    installedFolder: installedModelsFolder,
  });
  const { model: name, pooling, inputSize, engine, precision, threads } = embedding;
  const model = await store.resolve(name, { pooling, inputSize });
  const { backend, runtime } = await openBackend({ model, engine, precision, threads });
  const take = createFileProcessing({
    backend,
    inputSize: model.inputSize,
    thumbnailFolder,
    parallelDecodes: countDecodes(),
    onAnswers: (answers, vectors) => answer({ type: 'files', answers, vectors }),
  });
  answer({ type: 'started', runtime });
  return { backend, take };
}

function serveVision(): void {
  let started: Promise<{ backend: EmbeddingBackend; take: TakeFiles }> | null = null;

  async function takeMessage(message: ToVision): Promise<void> {
    switch (message.type) {
      case 'start':
        started = startEmbedding(message.config);
        try {
          await started;
        } catch (thrown) {
          answer({ type: 'startFailed', error: asFailure(thrown).toValue() });
        }
        return;
      case 'files': {
        if (started === null)
          throw new Failure('internal', 'Files came before the vision worker was started.');
        (await started).take(message.tasks);
        return;
      }
      case 'preview': {
        const { id, file, target, maxEdge } = message;
        try {
          const { drawPreview } = await import('./drawPreview.ts');
          answer({ type: 'preview', id, ...(await drawPreview(file, target, maxEdge)) });
        } catch (thrown) {
          answer({ type: 'previewFailed', id, error: asFailure(thrown).toValue() });
        }
        return;
      }
      case 'close': {
        const running = await started?.catch(() => null);
        await running?.backend.dispose();
        process.exit(0);
      }
    }
  }

  process.on('message', (message) => void takeMessage(message as ToVision));
}

async function drawSampleImages(): Promise<void> {
  const { serveSampleDrawing } = await import('./sampleDrawing.ts');
  serveSampleDrawing(send);
}

// By signal: `process.exit` would wait for a native decode that may never come back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

if (process.argv[2] === 'draw') void drawSampleImages();
else serveVision();
