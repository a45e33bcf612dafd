/** `twinset models [list|download NAME|import FILE]`: the weights that are there and that can be had. */
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Model, Pooling } from '../contract/models.ts';
import { inputSizeSchema, poolingSchema } from '../contract/models.ts';
import type { Engine } from '../engine/engine.ts';
import { followJob, resultOf } from './followJob.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, toPath, whole } from './options.ts';
import { formatTable, printResult } from './print.ts';
import { withEngine } from './withEngine.ts';

interface ImportWords extends OutputOptions {
  readonly name?: string;
  readonly inputSize?: number;
  readonly pooling?: Pooling;
}

export function addModelsCommand(program: Command): void {
  const models = program.command('models').description('the weights that are there and that can be had');
  addOutputOptions(models.command('list', { isDefault: true }).description('list them')).action(
    (words: OutputOptions) => withEngine((engine) => printModels(engine, words)),
  );
  const download = models
    .command('download')
    .description('download weights')
    .argument('<name>', 'a name of the list');
  addOutputOptions(download).action((name: string, words: OutputOptions) =>
    withEngine(async (engine) => {
      await runDownload(engine, name, words);
      await printModels(engine, words);
    }),
  );
  const take = models
    .command('import')
    .description('take in a weights file: Keras HDF5 or safetensors')
    .argument('<file>', 'the weights file')
    .option('--name <name>', 'what to call it; default: the file’s name')
    .addOption(
      new Option('--input-size <pixels>', 'edge of the image it expects').argParser(
        whole(inputSizeSchema.minValue ?? 1, inputSizeSchema.maxValue ?? 1024),
      ),
    )
    .addOption(new Option('--pooling <name>', 'how its features are pooled').choices(poolingSchema.options));
  addOutputOptions(take).action((file: string, words: ImportWords) =>
    withEngine(async (engine) => {
      await engine.call('models.import', {
        file: toPath(file),
        ...(words.name !== undefined && { name: words.name }),
        ...(words.inputSize !== undefined && { inputSize: words.inputSize }),
        ...(words.pooling !== undefined && { pooling: words.pooling }),
      });
      await printModels(engine, words);
    }),
  );
}

async function printModels(engine: Engine, words: OutputOptions): Promise<void> {
  const { models } = await engine.call('models.list', {});
  printResult(words, { models: models.map(toResult) }, () =>
    formatTable(
      models.map((model) => [
        model.name,
        stateOf(model),
        `${Math.round(model.bytes / 1e6)} MB`,
        model.problem ?? model.title,
      ]),
    ),
  );
}

function toResult({ name, source, bytes, sha256, installed, default: isDefault }: Model) {
  return { name, source, bytes, sha256, installed, default: isDefault };
}

function stateOf(model: Model): string {
  if (model.problem !== null) return 'damaged';
  if (!model.installed) return 'can be downloaded';
  return model.default ? 'installed, default' : 'installed';
}

async function runDownload(engine: Engine, name: string, words: OutputOptions): Promise<void> {
  const job = await followJob(
    engine,
    'download',
    words,
    () => engine.call('models.download', { name }),
    ({ receivedBytes, totalBytes }) => ({ done: receivedBytes, total: totalBytes, remark: 'bytes' }),
  );
  resultOf(job);
}
