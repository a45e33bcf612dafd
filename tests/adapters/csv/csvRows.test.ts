import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createCsvStringifier } from '../../../src/adapters/csv/csvRows.ts';

describe('CSV text', () => {
  it('begins with a byte order mark and the header, once', () => {
    const stringify = createCsvStringifier(['id', 'score']);
    expect(stringify([])).toBe('\ufeffid,score\r\n');
    expect(stringify([['a', 1]])).toBe('a,1\r\n');
  });

  it('makes texts harmless that a spreadsheet would run, wherever they stand', () => {
    const stringify = createCsvStringifier(['=header']);
    const text = stringify([['=1+1'], ['+1'], ['-1'], ['@SUM(A1)'], ['\tx'], ['\rx'], ['＝1'], ['a=1']]);
    const cells = parse(text, { bom: true, record_delimiter: '\r\n' }).map(([cell]) => cell);
    expect(cells).toEqual(["'=header", "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "'＝1", 'a=1']);
  });

  it('leaves numbers as numbers, negative and small ones too, and writes none for what is no number', () => {
    expect(createCsvStringifier(['n'])([[-0.123], [0], [Number.NaN], [Number.POSITIVE_INFINITY]])).toBe(
      '\ufeffn\r\n-0.123\r\n0\r\n\r\n\r\n',
    );
  });

  it('comes back as it went, with quotes, delimiters and line breaks in the cells', () => {
    const rows = [
      ['a "quoted" text', 'one, two', 'line\nbreak'],
      ['', ' spaces ', 'line\r\nbreak'],
      ['"', ',', '🙂 é'],
    ];
    const text = createCsvStringifier(['x', 'y', 'z'])(rows);
    expect(parse(text, { bom: true, record_delimiter: '\r\n' }).slice(1)).toEqual(rows);
  });
});
