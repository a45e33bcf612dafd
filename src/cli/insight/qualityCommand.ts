/** `twinset quality`: how well look-alikes agree with the metadata, and with what was decided. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type Estimate,
  type LeftOutField,
  type MeasuredDecisions,
  type MeasuredField,
  type Quality,
  type QualitySetting,
  qualitySettingSchema,
} from '../../contract/insight/quality.ts';
import { followJob, resultOf } from '../followJob.ts';
import { addOutputOptions, type CatalogWords, catalogOption, collect, whole } from '../options.ts';
import { formatCount, formatTable, printResult } from '../print.ts';
import { withCatalog } from '../withEngine.ts';

interface Words extends CatalogWords {
  readonly field?: string[];
  readonly k: number;
  readonly sample: number;
  readonly against?: QualitySetting;
}

/** Of each field, for people. */
const mostWeak = 5;

export function addQualityCommand(program: Command): void {
  const command = program
    .command('quality')
    .description('how well look-alikes agree with the metadata, and with what was decided')
    .addOption(catalogOption())
    .addOption(
      new Option(
        '--field <field...>',
        'only these fields; left out: every field that says something',
      ).argParser(collect),
    )
    .addOption(new Option('-k <count>', 'look-alikes of each product').argParser(whole(1, 50)).default(10))
    .addOption(
      new Option('--sample <count>', 'products that are looked at').argParser(whole(1, 5000)).default(1000),
    )
    .addOption(
      new Option(
        '--against <metric[,colour=weight]>',
        'set another way of finding look-alikes against cosine: a metric, colour counting so much, or both',
      ).argParser(toSetting),
    );
  addOutputOptions(command).action(async ({ field, k, sample, against, ...words }: Words) => {
    await withCatalog(words, async (engine) => {
      const job = await followJob(
        engine,
        'quality',
        words,
        () =>
          engine.call('quality.measure', {
            ...{ view: {}, k, sample },
            ...(field && { fields: field }),
            ...(against && { settings: [{}, against] }),
          }),
        ({ done, total }) => ({ done, total, remark: 'searches' }),
      );
      resultOf(job);
      const { measured } = await engine.call('quality.last', {});
      if (measured !== null) printResult(words, toResult(measured), () => describe(measured));
    });
  });
}

/** "tuned", "cosine,colour=0.25", "colour=0.25". */
function toSetting(word: string): QualitySetting {
  const parts = word.split(',');
  const colour = parts.find((part) => part.startsWith('colour='))?.slice('colour='.length);
  const [metric, ...more] = parts.filter((part) => !part.startsWith('colour='));
  const setting = qualitySettingSchema.safeParse({
    ...(metric !== undefined && { metric }),
    ...(colour !== undefined && { colourWeight: colour.trim() === '' ? Number.NaN : Number(colour) }),
  });
  if (more.length === 0 && setting.success) return setting.data;
  throw new InvalidArgumentError(
    'It must be a metric, as tuned, or colour=0.25, or both: tuned,colour=0.25.',
  );
}

function toResult({ k, sampled, fields, leftOut, decisions, seconds }: Quality): object {
  return {
    k,
    sampled,
    fields: fields.map(toField),
    leftOut: leftOut.map(({ field, reason }) => ({ field, reason })),
    decisions: toDecisions(decisions),
    seconds,
  };
}

function toField(measured: MeasuredField): object {
  const {
    field,
    products,
    withoutValue,
    precision: [overall, other],
    difference,
    values,
  } = measured;
  return {
    field,
    precision: overall?.value ?? null,
    ...{ low: overall?.low ?? null, high: overall?.high ?? null },
    ...(other !== undefined && { against: other, difference }),
    ...{ products, withoutValue },
    weakest: values.map(({ value, products: count, precision: [own], examples }) => ({
      value,
      precision: own?.value ?? null,
      products: count,
      examples: examples.map(({ product, disagreeing }) => ({
        id: product.id,
        lookAlikes: disagreeing.map(({ id, value: other }) => ({ id, value: other })),
      })),
    })),
  };
}

function toDecisions(decisions: MeasuredDecisions): object {
  const { products, accepted, rejected, pinned, acceptance, reciprocalRank } = decisions;
  return {
    ...{ products, accepted, rejected, pinned },
    acceptance: acceptance?.estimates[0] ?? null,
    reciprocalRank: reciprocalRank?.estimates[0] ?? null,
  };
}

function describe({ k, sampled, population, fields, leftOut, decisions }: Quality): string {
  const lines = [
    `${formatCount(sampled)} of ${formatCount(population)} products with their first ${k} look-alikes:`,
    formatTable(
      fields.map(({ field, products, precision: [overall, other], difference }) => [
        field,
        ...cellsOf(overall),
        ...(other === undefined ? [] : ['against', ...cellsOf(other)]),
        ...(difference === null ? [] : ['difference', ...cellsOf(difference, signed)]),
        `${formatCount(products)} products`,
      ]),
    ),
    ...fields.flatMap(({ field, values }) =>
      values.length === 0
        ? []
        : [
            `Weakest in ${field}: ${values
              .slice(0, mostWeak)
              .map(({ value, precision: [own] }) => `${value} ${percent(own?.value ?? 0)}`)
              .join(', ')}`,
          ],
    ),
    ...leftOut.map(({ field, reason }) => `Left out: ${field}, ${reasonWords[reason]}.`),
    describeDecisions(decisions, k),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const reasonWords: Readonly<Record<LeftOutField['reason'], string>> = {
  codes: 'in which hardly two products have the same value',
  'one-value': 'in which all products have the same value',
  'no-values': 'in which no product has a value',
  'nothing-to-compare': 'in which no product that was looked at has look-alikes with a value',
};

function describeDecisions({ products, acceptance, reciprocalRank }: MeasuredDecisions, k: number): string {
  if (products === 0)
    return 'Nothing was decided yet. Accept or reject look-alikes, and they are measured against that too.';
  const accepted = acceptance?.estimates[0];
  const rank = reciprocalRank?.estimates[0];
  return [
    accepted === undefined
      ? `None of the first ${k} look-alikes was decided on.`
      : `Of the decided ones among the first ${k} look-alikes ${percent(accepted.value)} were accepted (${percent(accepted.low)} to ${percent(accepted.high)}).`,
    ...(rank === undefined
      ? []
      : [
          `Mean reciprocal rank of what was accepted: ${rank.value.toFixed(2)} (${rank.low.toFixed(2)} to ${rank.high.toFixed(2)}).`,
        ]),
  ].join('\n');
}

function cellsOf(estimate: Estimate | undefined, inWords = percent): string[] {
  const { value, low, high } = estimate ?? { value: 0, low: 0, high: 0 };
  return [inWords(value), `(${inWords(low)} to ${inWords(high)})`];
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
