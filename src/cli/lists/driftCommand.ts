/** `twinset drift`: lists to look at again. */
import type { Command } from 'commander';
import type { CatalogWords } from '../options.ts';
import { addOutputOptions, catalogOption } from '../options.ts';
import { formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {}

export function addDriftCommand(program: Command): void {
  const command = program
    .command('drift')
    .description('lists whose entries are gone or sold out, or that would be better now')
    .addOption(catalogOption());
  addOutputOptions(command).action(async (words: Words) => {
    await withCatalog(words, async (engine) => {
      const found = await engine.call('drift.find', {});
      const lists = found.lists.map(({ id, type, vanished, better }) => ({
        ...{ id, type },
        vanished: vanished.map((entry) => entry.id),
        better: better.map((entry) => entry.id),
      }));
      printResult(words, { lists }, () => describe(lists));
    });
  });
}

function describe(
  lists: readonly {
    readonly id: string;
    readonly type: string;
    readonly vanished: readonly string[];
    readonly better: readonly string[];
  }[],
): string {
  if (lists.length === 0) return 'No list has to be looked at again.';
  return formatTable(
    lists.map(({ id, type, vanished, better }) => [
      id,
      type,
      vanished.length === 0 ? '' : `gone or sold out: ${vanished.join(', ')}`,
      better.length === 0 ? '' : `nearer now: ${better.join(', ')}`,
    ]),
  );
}
