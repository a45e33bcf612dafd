/** The words that several commands share, and what makes them wrong. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { EmbeddingOptions } from '../contract/models.ts';
import {
  backendChoiceSchema,
  inputSizeSchema,
  poolingSchema,
  precisionChoiceSchema,
} from '../contract/models.ts';
import { isClusterAddress } from '../contract/paths.ts';
import { metricSchema } from '../contract/search.ts';

export interface OutputOptions {
  readonly json?: true;
  readonly progress?: true;
}

export interface EmbeddingWords {
  readonly engine: EmbeddingOptions['engine'];
  readonly precision: EmbeddingOptions['precision'];
  readonly pooling?: EmbeddingOptions['pooling'];
  readonly inputSize?: number;
  readonly model?: string;
  readonly threads?: number;
}

/** `--json` and `--progress`, which every command takes. */
export function addOutputOptions(command: Command): Command {
  return command
    .option('--json', 'print one JSON object to standard output')
    .option('--progress', 'with --json: print progress as JSON lines before it');
}

/** What says which catalog, and how a shared one is reached. */
export interface CatalogWords extends OutputOptions {
  readonly catalog: string;
  readonly ca?: string;
  readonly credentials?: string;
}

export function catalogOption(): Option {
  return new Option('--catalog <dir|url>', 'the folder of the catalog, or a shared one’s https://host/index')
    .argParser(toPlace)
    .makeOptionMandatory();
}

/** Who one is to a cluster, and whom it is trusted by. */
export function addConnectionOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--ca <file>', 'the certificate of the cluster’s authority (PEM)').argParser(toPath),
    )
    .addOption(
      new Option(
        '--credentials <file>',
        'USER:PASSWORD in a file of mode 600; default: TWINSET_CLUSTER_USER and TWINSET_CLUSTER_PASSWORD',
      ).argParser(toPath),
    );
}

export function connectionFrom({ ca, credentials }: Pick<CatalogWords, 'ca' | 'credentials'>) {
  return { ...(ca !== undefined && { ca }), ...(credentials !== undefined && { credentials }) };
}

/** What every command that opens a catalog takes, so that it may be a shared one. */
export function acceptShared(command: Command): void {
  const isOfCatalog = command.options.some(({ long, mandatory }) => long === '--catalog' && mandatory);
  const isToCluster = command.options.some(({ long }) => long === '--ca');
  if (isOfCatalog && !isToCluster) addConnectionOptions(command);
  for (const each of command.commands) acceptShared(each);
}

export function metricOption(): Option {
  return new Option(
    '--metric <name>',
    'how far apart two embeddings are; tuned: the catalog’s own, see "tune"',
  )
    .choices(metricSchema.options)
    .default('cosine');
}

/** What look-alikes are wished to be besides near. */
export interface WishWords {
  readonly like?: string[];
  readonly unlike?: string[];
  readonly unlikeWeight: number;
  readonly diversity: number;
  readonly minScore?: number;
  readonly maxScore?: number;
  readonly groupVariants?: true;
  readonly learned?: true;
  readonly colourWeight?: number;
}

export function addWishOptions(command: Command): Command {
  return command
    .addOption(new Option('--like <id...>', 'also like this product').argParser(collect))
    .addOption(new Option('--unlike <id...>', 'not like this product').argParser(collect))
    .addOption(
      new Option('--unlike-weight <0..1>', 'how much each product after --unlike pulls away')
        .argParser(between(0, 1))
        .default(0.5),
    )
    .addOption(
      new Option('--diversity <0..1>', 'towards 1: more different among themselves')
        .argParser(between(0, 1))
        .default(0),
    )
    .addOption(new Option('--min-score <score>', 'only with such a score').argParser(between(-1, 1)))
    .addOption(new Option('--max-score <score>', 'only with such a score').argParser(between(-1, 1)))
    .option('--group-variants', 'of near-identical products only the nearest')
    .option('--learned', 'in the order that was learned from decisions, not by distance')
    .addOption(
      new Option(
        '--colour-weight <0..0.99>',
        'how much the likeness of colours counts beside that of the pictures; by cosine and tuned',
      ).argParser(between(0, 0.99)),
    );
}

export function wishesFrom(words: WishWords) {
  return {
    like: words.like ?? [],
    unlike: words.unlike ?? [],
    unlikeWeight: words.unlikeWeight,
    diversity: words.diversity,
    ...(words.minScore !== undefined && { minScore: words.minScore }),
    ...(words.maxScore !== undefined && { maxScore: words.maxScore }),
    ...(words.groupVariants && { variants: 'grouped' as const }),
    // Whatever is switched on in the interface: a command does what its words say.
    order: words.learned ? ('learned' as const) : ('distance' as const),
    ...(words.colourWeight !== undefined && { colourWeight: words.colourWeight }),
  };
}

/** @param precision what is taken where nothing is said */
export function addEmbeddingOptions(
  command: Command,
  precision: EmbeddingOptions['precision'] = 'auto',
): Command {
  return command
    .addOption(
      new Option('--engine <name>', 'what runs the network')
        .choices(backendChoiceSchema.options)
        .default('auto'),
    )
    .addOption(
      new Option(
        '--precision <name>',
        'fp32, as other systems compute; int8, about three times as fast; auto: int8 where it agrees with fp32 on this machine and is faster',
      )
        .choices(precisionChoiceSchema.options)
        .default(precision),
    )
    .addOption(new Option('--pooling <name>', 'default: the model’s own').choices(poolingSchema.options))
    .addOption(
      new Option('--input-size <pixels>', 'default: the model’s own').argParser(
        whole(inputSizeSchema.minValue ?? 1, inputSizeSchema.maxValue ?? 1024),
      ),
    )
    .option('--model <name>', 'a model’s name, or a weights file');
}

/** Leaves out what was not said, and makes a path of a model that is a file. */
export function embeddingFrom(words: EmbeddingWords): EmbeddingOptions {
  const model = words.model === undefined ? undefined : modelFrom(words.model);
  return {
    engine: words.engine,
    precision: words.precision,
    ...(words.pooling !== undefined && { pooling: words.pooling }),
    ...(words.inputSize !== undefined && { inputSize: words.inputSize }),
    ...(words.threads !== undefined && { threads: words.threads }),
    ...(model !== undefined && { model }),
  };
}

function modelFrom(word: string): string {
  const path = toPath(word);
  return /[/\\]/.test(word) || existsSync(path) ? path : word;
}

/** `npm run cli` moves to the package's folder first; paths are meant from where the person stands. */
export function toPath(word: string): string {
  const start = process.env['npm_lifecycle_event'] === 'cli' ? process.env['INIT_CWD'] : undefined;
  return resolve(start ?? process.cwd(), word);
}

/** A folder's full path; an address stays as it is. */
export function toPlace(word: string): string {
  return isClusterAddress(word) ? word : toPath(word);
}

/** A parser of whole numbers from `least` to `most`. */
export function whole(least: number, most: number): (word: string) => number {
  return (word) => {
    const value = Number(word);
    if (/^-?\d+$/.test(word) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** A parser of numbers from `least` to `most`. */
export function between(least: number, most: number): (word: string) => number {
  return (word) => {
    const value = Number(word);
    if (word.trim() !== '' && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };
}

/** Gathers a repeated option into one list. */
export function collect(word: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), word];
}

/** A=B words as pairs, cut at the first `=`. */
export function pairsFrom(words: readonly string[] | undefined): [string, string][] {
  return (words ?? []).map((word) => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)];
  });
}

/** Ends with the usage when a word is not of the form A=B. */
export function requirePairs(command: Command, option: string, words: readonly string[] | undefined): void {
  const wrong = (words ?? []).find((word) => word.indexOf('=') < 1);
  if (wrong !== undefined) command.error(`error: option '${option}' needs NAME=VALUE, not '${wrong}'`);
}

export function listTypeOption(): Option {
  return new Option('--type <type>', 'what the list is for').default('substitute');
}
