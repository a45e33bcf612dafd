/** How well the look-alikes of sampled products agree with one field of the metadata. */
import { fewestToSay, type MeasuredField, type MeasuredValue } from '../../contract/insight/quality.ts';
import type { FieldValues } from '../products/fieldColumn.ts';
import { createTally, estimate, type Tally } from './estimate.ts';

/** The look-alikes of the sampled products by one setting: `k` rows each, -1 where there are fewer. */
export interface Neighbours {
  readonly k: number;
  readonly rows: Int32Array;
}

/** A sampled product whose look-alikes have other values, by rows. */
export interface Disagreement {
  readonly row: number;
  readonly agreeing: number;
  readonly known: number;
  readonly disagreeing: readonly number[];
}

export interface FieldAgreement extends Omit<MeasuredField, 'values'> {
  readonly values: readonly (Omit<MeasuredValue, 'examples'> & {
    readonly examples: readonly Disagreement[];
  })[];
}

/** Values that come with examples, examples of each, and look-alikes of each example. */
const [valuesWithExamples, mostExamples, mostShown] = [12, 3, 6];

/**
 * @param sample rows of the products that were looked at; @param settings their look-alikes by each
 * @param pause lets the engine answer others
 */
export async function measureAgreement(
  field: string,
  column: FieldValues,
  sample: readonly number[],
  settings: readonly Neighbours[],
  pause: () => Promise<void>,
): Promise<FieldAgreement> {
  const tallies = settings.map((neighbours) => tallyAgreement(column, sample, neighbours));
  const measured = [...sample.keys()].filter((place) => tallies.every(({ counts }) => counts[place] === 1));
  const { estimates, difference } = estimate(tallies, measured);
  const byCode = Map.groupBy(measured, (place) => column.codeAt(sample[place] ?? 0));
  const enough = [...byCode].filter(([, places]) => places.length >= fewestToSay);
  const values = [];
  for (const [code, places] of enough) {
    await pause();
    const { estimates: precision, difference: gap } = estimate(tallies, places);
    values.push({ value: column.values[code] ?? '', places, precision, difference: gap });
  }
  values.sort(
    (a, b) =>
      (a.precision[0]?.value ?? 0) - (b.precision[0]?.value ?? 0) ||
      b.places.length - a.places.length ||
      (a.value < b.value ? -1 : 1),
  );
  return {
    field,
    products: measured.length,
    withoutValue: sample.length - measured.length,
    precision: estimates,
    difference,
    values: values.map(({ places, ...value }, at) => ({
      ...value,
      products: places.length,
      examples: at < valuesWithExamples ? findExamples(column, sample, places, settings[0]) : [],
    })),
    tooFew: byCode.size - enough.length,
  };
}

/** Hits are shares, so that every product counts once. */
function tallyAgreement(column: FieldValues, sample: readonly number[], neighbours: Neighbours): Tally {
  const tally = createTally(sample.length);
  for (const [place, row] of sample.entries()) {
    if (column.codeAt(row) === 0) continue;
    const { agreeing, known } = compareWith(column, row, place, neighbours);
    if (known === 0) continue;
    tally.hits[place] = agreeing / known;
    tally.counts[place] = 1;
  }
  return tally;
}

/** Look-alikes without a value tell neither that they agree nor that they do not. */
function compareWith(
  column: FieldValues,
  row: number,
  place: number,
  { k, rows }: Neighbours,
): Omit<Disagreement, 'row'> {
  const own = column.codeAt(row);
  const disagreeing: number[] = [];
  let agreeing = 0;
  for (const other of rows.subarray(place * k, (place + 1) * k)) {
    const code = other < 0 ? 0 : column.codeAt(other);
    if (code === own) agreeing++;
    else if (code !== 0) disagreeing.push(other);
  }
  return { agreeing, known: agreeing + disagreeing.length, disagreeing };
}

/** Those with the smallest share that agrees, in the sample's order where that is the same. */
function findExamples(
  column: FieldValues,
  sample: readonly number[],
  places: readonly number[],
  neighbours: Neighbours | undefined,
): Disagreement[] {
  if (neighbours === undefined) return [];
  return places
    .map((place) => {
      const row = sample[place] ?? 0;
      return { row, ...compareWith(column, row, place, neighbours) };
    })
    .filter(({ disagreeing }) => disagreeing.length > 0)
    .sort((a, b) => a.agreeing / a.known - b.agreeing / b.known)
    .slice(0, mostExamples)
    .map((example) => ({ ...example, disagreeing: example.disagreeing.slice(0, mostShown) }));
}
