/** `twinset lists generate`: lists made by rules, as a dry run or as one step that undo takes back. */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Input } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { describeRuleProblems, type GenerationResult } from '../../contract/generation.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, type CatalogWords, catalogOption, toPath, whole } from '../options.ts';
import { formatCount, note, printResult } from '../print.ts';
import { filtersFrom, requireWhere, whereOption } from '../where.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly type?: string;
  readonly rules?: string;
  readonly where?: string[];
  readonly top?: number;
  readonly metric: 'cosine' | 'tuned';
  readonly dryRun?: boolean;
  readonly mutualProximity?: boolean;
  readonly reverseLinks?: boolean;
}

type Order = Input<'lists.generate'>['order'];

/** Every empty place is told. */
const allRows = 1_000_000;
/** For people: what is more can be had with --json. */
const linesTold = 20;

export function addGenerate(lists: Command): void {
  const command = lists
    .command('generate')
    .description('make lists by rules, around what was decided; "lists undo" takes it back')
    .addOption(catalogOption())
    .option('--type <type>', 'what the lists are for (default: the rules’ own, else substitute)')
    .addOption(new Option('--rules <file>', 'the rules, as JSON').argParser(toPath))
    .addOption(whereOption('only the lists of products that fulfil this'))
    .addOption(
      new Option('--top <count>', 'entries per list (default: the rules’ own length, else 10)').argParser(
        whole(1, 200),
      ),
    )
    .addOption(
      new Option('--metric <name>', 'what scores and the order go by')
        .choices(['cosine', 'tuned'])
        .default('cosine'),
    )
    .option('--mutual-proximity', 'prefer products that are near in both directions, which makes fewer hubs')
    .option('--reverse-links', 'give products that no list shows a last place, where rules let them in')
    .option('--dry-run', 'only tell what would be made, and what falls short');
  addOutputOptions(command).action(async (words: Words) => {
    requireWhere(command, words.where);
    const order = orderFrom(words);
    await withCatalog(words, async (engine, { fields }) => {
      const where = await filtersFrom(engine, fields, words.where);
      const input: Input<'lists.generate'> = {
        what: where.length === 0 ? { kind: 'all' } : { kind: 'view', view: { where } },
        order,
        metric: words.metric,
        mutualProximity: words.mutualProximity ?? false,
        reverseLinks: words.reverseLinks ?? false,
        dryRun: words.dryRun ?? false,
        limit: allRows,
      };
      const job = await followJob(
        engine,
        'generate',
        words,
        () => engine.call('lists.generate', input),
        ({ done, total }) => ({ done, total, remark: 'lists' }),
      );
      const made = resultOf(job);
      for (const each of made.notes) note(each);
      const { products, entries, kept, shortfall, seconds } = made;
      printResult(words, { products, entries, kept, shortfall, seconds }, () => describe(made));
    });
  });
}

/** The file's rules, with what the command's own words say. @throws Failure `file-unreadable`, `bad-input` that names each rule */
function orderFrom({ rules, type, top }: Words): Order {
  const read = rules === undefined ? {} : readRules(rules);
  if (type !== undefined && typeof read['type'] === 'string' && read['type'] !== type) {
    throw new Failure(
      'bad-input',
      `${rules} is for lists of the type ${read['type']}, not ${type}. Leave --type out, or change the file.`,
    );
  }
  const order = {
    ...read,
    ...(rules === undefined && { type: 'substitute' }),
    ...(type !== undefined && { type }),
    ...(top !== undefined && { length: top }),
  };
  const problems = describeRuleProblems(order);
  // What has no problems is an order.
  if (problems.length === 0) return order as unknown as Order;
  throw new Failure(
    'bad-input',
    `${rules ?? 'The order'} cannot be followed, and nothing was generated. ${problems.join(' ')}`,
  );
}

function readRules(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    throw new Failure(
      'file-unreadable',
      `${file} could not be read. Look whether it is there.`,
      String(thrown),
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure('bad-input', `${file} is not JSON: ${reason}. Correct it; nothing was generated.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Failure('bad-input', `${file} is no rules: they begin with {"type": …. Nothing was generated.`);
}

function describe(made: GenerationResult): string {
  const { products, entries, kept, full, linked, shortfall, shortfallByRule, applied } = made;
  const told = shortfall
    .slice(0, linesTold)
    .map(({ id, missing, rule, gain }) => `  ${id}: ${missing} missing, ${rule}, ${gain} more without it`);
  const more = shortfall.length - told.length;
  return [
    `${formatCount(products)} lists, ${formatCount(full)} of them full: ${formatCount(entries)} suggestions, ${formatCount(kept)} decided entries kept.`,
    ...(linked === 0 ? [] : [`${formatCount(linked)} products that no list showed have a last place.`]),
    ...shortfallByRule.map(
      ({ rule, lists, missing, gain }) =>
        `${rule} leaves ${formatCount(missing)} places empty in ${formatCount(lists)} lists; without it ${formatCount(gain)} would be filled.`,
    ),
    ...told,
    ...(more > 0 ? [`  and ${formatCount(more)} more (--json has all)`] : []),
    applied
      ? 'Kept as one step: "lists undo" takes it back.'
      : 'Nothing was changed: leave --dry-run out to keep these lists.',
  ].join('\n');
}
