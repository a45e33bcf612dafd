/** Numbers as ids and spreadsheets write them, exact however long: "00123", "123.0" and "1.23E+02" are one number. */

interface Decimal {
  /** Without zeros at either end; "0" for zero. */
  readonly digits: string;
  /** Of the last digit. */
  readonly exponent: number;
}

/** One way to read a cell as a number. */
export interface NumberReading {
  readonly number: Decimal;
  /** Digits that the spreadsheet kept; null: all. */
  readonly precision: number | null;
  /** What the spreadsheet did to the id, as the end of "the spreadsheet …". */
  readonly breakage: string;
}

/** A spreadsheet has no more than these. */
const spreadsheetDigits = 15;
const decimalForm = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;
const scientificForm = /^(\d(?:[.,]\d+)?)[eE]([+-]?\d{1,4})$/;
const thousandsForm = /^\d{1,3}([.,'’ ])\d{3}(?:\1\d{3})*(?:[.,]0+)?$/;

/** The number that a spreadsheet makes of an id; null where it leaves it alone. */
export function numberOf(id: string): Decimal | null {
  const found = decimalForm.exec(id);
  if (found === null) return null;
  const [, whole = '', fraction = '', exponent = '0'] = found;
  return trim(whole + fraction, Number(exponent) - fraction.length);
}

/** The same text for the same number, rounded where digits were lost. */
export function keyOf({ digits, exponent }: Decimal, precision: number | null): string {
  if (precision === null || digits.length <= precision) return `${digits}e${exponent}`;
  const kept = BigInt(digits.slice(0, precision)) + ((digits[precision] ?? '0') >= '5' ? 1n : 0n);
  const rounded = trim(String(kept), exponent + digits.length - precision);
  return `${rounded.digits}e${rounded.exponent}`;
}

/** Every way to read the cell as a number; none for what is no number. */
export function readNumbers(cell: string): NumberReading[] {
  const text = cell.replaceAll(/[\u00a0\u202f\u2009]/g, ' ');
  const scientific = scientificForm.exec(text);
  if (scientific !== null) {
    const [, mantissa = '', exponent = ''] = scientific;
    const number = numberOf(`${mantissa.replace(',', '.')}e${exponent}`);
    const precision = mantissa.replace(/[.,]/, '').length;
    return number === null ? [] : [{ number, precision, breakage: 'wrote it as a power of ten' }];
  }
  return [...plainReadings(text), ...thousandsReadings(text)];
}

function plainReadings(text: string): NumberReading[] {
  if (!/^\d+(?:[.,]\d+)?$/.test(text)) return [];
  const number = numberOf(text.replace(',', '.'));
  if (number === null) return [];
  const isLong = text.length > spreadsheetDigits && /^\d+$/.test(text);
  const breakage = isLong
    ? 'kept only 15 of its digits'
    : /^\d+$/.test(text)
      ? 'dropped its leading zeros'
      : 'wrote it with decimals';
  return [{ number, precision: isLong ? spreadsheetDigits : null, breakage }];
}

function thousandsReadings(text: string): NumberReading[] {
  const separator = thousandsForm.exec(text)?.[1];
  if (separator === undefined) return [];
  const number = numberOf(text.replaceAll(separator, '').replace(',', '.'));
  return number === null
    ? []
    : [{ number, precision: null, breakage: 'put separators between its thousands' }];
}

function trim(digits: string, exponent: number): Decimal {
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return { digits: '0', exponent: 0 };
  const short = significant.replace(/0+$/, '');
  return { digits: short, exponent: exponent + significant.length - short.length };
}
