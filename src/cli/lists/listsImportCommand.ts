/** `twinset lists import FILE`: an export that was edited comes back, as a preview or applied. */
import type { Command } from 'commander';
import type { ListImport } from '../../contract/lists.ts';
import { addOutputOptions, type CatalogWords, catalogOption, listTypeOption, toPath } from '../options.ts';
import { formatCount, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly type: string;
  readonly apply?: boolean;
}

/** Every row is told. */
const allRows = 1_000_000;
/** For people: what is more can be had with --json. */
const linesTold = 20;

export function addListsImport(lists: Command): void {
  const command = lists
    .command('import')
    .description('read an edited export: what it would change; with --apply, change it as one step')
    .argument('<file>', 'the CSV or workbook that came back')
    .addOption(catalogOption())
    .addOption(listTypeOption())
    .option('--apply', 'change the lists; "lists undo" takes it back');
  addOutputOptions(command).action(async (word: string, words: Words) => {
    await withCatalog(words, async (engine) => {
      const { type, apply = false } = words;
      const answer = await engine.call('lists.import', { file: toPath(word), type, apply, limit: allRows });
      const { rows, changes, repaired, refused, applied } = answer;
      printResult(words, { rows, changes, repaired, refused, applied }, () => describe(answer));
    });
  });
}

function describe({ rows, changes, changedLists, lists, repaired, refused, applied }: ListImport): string {
  const changed = lists.flatMap(({ id, entries }) =>
    entries.map(
      (entry) =>
        `${id}: ${entry.id} ${entry.before} → ${entry.after}${entry.position === null ? '' : ` at ${entry.position}`}`,
    ),
  );
  const counted = `${formatCount(changes)} ${changes === 1 ? 'change' : 'changes'} in ${formatCount(changedLists)} ${changedLists === 1 ? 'list' : 'lists'}`;
  const summary =
    changes === 0
      ? 'The lists are so already: nothing changes.'
      : applied
        ? `${counted}, made as one step: "lists undo" takes it back.`
        : `${counted}. Nothing was changed yet: --apply makes the lists so.`;
  return [
    `${formatCount(rows)} rows read.`,
    ...some('Changes', changed),
    ...some(
      'Put right',
      repaired.map(({ row, what }) => `row ${row}: ${what}`),
    ),
    ...some(
      'Not applied',
      refused.map(({ row, reason }) => `row ${row}: ${reason}`),
    ),
    summary,
  ].join('\n');
}

function some(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - linesTold;
  return [
    `${title}:`,
    ...lines.slice(0, linesTold).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more (--json has all)`] : []),
  ];
}
