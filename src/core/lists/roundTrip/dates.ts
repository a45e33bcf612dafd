/** Dates that spreadsheets make of ids: "3-10" becomes "10-Mar", "2026-03-10" or "10.03.2026". */

export interface DateReading {
  readonly day: number;
  readonly month: number;
  /** As written, two digits or four; null: the spreadsheet takes the year it is. */
  readonly year: number | null;
}

/** The first letters in English, German, French and Spanish. */
const monthNames: Readonly<Record<string, number>> = {
  ...{
    jan: 1,
    ene: 1,
    feb: 2,
    fev: 2,
    fév: 2,
    mar: 3,
    mär: 3,
    mrz: 3,
    apr: 4,
    avr: 4,
    abr: 4,
    may: 5,
    mai: 5,
  },
  ...{ jun: 6, jul: 7, aug: 8, aoû: 8, ago: 8, sep: 9, oct: 10, okt: 10, nov: 11, dec: 12, dez: 12, déc: 12 },
  dic: 12,
};

const midnight = /[ T]00:00(?::00)?$/;

/** Every date that the text may mean; none for what is no date. */
export function readDates(cell: string): DateReading[] {
  const text = cell.trim().replace(midnight, '');
  return [...yearFirst(text), ...threeNumbers(text), ...twoNumbers(text), ...namedMonth(text)].filter(isDate);
}

/** The same day, as far as both say it. */
export function isSameDate(one: DateReading, other: DateReading): boolean {
  if (one.day !== other.day || one.month !== other.month) return false;
  if (one.year === null || other.year === null || one.year === other.year) return true;
  return Math.min(one.year, other.year) < 100 && one.year % 100 === other.year % 100;
}

function yearFirst(text: string): DateReading[] {
  const [year, month, day] = numbersOf(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, text);
  return year === undefined ? [] : [{ day: day ?? 0, month: month ?? 0, year }];
}

function threeNumbers(text: string): DateReading[] {
  const [one, other = 0, year = 0] = numbersOf(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/, text);
  return one === undefined ? [] : inBothOrders(one, other, year);
}

function twoNumbers(text: string): DateReading[] {
  const [one, other = 0] = numbersOf(/^(\d{1,2})[-/.](\d{1,2})\.?$/, text);
  const [month, year = 0] = numbersOf(/^(\d{1,2})[-/.](\d{4})$/, text);
  return [
    ...(one === undefined ? [] : inBothOrders(one, other, null)),
    ...(month === undefined ? [] : [{ day: 1, month, year }]),
  ];
}

function namedMonth(text: string): DateReading[] {
  const [, day = '', after = '', year] =
    /^(\d{1,2})\.?[-/ ]?(\p{L}{3,9})\.?(?:[-/ ](\d{2}|\d{4}))?$/u.exec(text) ?? [];
  const [, before = '', number = ''] = /^(\p{L}{3,9})\.?[-/ ]?(\d{1,2}|\d{4})$/u.exec(text) ?? [];
  const month = monthNames[(after || before).toLowerCase().slice(0, 3)];
  if (month === undefined) return [];
  if (day !== '') return [{ day: Number(day), month, year: year === undefined ? null : Number(year) }];
  // "Mar-10" is the tenth of March, or March 2010.
  return [
    { day: Number(number), month, year: null },
    { day: 1, month, year: Number(number) },
  ];
}

function inBothOrders(one: number, other: number, year: number | null): DateReading[] {
  return [
    { day: one, month: other, year },
    { day: other, month: one, year },
  ];
}

function numbersOf(form: RegExp, text: string): number[] {
  return (form.exec(text) ?? []).slice(1).map(Number);
}

function isDate({ day, month }: DateReading): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}
