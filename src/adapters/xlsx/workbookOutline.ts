/**
 * What a workbook says beside its sheets' cells: which sheets there are, and which styles are dates. The library is asked, with a
 * workbook in which every sheet is exchanged for one that names its file and has a number in every style.
 */
import { Buffer } from 'node:buffer';
import readSheets from 'read-excel-file/universal';
import { createArchive } from './packArchive.ts';
import type { ArchiveEntry } from './readArchive.ts';
import { createXmlReader } from './xmlTags.ts';

export interface WorkbookOutline {
  /** In the workbook's order, those with cells alone. */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  /** By style. */
  readonly isDate: readonly boolean[];
  /** Days that its first day lies after Excel's usual one. */
  readonly daysLater: number;
}

const workbookParts = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', '[Content_Types].xml'];
const stylesPart = /(^|\/)styles\.xml$/i;
/** More than a spreadsheet can have (65,490). */
const mostStyles = 65_536;
/** 1 May 2024, as a workbook counts days. */
const sampleDay = 45_413;
const sampleMs = Date.UTC(2024, 4, 1);
const dayMs = 86_400_000;

/** @throws Error where the workbook is damaged */
export async function readOutline(entries: readonly ArchiveEntry[]): Promise<WorkbookOutline> {
  const pieces: Uint8Array[] = [];
  const archive = createArchive(async (bytes) => {
    pieces.push(bytes);
  });
  const styles =
    entries
      .find(({ path }) => stylesPart.test(path))
      ?.unpack()
      .toString('utf8') ?? '';
  const styleCount = Math.min(mostStyles, countStyles(styles));
  for (const entry of entries) {
    if (workbookParts.includes(entry.path)) await archive.add(entry.path, entry.unpack().toString('utf8'));
    else if (stylesPart.test(entry.path)) await archive.add(entry.path, styles);
    else if (/\.xml$/i.test(entry.path)) await archive.add(entry.path, sampleSheet(entry.path, styleCount));
  }
  await archive.end();
  const read = await readSheets(new Blob([Buffer.concat(pieces)]), { trim: false });
  const sheets = read.flatMap(({ sheet, data }) => {
    const path = data?.[0]?.[0];
    return typeof path === 'string' ? [{ name: sheet, path }] : [];
  });
  const samples = (read.find(({ data }) => data !== undefined)?.data ?? []).slice(1).map(([cell]) => cell);
  const date = samples.find((cell) => cell instanceof Date);
  return {
    sheets,
    isDate: samples.map((cell) => cell instanceof Date),
    daysLater: date instanceof Date ? Math.round((date.getTime() - sampleMs) / dayMs) : 0,
  };
}

function countStyles(styles: string): number {
  let count = 0;
  let isOfCells = false;
  const reader = createXmlReader({
    open(name) {
      if (name === 'cellXfs') isOfCells = true;
      else if (name === 'xf' && isOfCells) count++;
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false;
    },
    text: () => undefined,
    wantsText: () => false,
  });
  reader.feed(styles);
  return count;
}

function sampleSheet(path: string, styleCount: number): string {
  const name = path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const first = `<row r="1"><c r="A1" t="inlineStr"><is><t>${name}</t></is></c></row>`;
  const samples = Array.from(
    { length: styleCount },
    (_, style) => `<row r="${style + 2}"><c r="A${style + 2}" s="${style}"><v>${sampleDay}</v></c></row>`,
  );
  return `<worksheet><sheetData>${first}${samples.join('')}</sheetData></worksheet>`;
}
