/** `twinset verify --catalog DIR`: checks the parts of a catalog against each other. */
import type { Command } from 'commander';
import { showJob } from './followJob.ts';
import type { CatalogWords } from './options.ts';
import { addOutputOptions, catalogOption } from './options.ts';
import { formatCount, printResult } from './print.ts';
import { withCatalog } from './withEngine.ts';

interface Words extends CatalogWords {}

export function addVerifyCommand(program: Command): void {
  const command = program
    .command('verify')
    .description('check database, vectors, index and thumbnails against each other')
    .addOption(catalogOption());
  addOutputOptions(command).action((words: Words) =>
    withCatalog(words, async (engine) => {
      const stopShowing = showJob(engine, 'verify', words, ({ done, total }) => ({
        done,
        total,
        remark: 'checked',
      }));
      const found = await engine.call('catalogs.verify', {}).finally(stopShowing);
      printResult(words, found, () => {
        const counts =
          `${formatCount(found.products)} products, ${formatCount(found.images)} images, ` +
          `${formatCount(found.embeddings)} embeddings, ${formatCount(found.indexed)} indexed`;
        const verdict = found.ok ? 'In order' : 'Not in order';
        return [`${verdict}: ${counts}`, ...found.errors, ...found.notes].join('\n');
      });
    }),
  );
}
