import { resolve } from 'node:path';
import type { Handlers } from '../../contract/contract.ts';
import { asFailure, Failure } from '../../contract/failure.ts';
import type { DownloadProgress, modelMethods } from '../../contract/models.ts';
import type { EngineContext } from '../context.ts';

export function modelHandlers(context: EngineContext): Handlers<keyof typeof modelMethods> {
  const downloads = new Map<string, AbortController>();

  async function download(name: string, signal: AbortSignal): Promise<void> {
    let progress: DownloadProgress = {
      name,
      state: 'running',
      receivedBytes: 0,
      totalBytes: 0,
      message: null,
    };
    function tell(change: Partial<DownloadProgress>): void {
      progress = { ...progress, ...change };
      context.events.emit('models.progress', progress);
    }
    try {
      await context.models.download(name, {
        signal,
        onProgress: (receivedBytes, totalBytes) => tell({ receivedBytes, totalBytes }),
      });
      tell({ state: 'done' });
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!signal.aborted) context.errors.record(failure.message, failure.detail ?? null);
      tell({ state: signal.aborted ? 'cancelled' : 'failed', message: failure.message });
    } finally {
      downloads.delete(name);
    }
  }

  return {
    'models.list': async () => ({ models: await context.models.list() }),
    'models.download': async ({ name }) => {
      const models = await context.models.list();
      if (!models.some((model) => model.name === name)) {
        throw new Failure(
          'not-found',
          `There is no model ${name} to download. "models list" shows those that can be had.`,
        );
      }
      if (downloads.has(name)) throw new Failure('already-running', `${name} is being downloaded already.`);
      const controller = new AbortController();
      downloads.set(name, controller);
      void download(name, controller.signal);
      return {};
    },
    'models.cancelDownload': ({ name }) => {
      downloads.get(name)?.abort();
      return {};
    },
    'models.import': ({ file, ...options }) => context.models.importFile(resolve(file), options),
    'models.embed': async ({ files, options }) => {
      const unused = context.options.dataFolder;
      return context.vision.use(options, unused, async (vision) => {
        const started = await vision.start();
        const outcomes = await vision.process(
          files.map((file) => ({
            file: resolve(file),
            imageId: '',
            bytes: null,
            wantsThumbnail: false,
            wantsVector: true,
          })),
        );
        const embeddings: { path: string; vector: number[] }[] = [];
        const problems: { path: string; reason: string }[] = [];
        outcomes.forEach((outcome, index) => {
          const path = files[index] ?? '';
          if (!outcome.ok) problems.push({ path, reason: outcome.reason });
          else if (outcome.vector !== null) embeddings.push({ path, vector: Array.from(outcome.vector) });
        });
        const { engine, precision, model, space, notes } = vision.runtime() ?? started;
        return { engine, precision, model, space, embeddings, problems, notes };
      });
    },
  };
}
