/** `--where`: conditions on products, as words. */
import { type Command, Option } from 'commander';
import type { Filter } from '../contract/products.ts';
import { type Bounds, isScalar, parseBounds } from '../contract/scalars.ts';
import type { Engine } from '../engine/engine.ts';
import { collect } from './options.ts';

const forms = [
  'FIELD=VALUE (several of one field: any of them)',
  'FIELD=N..M, "FIELD>=N", "FIELD<=N" (numbers, or dates such as 2012-03-31)',
  'FIELD~WORDS (their beginnings are enough)',
  'FIELD? (has a value)',
  'FIELD! (has none)',
];

/** @param description what the conditions narrow */
export function whereOption(description: string): Option {
  const words = `${description}; repeat for more: ${forms.join('; ')}`;
  return new Option('--where <condition...>', words).argParser(collect);
}

const withSign = /^(.+?)(>=|<=|=|~)(.*)$/s;
const withMark = /^(.+)([?!])$/s;

/** Ends with the usage when a word is not of any form. */
export function requireWhere(command: Command, words: readonly string[] | undefined): void {
  const wrong = (words ?? []).find((word) => !withSign.test(word) && !withMark.test(word));
  if (wrong !== undefined)
    command.error(`error: option '--where' needs ${forms.join('; or ')}; not '${wrong}'`);
}

/**
 * The words as filters: values of one field mean "or", all else means "and". What the catalog has comes first: a field called
 * "price>" or a value "1..2" is taken as it stands.
 * @param fields the catalog's
 */
export async function filtersFrom(
  engine: Engine,
  fields: readonly string[],
  words: readonly string[] | undefined,
): Promise<Filter[]> {
  const values = new Map<string, string[]>();
  const others: Filter[] = [];
  for (const word of words ?? []) {
    const [field, sign, rest] = cutWord(fields, word);
    const bounds = boundsFrom(sign, rest);
    if (sign === '?' || sign === '!') others.push({ kind: sign === '?' ? 'has' : 'lacks', field });
    else if (sign === '~') others.push({ kind: 'text', field, text: rest });
    else if (bounds === null || (sign === '=' && (await isValue(engine, field, rest))))
      values.set(field, [...(values.get(field) ?? []), rest]);
    else others.push({ kind: 'range', field, ...bounds });
  }
  return [...[...values].map(([field, each]): Filter => ({ field, values: each })), ...others];
}

function cutWord(
  fields: readonly string[],
  word: string,
): readonly [field: string, sign: string, rest: string] {
  const at = word.indexOf('=');
  const whole = word.slice(0, Math.max(at, 0));
  if (fields.includes(whole)) return [whole, '=', word.slice(at + 1)];
  const [, field = '', sign = '', rest = ''] = withSign.exec(word) ?? withMark.exec(word) ?? [];
  return [field, sign, rest];
}

function boundsFrom(sign: string, rest: string): Bounds | null {
  if (sign === '>=') return { min: rest };
  if (sign === '<=') return { max: rest };
  const bounds = parseBounds(rest);
  const given = [bounds?.min, bounds?.max].filter((bound) => bound !== undefined);
  return given.length > 0 && given.every((bound) => isScalar(String(bound))) ? bounds : null;
}

async function isValue(engine: Engine, field: string, value: string): Promise<boolean> {
  const view = { where: [{ field, values: [value] }] };
  return (await engine.call('products.list', { view, offset: 0, limit: 1 })).total > 0;
}
