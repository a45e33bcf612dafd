/**
 * How what is said of a product becomes terms of a few fields, whatever its metadata calls its own: `field\0value`. Order among
 * terms is that of their texts.
 */
import { type Bounds, readScalar, type Scalar } from '../../../contract/scalars.ts';
import { naturalKey, wordsOf } from '../../../core/products/textTokens.ts';

const separator = '\0';
/** Texts that are the same so far stand in the order in which their products came. */
const longestKey = 500;

export function valueTerm(field: string, value: string): string {
  return `${field}${separator}${value}`;
}

/** What begins every term of a field. */
export function fieldPrefix(field: string): string {
  return `${field}${separator}`;
}

/** All terms of a field, as an expression. */
export function valuesOfField(field: string): string {
  const literal = fieldPrefix(field).replaceAll(/[.?+*|{}[\]()"\\#@&<>~^$]/g, String.raw`\$&`);
  return `${literal}(.|\n)*`;
}

/** @returns field and value; the value may hold the separator */
export function readValueTerm(term: string): readonly [field: string, value: string] {
  const at = term.indexOf(separator);
  return [term.slice(0, at), term.slice(at + 1)];
}

export function wordTerms(field: string, value: string): string[] {
  return [...new Set(wordsOf(value))].map((word) => valueTerm(field, word));
}

const scalarKinds = ['number', 'from', 'to'] as const;
type ScalarKind = (typeof scalarKinds)[number];

/** What a value is worth where sizes are compared. */
export function scalarTerms(field: string, value: string): string[] {
  const scalar = readScalar(value);
  return scalarKinds.flatMap((kind) =>
    Number.isNaN(scalar[kind]) ? [] : [scalarTerm(field, kind, scalar[kind])],
  );
}

function scalarTerm(field: string, kind: ScalarKind, size: number): string {
  return `${scalarPrefix(field, kind)}${sortableNumber(size)}`;
}

function scalarPrefix(field: string, kind: ScalarKind): string {
  return `${fieldPrefix(field)}${kind}${separator}`;
}

/** The products whose value lies within the bounds, as `withinBounds` says. */
export function withinClauses(field: string, { min, max }: Bounds): object[] {
  return [
    ...(min === undefined ? [] : [boundClause(field, readScalar(String(min)), 'from')]),
    ...(max === undefined ? [] : [boundClause(field, readScalar(String(max)), 'to')]),
  ];
}

/** Numbers are compared with numbers, else dates with dates. */
function boundClause(field: string, bound: Scalar, end: 'from' | 'to'): object {
  const beyond = (kind: ScalarKind): object => {
    const term = scalarTerm(field, kind, bound[kind]);
    const prefix = scalarPrefix(field, kind);
    const range = end === 'from' ? { gte: term, lt: `${prefix}~` } : { gte: prefix, lte: term };
    return { range: { scalars: range } };
  };
  const hasNumber = { prefix: { scalars: scalarPrefix(field, 'number') } };
  const asDate = Number.isNaN(bound[end]) ? { match_none: {} } : beyond(end);
  if (Number.isNaN(bound.number)) return asDate;
  return {
    bool: {
      should: [beyond('number'), { bool: { filter: [asDate], must_not: [hasNumber] } }],
      minimum_should_match: 1,
    },
  };
}

/** A text of 16 characters per number, in the numbers' order. */
export function sortableNumber(size: number): string {
  const view = new DataView(new ArrayBuffer(8));
  // Zero has two forms.
  view.setFloat64(0, size + 0);
  const bits = view.getBigUint64(0);
  const isNegative = bits >> 63n === 1n;
  const ordered = BigInt.asUintN(64, isNegative ? ~bits : bits | (1n << 63n));
  return ordered.toString(16).padStart(16, '0');
}

/** What views are sorted by beside the fields; no field is called so. */
export const ownOrders = { id: `${separator}id`, name: `${separator}name` } as const;

export function ownOrderTerm(order: keyof typeof ownOrders, text: string): string {
  return `${fieldPrefix(ownOrders[order])}${naturalKey(text).slice(0, longestKey)}`;
}

/** Numbers before words. */
export function orderTerm(field: string, value: string): string {
  const size = value.trim() === '' ? Number.NaN : Number(value);
  const key = Number.isFinite(size)
    ? `0${sortableNumber(size)}`
    : `1${naturalKey(value).slice(0, longestKey)}`;
  return `${fieldPrefix(field)}${key}`;
}
