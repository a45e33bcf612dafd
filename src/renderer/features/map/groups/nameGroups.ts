/** Groups of the map as people can tell them apart: by the commonest values of their products. */
import type { FieldScale } from '../../../../contract/insight/mapColours.ts';

/** How many products a group has of each value, the commonest first. */
type Common = readonly (readonly [value: string, share: number])[];

/** A value that so many have stands for the group alone. */
const enough = 0.5;
/** One that fewer have says nothing of it. */
const leastShare = 0.15;

/**
 * "Shirts · Men", "Sandals, Heels": the one or two commonest values of the field that tells the groups apart best, then those of
 * the first field, by which the map is coloured. Groups without a common value, and those that are called the same, are numbered.
 * @param groupOf -1 for a point of none
 */
export function nameGroups(
  count: number,
  groupOf: Int16Array,
  scales: readonly FieldScale[],
): readonly string[] {
  const fields = scales.flatMap((scale) =>
    scale.kind === 'values' ? [commonestOf(count, groupOf, scale)] : [],
  );
  const best = fields.toSorted((one, other) => other.gain - one.gain).slice(0, 1);
  const telling = new Set([...best, ...fields.slice(0, 1)]);
  const names = Array.from({ length: count }, (_, group) =>
    [...telling].flatMap(({ common }) => wordsOf(common[group] ?? []) ?? []).join(' · '),
  );
  const seen = new Map<string, number>();
  return names.map((name) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    const isOne = names.filter((other) => other === name).length === 1;
    if (name === '') return `Group ${number}`;
    return isOne ? name : `${name} (${number})`;
  });
}

interface Telling {
  /** Per group. */
  readonly common: readonly Common[];
  /** What a product's group says of its value, in bits; without what chance alone would say where values are many. */
  readonly gain: number;
}

function commonestOf(
  count: number,
  groupOf: Int16Array,
  { values, codes }: Extract<FieldScale, { kind: 'values' }>,
): Telling {
  const counts = Array.from({ length: count }, () => new Uint32Array(values.length));
  const sizes = new Uint32Array(count);
  for (let index = 0; index < groupOf.length; index++) {
    const [group, code] = [groupOf[index] ?? -1, codes[index] ?? -2];
    const ofGroup = counts[group];
    if (ofGroup === undefined) continue;
    sizes[group] = (sizes[group] ?? 0) + 1;
    if (code >= 0) ofGroup[code] = (ofGroup[code] ?? 0) + 1;
  }
  const common = counts.map((ofGroup, group) =>
    [...ofGroup]
      .map((held, code) => [values[code]?.value ?? '', held / Math.max(1, sizes[group] ?? 0)] as const)
      .filter(([, share]) => share >= leastShare)
      .sort(([, one], [, other]) => other - one),
  );
  return { common, gain: informationGain(counts) };
}

/** Mutual information of rows and columns, less its bias in few observations (Miller and Madow, 1955). */
function informationGain(counts: readonly Uint32Array[]): number {
  const ofGroups = counts.map((ofGroup) => ofGroup.reduce((sum, held) => sum + held, 0));
  const ofValues = Array.from(counts[0] ?? [], (_, code) =>
    counts.reduce((sum, ofGroup) => sum + (ofGroup[code] ?? 0), 0),
  );
  const all = ofGroups.reduce((sum, held) => sum + held, 0);
  if (all === 0) return 0;
  let bits = 0;
  for (const [group, ofGroup] of counts.entries()) {
    for (const [code, held] of ofGroup.entries()) {
      const byChance = ((ofGroups[group] ?? 0) * (ofValues[code] ?? 0)) / all;
      if (held > 0) bits += (held / all) * Math.log2(held / byChance);
    }
  }
  const values = ofValues.filter((held) => held > 0).length;
  return bits - ((values - 1) * (counts.length - 1)) / (2 * all * Math.LN2);
}

function wordsOf(common: Common): string | null {
  const [first, second] = common;
  if (first === undefined) return null;
  return first[1] > enough || second === undefined ? first[0] : `${first[0]}, ${second[0]}`;
}
