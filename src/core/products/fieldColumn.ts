/** One attribute of all products, dictionary-coded: a number per row, 0 for "no value". */
import type { Attributes } from '../../contract/products.ts';
import { readScalar, type Scalar } from '../../contract/scalars.ts';
import { createTextIndex } from './textIndex.ts';

export interface FieldValues {
  /** Distinct values by code; code 0 is the empty string. */
  readonly values: readonly string[];
  /** The code of a row; 0 for rows never set. */
  codeAt(row: number): number;
  /** The code of a value, or undefined if no row ever had it. */
  codeOf(value: string): number | undefined;
  /** The values as numbers and dates, by code. Like the words of `matchText` read when first asked for. */
  scalars(): readonly Scalar[];
  /** A byte per code, 1 where the value has the words; null where the text has nothing to search for. */
  matchText(text: string): Uint8Array | null;
}

export interface FieldColumn extends FieldValues {
  set(row: number, value: string): void;
  /**
   * Sets the rows from `first` on, which had no values yet, by numbers (`PackedField`).
   * @param added what the next numbers mean, as long as nothing else gave the column values
   */
  append(first: number, added: readonly string[], codes: Uint32Array): void;
  /** The same with the values that all rows have now, whatever is set later. */
  hold(): FieldValues;
}

const firstCapacity = 1024;

export function createFieldColumn(): FieldColumn {
  let codes = new Int32Array(firstCapacity);
  const values: string[] = [''];
  const codeByValue = new Map<string, number>([['', 0]]);
  const scalars: Scalar[] = [];
  const text = createTextIndex();
  let indexedValues = 0;

  function codeFor(value: string): number {
    const known = codeByValue.get(value);
    if (known !== undefined) return known;
    const code = values.push(value) - 1;
    codeByValue.set(value, code);
    return code;
  }

  function reserve(rowCount: number): void {
    if (rowCount <= codes.length) return;
    const grown = new Int32Array(Math.max(rowCount, codes.length * 2));
    grown.set(codes);
    codes = grown;
  }

  const dictionary = {
    values,
    codeOf: (value: string) => codeByValue.get(value),
    scalars() {
      for (const value of values.slice(scalars.length)) scalars.push(readScalar(value));
      return scalars;
    },
    matchText(wanted: string) {
      for (; indexedValues < values.length; indexedValues++)
        text.add(indexedValues, values[indexedValues] ?? '');
      return text.match(wanted, values.length);
    },
  };

  return {
    ...dictionary,
    codeAt: (row) => codes[row] ?? 0,
    // The dictionary only grows: what codes mean now they mean later.
    hold() {
      const held = codes.slice();
      return { ...dictionary, codeAt: (row) => held[row] ?? 0 };
    },
    append(first, added, next) {
      for (const value of added) codeFor(value);
      reserve(first + next.length);
      codes.set(next, first);
    },
    set(row, value) {
      if (row >= codes.length && value === '') return;
      reserve(row + 1);
      codes[row] = codeFor(value);
    },
  };
}

/** The values that a row has. */
export function attributesAt(columns: ReadonlyMap<string, FieldValues>, row: number): Attributes {
  const present: [string, string][] = [];
  for (const [field, { codeAt, values }] of columns) {
    const code = codeAt(row);
    if (code !== 0) present.push([field, values[code] ?? '']);
  }
  return Object.fromEntries(present);
}

/** The row's value in a field, or the empty string. */
export function valueAt(columns: ReadonlyMap<string, FieldValues>, row: number, field: string): string {
  const found = columns.get(field);
  return found?.values[found.codeAt(row)] ?? '';
}
