/** `twinset colours`: reads the colours of pictures that were imported before colours were kept. */
import type { Command } from 'commander';
import type { Engine } from '../../engine/engine.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, type CatalogWords, catalogOption } from '../options.ts';
import { formatCount, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {}

export function addColoursCommand(program: Command): void {
  const command = program
    .command('colours')
    .description(
      'read the colours of pictures that were imported before they were kept, so that --colour-weight can be used',
    )
    .addOption(catalogOption());
  addOutputOptions(command).action(async (words: Words) => {
    await withCatalog(words, async (engine: Engine) => {
      const { read, seconds } = resultOf(
        await followJob(
          engine,
          'colours',
          words,
          () => engine.call('colours.read', {}),
          ({ done, total }) => ({ done, total, remark: 'pictures' }),
        ),
      );
      printResult(words, { pictures: read, seconds }, () =>
        read === 0
          ? 'The colours of all pictures are known.'
          : `The colours of ${formatCount(read)} pictures are read. ${seconds.toFixed(1)} s.`,
      );
    });
  });
}
