import { describe, expect, it } from 'vitest';
import { cleanCell, cleanIds, cleanValues } from '../../../../src/core/imports/metadata/cleanCells.ts';

const ids = (cells: string[], ...stems: string[]) => cleanIds(cells, (stem) => stems.includes(stem));

describe('a cell', () => {
  it.each([
    [' x ', 'x'],
    ['\u200b1001', '1001'],
    ['1002\u00a0', '1002'],
    ['\u200e\u2060 1003 \ufeff', '1003'],
    ['👩‍👧', '👩‍👧'],
    ['="00123"', '00123'],
    ['="a ""b"""', 'a "b"'],
    ["'=SUM(A1)", '=SUM(A1)'],
    ["'n Sync", "'n Sync"],
    ['', ''],
  ])('%j is %j', (cell, clean) => {
    expect(cleanCell(cell)).toBe(clean);
  });
});

describe('values', () => {
  it('keep null words where the column has other words', () => {
    expect(cleanValues(['None', 'Hav', 'NA', ''])).toEqual(['None', 'Hav', 'NA', '']);
    expect(cleanValues(['S', 'n/a', 'NULL', '#N/A', '\\N', 'NaN'])).toEqual(['S', 'n/a', '', '', '', '']);
  });

  it('have null words for "no value" among numbers, and where there is nothing else', () => {
    expect(cleanValues(['2011', 'NA', 'none', '2012'])).toEqual(['2011', '', '', '2012']);
    expect(cleanValues(['None', 'n/a', 'null'])).toEqual(['', '', '']);
  });

  it('are whole where pandas wrote a column of whole numbers as floats', () => {
    expect(cleanValues(['2011.0', '', '2011', '-3.0'])).toEqual(['2011', '', '2011', '-3']);
    expect(cleanValues(['8.0', '8.5'])).toEqual(['8.0', '8.5']);
    expect(cleanValues(['1.0', 'x'])).toEqual(['1.0', 'x']);
  });
});

describe('ids', () => {
  it('are never null words, but empty where a machine says so', () => {
    expect(ids(['NA', 'None', 'null', '#N/A', ''])).toEqual(['NA', 'None', 'null', '', '']);
  });

  it('lose the ".0" of pandas only where no two become equal', () => {
    expect(ids(['1.0', '2.0', ''])).toEqual(['1', '2', '']);
    expect(ids(['10.00', '10.0', '10'])).toEqual(['10.00', '10.0', '10']);
    expect(ids(['10.0', '10', '11'])).toEqual(['10.0', '10', '11']);
  });

  it('keep what the name of a file has', () => {
    expect(ids(['1.0', '2.0'], '1.0')).toEqual(['1.0', '2.0']);
    expect(ids(["'tis", "'twas"], "'tis")).toEqual(["'tis", "'twas"]);
  });

  it('lose the apostrophe that keeps a number as text', () => {
    expect(ids(["'00123", '77'])).toEqual(['00123', '77']);
    expect(ids(["'1", '1'])).toEqual(["'1", '1']);
  });
});
