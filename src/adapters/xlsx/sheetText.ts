/** A table as the XML of a worksheet, row by row: texts stay texts whatever they look like, numbers are numbers. */
import { Failure } from '../../contract/failure.ts';

export type SheetCell = string | number;

export interface SheetText {
  /** With the header, which stays in sight. */
  readonly head: string;
  /** @throws Failure `bad-input` for more rows than a sheet has */
  rows(rows: readonly (readonly SheetCell[])[]): string;
  readonly foot: string;
}

/** Styles of `packWorkbook.ts`. */
const textStyle = 1;
const headerStyle = 2;
/** A spreadsheet has no more, the header among them. */
const mostRows = 1_048_576;
/** A cell has no more; a spreadsheet takes the file for damaged where one does. */
const mostCharacters = 32_767;
/** In characters, so that ids, names and paths can mostly be read. */
const columnWidth = 20;

export function createSheetText(columns: readonly string[], limit = mostRows): SheetText {
  const names = columns.map((_, at) => columnName(at));
  let row = 0;

  function toRow(cells: readonly SheetCell[], style: number): string {
    row++;
    if (row > limit) throw tooLong(limit);
    return `<row r="${row}">${cells.map((cell, at) => toCell(cell, `${names[at] ?? ''}${row}`, style)).join('')}</row>`;
  }

  return {
    head: `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols><col min="1" max="${columns.length}" width="${columnWidth}" style="${textStyle}" customWidth="1"/></cols><sheetData>${toRow(columns, headerStyle)}`,
    rows: (rows) => rows.map((cells) => toRow(cells, textStyle)).join(''),
    foot: '</sheetData></worksheet>',
  };
}

function toCell(cell: SheetCell, place: string, style: number): string {
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : '';
  }
  if (cell === '') return '';
  // What XML would take away or make one.
  const keepsBlanks = /^\s|\s$|[\n\t]| {2}/.test(cell) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${keepsBlanks}>${escapeText(cell)}</t></is></c>`;
}

const xmlEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML cannot hold is written as spreadsheets do (`_x0007_`), and what looks like that is told apart (`_x005F_`). */
function escapeText(text: string): string {
  return (
    text
      .slice(0, mostCharacters)
      .toWellFormed()
      .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (character) => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
        return `_x${code}_`;
      })
      .replaceAll(/[&<>]/g, (character) => xmlEscapes[character] ?? '')
  );
}

/** 0 is "A", 26 is "AA". */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

function tooLong(limit: number): Failure {
  return new Failure(
    'bad-input',
    `A sheet has ${limit.toLocaleString('en')} rows at most, and these lists have more. Write CSV instead, or the lists of fewer products.`,
  );
}
