/** `twinset sample FOLDER`: draws a sample catalog, images and a styles.csv. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { showJob } from './followJob.ts';
import type { OutputOptions } from './options.ts';
import { addOutputOptions, toPath, whole } from './options.ts';
import { formatCount, printResult } from './print.ts';
import { withEngine } from './withEngine.ts';

interface Words extends OutputOptions {
  readonly count: number;
  readonly seed: number;
}

export function addSampleCommand(program: Command): void {
  const command = program
    .command('sample')
    .description('draw a sample catalog: images and a styles.csv')
    .argument('<folder>', 'the folder to draw into')
    .addOption(new Option('--count <products>', 'how many').argParser(whole(1, 100_000)).default(500))
    .addOption(
      new Option('--seed <number>', 'the same number draws the same catalog')
        .argParser(whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
        .default(1),
    );
  addOutputOptions(command).action((folder: string, words: Words) =>
    withEngine(async (engine) => {
      const stopShowing = showJob(engine, 'sample', words, ({ drawn, total }) => ({
        done: drawn,
        total,
        remark: 'drawn',
      }));
      const { count, seed } = words;
      const drawn = await engine
        .call('catalogs.drawSample', { folder: toPath(folder), count, seed })
        .finally(stopShowing);
      printResult(
        words,
        drawn,
        () => `${formatCount(drawn.images)} images in ${drawn.folder}, ${drawn.metadata}`,
      );
    }),
  );
}
