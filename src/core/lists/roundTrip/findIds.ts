/** Which product a cell of an edited file may mean: the one it names, or those whose ids a spreadsheet would show as it is. */
import { cleanCell } from '../../imports/metadata/cleanCells.ts';
import { type DateReading, isSameDate, readDates } from './dates.ts';
import { keyOf, numberOf, readNumbers } from './numbers.ts';

export interface Candidate {
  readonly id: string;
  /** What was done to the id, as a sentence's end: "the spreadsheet dropped its leading zeros". Null: nothing. */
  readonly breakage: string | null;
}

export interface IdFinder {
  has(id: string): boolean;
  /** The one that the cell names first, if there is one. */
  candidates(cell: string): readonly Candidate[];
}

const none: readonly Candidate[] = [];

/** What it looks up is indexed when it is first asked for: most files need none of it. */
export function createIdFinder(ids: readonly string[]): IdFinder {
  const known = new Set(ids);
  const composed = new Map(
    ids.filter((id) => id !== id.normalize('NFC')).map((id) => [id.normalize('NFC'), id]),
  );
  const byNumber = new Map<number | null, Map<string, string[]>>();
  const answers = new Map<string, readonly Candidate[]>();
  let dates: Map<string, { id: string; date: DateReading }[]> | null = null;

  function numbersOfPrecision(precision: number | null): Map<string, string[]> {
    const standing = byNumber.get(precision);
    if (standing !== undefined) return standing;
    const index = new Map<string, string[]>();
    for (const id of ids) {
      const number = numberOf(id);
      if (number !== null) put(index, keyOf(number, precision), id);
    }
    byNumber.set(precision, index);
    return index;
  }

  function datesOfIds(): Map<string, { id: string; date: DateReading }[]> {
    if (dates !== null) return dates;
    dates = new Map();
    for (const id of ids) for (const date of readDates(id)) put(dates, dayKey(date), { id, date });
    return dates;
  }

  /** The product's own id, whose letters may be composed otherwise. */
  function own(text: string): string | undefined {
    if (known.has(text)) return text;
    const plain = text.normalize('NFC');
    return known.has(plain) ? plain : composed.get(plain);
  }

  /** As it stands, as an export protects it, or with blanks that people do not see. */
  function named(cell: string): Candidate | null {
    const plain = cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '');
    for (const text of [cell, plain]) {
      const id = own(text);
      if (id !== undefined) return { id, breakage: null };
    }
    const clean = cleanCell(cell);
    for (const text of [clean, clean.replace(/^'/, '')]) {
      const id = own(text);
      if (id !== undefined) return { id, breakage: 'blanks or marks stood around it' };
    }
    return null;
  }

  function find(cell: string): readonly Candidate[] {
    const exact = named(cell);
    const text = cleanCell(cell).replace(/^'/, '');
    const found = new Map<string, Candidate>();
    if (exact !== null) found.set(exact.id, exact);
    for (const { number, precision, breakage } of readNumbers(text)) {
      for (const id of numbersOfPrecision(precision).get(keyOf(number, precision)) ?? []) {
        if (!found.has(id)) found.set(id, { id, breakage: `the spreadsheet ${breakage}` });
      }
    }
    if (exact === null) {
      for (const date of readDates(text)) {
        for (const { id, date: ofId } of datesOfIds().get(dayKey(date)) ?? []) {
          if (isSameDate(date, ofId) && !found.has(id))
            found.set(id, { id, breakage: 'the spreadsheet made a date of it' });
        }
      }
    }
    return found.size === 0 ? none : [...found.values()];
  }

  return {
    has: (id) => known.has(id),
    candidates(cell) {
      const answer = answers.get(cell) ?? find(cell);
      answers.set(cell, answer);
      return answer;
    },
  };
}

function dayKey({ day, month }: DateReading): string {
  return `${month}-${day}`;
}

function put<V>(index: Map<string, V[]>, key: string, value: V): void {
  const standing = index.get(key);
  if (standing === undefined) index.set(key, [value]);
  else standing.push(value);
}
