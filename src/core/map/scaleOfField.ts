/** What a field's values can be told apart by: their sizes, or which of the commonest they are. */
import type { FieldScale } from '../../contract/insight/mapColours.ts';
import { readScalar, type Scalar } from '../../contract/scalars.ts';

/** So few are told apart at a glance, also where they are numbers. */
const fewValues = 8;
/** A field of numbers may have a few values like "free". */
const leastShare = 0.9;

/** @param values one for each product, empty where it has none */
export function scaleOfField(values: readonly string[], most: number): FieldScale {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  counts.delete('');
  if (counts.size > fewValues) {
    const sizes = new Map([...counts.keys()].map((value) => [value, readScalar(value)]));
    const ofValues = (sizeOf: (scalar: Scalar) => number) =>
      values.map((value) => {
        const scalar = sizes.get(value);
        const size = scalar === undefined ? Number.NaN : sizeOf(scalar);
        return Number.isFinite(size) ? size : null;
      });
    // A year is both: it is meant as one.
    if (areMostly(sizes.values(), ({ from }) => from)) {
      return { kind: 'dates', sizes: ofValues(({ from }) => from) };
    }
    if (areMostly(sizes.values(), ({ number }) => number)) {
      return { kind: 'numbers', sizes: ofValues(({ number }) => number) };
    }
  }
  const commonest = [...counts]
    .sort(([value, count], [other, otherCount]) => otherCount - count || (value < other ? -1 : 1))
    .slice(0, most)
    .map(([value, count]) => ({ value, count }));
  const codes = new Map(commonest.map(({ value }, code) => [value, code]));
  return {
    kind: 'values',
    values: commonest,
    codes: values.map((value) => (value === '' ? -2 : (codes.get(value) ?? -1))),
  };
}

function areMostly(scalars: Iterable<Scalar>, sizeOf: (scalar: Scalar) => number): boolean {
  const sizes = [...scalars].map(sizeOf);
  return sizes.filter((size) => Number.isFinite(size)).length >= sizes.length * leastShare;
}
