import { describe, expect, it } from 'vitest';
import {
  writeProblemsCsv,
  writeProblemsText,
} from '../../../../src/renderer/features/imports/report/problemsCsv.ts';

describe('failed files as CSV', () => {
  it('begins with a byte-order mark and a header, and ends its lines as spreadsheets do', () => {
    expect(writeProblemsCsv([{ path: 'a.jpg', reason: 'The file is empty.' }])).toBe(
      '\uFEFFpath,reason\r\na.jpg,The file is empty.\r\n',
    );
  });

  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\tx'])('makes the formula %j harmless', (path) => {
    const [, row = ''] = writeProblemsCsv([{ path, reason: 'r' }]).split('\r\n');
    expect(row.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('quotes commas, quotes and line ends', () => {
    expect(writeProblemsCsv([{ path: 'a,b "c".jpg', reason: 'one\ntwo' }])).toContain(
      '"a,b ""c"".jpg","one\ntwo"',
    );
  });

  it('gives one line per file as text, whatever the reason holds', () => {
    const text = writeProblemsText([
      { path: 'a.jpg', reason: 'cut\nshort' },
      { path: 'b.jpg', reason: 'empty' },
    ]);
    expect(text).toBe('a.jpg\tcut short\nb.jpg\tempty');
  });
});
