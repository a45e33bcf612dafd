/** Where each kind of filter becomes a mask over the product rows. */
import type { ListState } from '../../contract/listWords.ts';
import type { Filter, RangeFilter } from '../../contract/products.ts';
import { withinBounds } from '../../contract/scalars.ts';
import type { FieldValues } from './fieldColumn.ts';

/** Products by how far their list is. */
export interface ListStates {
  readonly begun: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
}

/** What filters are answered from. */
export interface FilterSource {
  /** @throws Failure `bad-input` naming an unknown field */
  column(field: string): FieldValues;
  /** A byte per row, or null where the text has nothing to search for. */
  matchText(text: string): Uint8Array | null;
  rowOf(id: string): number | undefined;
  /** @throws Failure `not-found` where it is no longer held */
  idsOfSelection(selectionId: string): Iterable<string>;
  /** How far lists of a type are; those not named are untouched. */
  listStates(type: string): ListStates;
}

/** Hidden products are in no view but those that ask for them. @param hidden 1 for each of their rows; null where there is none */
export function beginMask(
  rowCount: number,
  where: readonly Filter[],
  { isAlive, hidden }: { isAlive(row: number): boolean; hidden: Uint8Array | null },
): Uint8Array {
  const wanted = where.some(({ kind }) => kind === 'hidden') ? 1 : 0;
  // A plain loop: every search begins with it, and a callback per row takes five times as long.
  const mask = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++)
    if (isAlive(row) && (hidden === null ? 0 : hidden[row]) === wanted) mask[row] = 1;
  return mask;
}

/** Sets the rows that do not pass the filter to 0. @throws Failure as the source does */
export function narrowMask(mask: Uint8Array, filter: Filter, source: FilterSource): void {
  const passes = rowTest(filter, source, mask.length);
  for (let row = 0; row < mask.length; row++) if (!passes(row)) mask[row] = 0;
}

type RowTest = (row: number) => boolean;

function rowTest(filter: Filter, source: FilterSource, rowCount: number): RowTest {
  switch (filter.kind) {
    case undefined:
    case 'values':
    case 'range':
    case 'has':
    case 'lacks':
      return codeTest(source.column(filter.field), filter);
    case 'text': {
      if (filter.field !== undefined) return codeTest(source.column(filter.field), filter);
      const matches = source.matchText(filter.text);
      return (row) => matches === null || matches[row] === 1;
    }
    case 'ids':
      return idTest(filter.ids, source, rowCount);
    case 'selection':
      return idTest(source.idsOfSelection(filter.id), source, rowCount);
    case 'hidden':
      // Which rows a mask begins with: `beginMask`.
      return () => true;
    case 'list':
      return listTest(filter.states, source.listStates(filter.type), source, rowCount);
  }
}

function idTest(ids: Iterable<string>, { rowOf }: FilterSource, rowCount: number): RowTest {
  const isWanted = new Uint8Array(rowCount);
  for (const id of ids) {
    const row = rowOf(id);
    if (row !== undefined) isWanted[row] = 1;
  }
  return (row) => isWanted[row] === 1;
}

function listTest(
  states: readonly ListState[],
  { begun, done }: ListStates,
  source: FilterSource,
  rowCount: number,
): RowTest {
  const isBegun = idTest(begun, source, rowCount);
  const isDone = idTest(done, source, rowCount);
  return (row) => states.includes(isDone(row) ? 'done' : isBegun(row) ? 'begun' : 'untouched');
}

type CodeFilter = Exclude<Filter, { kind: 'ids' | 'selection' | 'list' | 'hidden' }>;

/** Decides once per distinct value; a row costs one look-up. */
function codeTest(column: FieldValues, filter: CodeFilter): RowTest {
  const isWanted = wantedCodes(column, filter);
  return (row) => isWanted[column.codeAt(row)] === 1;
}

function wantedCodes(column: FieldValues, filter: CodeFilter): Uint8Array {
  switch (filter.kind) {
    case undefined:
    case 'values':
      return codesOfValues(column, filter.values);
    case 'range':
      return codesInRange(column, filter);
    case 'text':
      return column.matchText(filter.text) ?? new Uint8Array(column.values.length).fill(1);
    case 'has':
      return new Uint8Array(column.values.length).fill(1, 1);
    case 'lacks':
      return codesOfValues(column, ['']);
  }
}

function codesOfValues(column: FieldValues, values: readonly string[]): Uint8Array {
  const isWanted = new Uint8Array(column.values.length);
  for (const value of values) {
    const code = column.codeOf(value);
    if (code !== undefined) isWanted[code] = 1;
  }
  return isWanted;
}

function codesInRange(column: FieldValues, range: RangeFilter): Uint8Array {
  const isWithin = withinBounds(range);
  return Uint8Array.from(column.scalars(), (value) => (isWithin(value) ? 1 : 0));
}
