import { resolve } from 'node:path';
import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { modelMethods } from '../../contract/models.ts';
import type { EngineContext } from '../context.ts';

export function modelHandlers(context: EngineContext): Handlers<keyof typeof modelMethods> {
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
      if (context.jobs.running('download').some((job) => job.describe().detail.name === name))
        throw new Failure('already-running', `${name} is being downloaded already.`);
      const { id } = context.jobs.start({
        kind: 'download',
        detail: { name, receivedBytes: 0, totalBytes: 0 },
        run: (task) =>
          context.models.download(name, {
            signal: task.control.signal,
            onProgress: (receivedBytes, totalBytes) =>
              task.tell(totalBytes === 0 ? null : receivedBytes / totalBytes, {
                name,
                receivedBytes,
                totalBytes,
              }),
          }),
      });
      return { jobId: id };
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
