/** What can be learned from: values of fields that enough products share, and words of their names. */
import type { TuneFieldChoice } from '../../contract/insight/tuning.ts';
import type { Classes } from './ports.ts';

/** A value of fewer products says nothing of others. */
export const leastOfClass = 5;
/** A field with more is a list of names or numbers; a class takes 2 kB of each fold. */
const mostClasses = 1000;
/** Of the products that have a value: what is left is all but unique. */
const leastShared = 0.5;

/** @param valuesOf those of each point, each once; empty ones are none */
export function findClasses(
  points: number,
  valuesOf: (point: number) => readonly string[],
  leastShare: number,
  mostShare = 1,
): Classes {
  const counts = new Map<string, number>();
  const all = Array.from({ length: points }, (_, point) => valuesOf(point).filter((value) => value !== ''));
  for (const values of all) for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const codes = new Map<string, number>();
  for (const [value, count] of counts) {
    if (count >= Math.max(leastOfClass, leastShare * points) && count <= mostShare * points)
      codes.set(value, codes.size);
  }
  const starts = new Int32Array(points + 1);
  const listed: number[] = [];
  for (const [point, values] of all.entries()) {
    for (const value of values) {
      const code = codes.get(value);
      if (code !== undefined) listed.push(code);
    }
    starts[point + 1] = listed.length;
  }
  return { count: codes.size, starts, codes: Int32Array.from(listed) };
}

export const classesOfField = (values: readonly string[]): Classes =>
  findClasses(values.length, (point) => [values[point] ?? ''], 0);

/** Words of one product in a thousand at least, and of half of them at most. */
export function classesOfNames(names: readonly string[]): Classes {
  const wordsOf = (point: number): string[] => [
    ...new Set((names[point] ?? '').toLowerCase().match(/\p{L}[\p{L}\p{N}]+/gu)),
  ];
  return findClasses(names.length, wordsOf, 0.001, 0.5);
}

/** How a field is weighed where nobody said it: by what its name says that it is of. */
const usualWeights: readonly (readonly [RegExp, number])[] = [
  [/article.?type|product.?type|^type$|kind/i, 1],
  [/colou?r/i, 0.7],
  [/gender|sex$|department/i, 0.5],
  [/categor|type/i, 0.5],
];
const otherWeight = 0.2;

/** @param values of all products, empty where one has none */
export function judgeField(field: string, values: readonly string[], classes: Classes): TuneFieldChoice {
  const filled = values.reduce((sum, value) => sum + (value === '' ? 0 : 1), 0);
  const problem = findProblem(filled, classes);
  const usual = usualWeights.find(([pattern]) => pattern.test(field))?.[1] ?? otherWeight;
  return { field, values: classes.count, weight: problem === null ? usual : 0, problem };
}

function findProblem(filled: number, { count, codes }: Classes): string | null {
  if (filled === 0) return 'No product has a value.';
  if (count > mostClasses) return `It has too many values: more than ${mostClasses.toLocaleString('en')}.`;
  if (codes.length < leastShared * filled) return 'Most of its values are of a few products only.';
  if (count < 2) return 'All products have the same value.';
  return null;
}
