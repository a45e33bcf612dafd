/** `twinset embed IMAGE-FILE …`: L2-normalised embeddings, without a catalog. */
import type { Command } from 'commander';
import type { Output } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import type { EmbeddingWords, OutputOptions } from './options.ts';
import { addEmbeddingOptions, addOutputOptions, embeddingFrom, toPath } from './options.ts';
import { note, printResult } from './print.ts';
import { withEngine } from './withEngine.ts';

type Words = OutputOptions & EmbeddingWords;

export function addEmbedCommand(program: Command): void {
  const command = program
    .command('embed')
    .description('L2-normalised embeddings of image files, without a catalog')
    .argument('<image-file...>', 'image files');
  // Their vectors are compared with those of other systems: float, unless int8 is asked for.
  addOutputOptions(addEmbeddingOptions(command, 'fp32')).action(embedFiles);
}

async function embedFiles(given: string[], words: Words): Promise<void> {
  await withEngine(async (engine) => {
    const files = given.map(toPath);
    const givenFor = new Map(files.map((file, at) => [file, given[at] ?? file]));
    const asGiven = (path: string): string => givenFor.get(path) ?? path;
    const output = await engine.call('models.embed', { files, options: embeddingFrom(words) });
    const problems = output.problems.map(({ path, reason }) => ({ path: asGiven(path), reason }));
    for (const { path, reason } of problems) note(`${path}: ${reason}`);
    if (words.json !== true) for (const text of output.notes) note(text);
    if (output.embeddings.length === 0) {
      throw new Failure('image-unusable', 'None of the files could be embedded; the reasons stand above.');
    }
    const result = {
      engine: output.engine,
      precision: output.precision,
      model: output.model,
      space: output.space,
      embeddings: output.embeddings.map(({ path, vector }) => ({ path: asGiven(path), vector })),
      // Only where there are any: the contract's result has the embeddings alone.
      ...(problems.length > 0 && { problems }),
      ...(output.notes.length > 0 && { notes: output.notes }),
    };
    printResult(words, result, () => describe(result));
  });
}

function describe(
  output: Pick<Output<'models.embed'>, 'engine' | 'precision' | 'model' | 'embeddings'>,
): string {
  const lines = output.embeddings.map(({ path, vector }) => {
    const first = vector.slice(0, 4).map((number) => number.toFixed(4));
    return `${path}  ${first.join(' ')} … (${vector.length} numbers)`;
  });
  return [
    ...lines,
    `${output.engine}, ${output.precision}, ${output.model}; --json prints every number`,
  ].join('\n');
}
