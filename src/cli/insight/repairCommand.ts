/** `twinset repair`: values that look doubtful beside those of the nearest products, and values that are missing. */
import { type Command, Option } from 'commander';
import {
  type FieldMeasure,
  fewestKnown,
  leastAgreement,
  type Suggestion,
  usualConfidence,
} from '../../contract/insight/repair.ts';
import type { Engine } from '../../engine/engine.ts';
import { listWords } from '../../engine/repair/listWords.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, between, type CatalogWords, catalogOption, collect, toPath } from '../options.ts';
import { formatCount, formatTable, note, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly field?: readonly string[];
  readonly minConfidence: number;
  readonly apply?: true;
  readonly out?: string;
}

const atOnce = 1000;
/** Lines for people; the file and `--json` have all. */
const mostLines = 200;
const sides = ['for it', 'against it'] as const;

export function addRepairCommand(program: Command): void {
  const command = program
    .command('repair')
    .description('find values that the nearest products contradict, and values for those that are missing')
    .addOption(catalogOption())
    .addOption(
      new Option(
        '--field <name>',
        'a field to look at, also one that pictures do not tell; may be repeated; left out: all that they tell',
      ).argParser(collect),
    )
    .addOption(
      new Option('--min-confidence <share>', 'only suggestions of which this share is right')
        .argParser(between(0, 1))
        .default(usualConfidence),
    )
    .option('--apply', 'correct the values: no import overwrites that, and "lists undo" takes it back')
    .addOption(new Option('--out <file.csv>', 'write the suggestions into this file').argParser(toPath));
  addOutputOptions(command).action(async (words: Words) => {
    await withCatalog(words, async (engine) => {
      const { field: fields, minConfidence, out } = words;
      const job = await followJob(
        engine,
        'repair',
        words,
        () => engine.call('repair.find', fields === undefined ? {} : { fields: [...fields] }),
        ({ step, done, total }) => ({ done, total, remark: step === 'fields' ? 'fields' : 'products' }),
      );
      const found = resultOf(job);
      const suggestions = await readAll(engine, minConfidence);
      if (out !== undefined)
        await engine.call('repair.export', { what: 'suggestions', minConfidence, file: out });
      if (words.apply === true) await engine.call('repair.acceptAll', { minConfidence, dryRun: false });
      for (const measure of found.fields) if (!measure.isUsed) note(whyLeftOut(measure));
      printResult(words, { suggestions }, () => describe(suggestions, words.apply === true));
    });
  });
}

async function readAll(engine: Engine, minConfidence: number): Promise<Suggestion[]> {
  const all: Suggestion[] = [];
  for (let total = 1; all.length < total; ) {
    const page = await engine.call('repair.list', { minConfidence, offset: all.length, limit: atOnce });
    total = page.total;
    all.push(...page.suggestions);
    if (page.suggestions.length === 0) break;
  }
  return all;
}

function whyLeftOut({ field, verdict, found, commonest, agreement, values, known }: FieldMeasure): string {
  const share = (value: number | null) => `${((value ?? 0) * 100).toFixed(0)} %`;
  switch (verdict) {
    case 'no-values':
      return `${field} was left out: no product has a value.`;
    case 'one-value':
      return `${field} was left out: all products have the same value.`;
    case 'own-values':
      return `${field} was left out: ${formatCount(values)} values on ${formatCount(known)} products name these, they do not sort them.`;
    case 'too-many-values':
      return `${field} was left out: it has ${formatCount(values)} values, too many to be told apart.`;
    case 'too-few-products':
      return `${field} was left out: ${formatCount(known)} products have a picture and a value, and it takes ${fewestKnown}.`;
    case 'told':
    case 'untold':
      return `${field} was left out: pictures do not tell it. Of the known values neighbours found ${share(found)}, the commonest value alone ${share(commonest)}; agreement beyond chance ${(agreement ?? 0).toFixed(2)}, ${leastAgreement.toFixed(2)} is asked for. Name it with --field to look all the same.`;
  }
}

function describe(suggestions: readonly Suggestion[], isApplied: boolean): string {
  if (suggestions.length === 0) return 'Nothing looks doubtful, and nothing can be filled in.';
  const rows = suggestions
    .slice(0, mostLines)
    .map(({ id, field, from, to, confidence, neighbours, words }) => [
      confidence.toFixed(3),
      id,
      field,
      `${from === '' ? 'no value' : from} → ${to}`,
      [
        `${neighbours.filter(({ value }) => value === to).length} of ${neighbours.length} neighbours`,
        ...sides.flatMap((side) => {
          const listed = listWords(words, side);
          return listed === '' ? [] : [`${side}: ${listed}`];
        }),
      ].join('; '),
    ]);
  const left = suggestions.length - rows.length;
  return [
    `${formatCount(suggestions.length)} ${isApplied ? 'values corrected' : 'suggestions'}:`,
    formatTable(rows),
    ...(left > 0 ? [`and ${formatCount(left)} more: --out writes all of them into a file.`] : []),
  ].join('\n');
}
