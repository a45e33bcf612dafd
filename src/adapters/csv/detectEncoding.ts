/** Tells how a text file is encoded, and refuses what is no text. */
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { Failure } from '../../contract/failure.ts';
import { guessEncoding } from './guessEncoding.ts';
import { guessUtf16 } from './guessUtf16.ts';
import { findDamage, lengthOfWhole } from './utf8Damage.ts';

export interface TextEncoding {
  /** A label that TextDecoder knows. */
  readonly encoding: string;
  /** Places of bytes that are no UTF-8 in a file that is UTF-8 otherwise. */
  readonly damagedAt: readonly number[];
  /** Their lines, from 1. */
  readonly damagedLines: readonly number[];
}

/** First bytes of files that are often taken for CSV. */
const foreignStarts: readonly (readonly [bytes: readonly number[], advice: string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'is an old Excel workbook (.xls), or one with a password; open it in Excel and save it as .xlsx or CSV',
  ],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'looks like an Excel workbook (.xlsx) or an archive; open it in Excel and save it as CSV',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF; save the table as CSV'],
];
const byteOrderMarks: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** Characters for each bad byte that surely make a file damaged UTF-8; with fewer, the likeliest encoding is taken. */
const wholePerDamaged = 3;
const maxDamaged = 10_000;
/** Bytes kept of lines that are no UTF-8, to tell their encoding by. */
const foreignBytes = 64 * 1024;

/**
 * Reads the chunks once. UTF-16 is known by its mark or by its zero bytes; UTF-8 by being valid, nearly all of it;
 * of the rest the likeliest is taken.
 * @param isCut the chunks end before the file does, perhaps within a character
 * @param isChosen the person says what it is: then only what is no text at all is refused
 * @throws Failure `metadata-unusable` for a binary file or one without text
 */
export async function detectEncoding(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  isCut: boolean,
  isChosen: boolean,
): Promise<TextEncoding> {
  const damagedAt: number[] = [];
  const damagedLines: number[] = [];
  const foreign: Uint8Array[] = [];
  let foreignLength = 0;
  let characters = 0;
  let damaged = 0;
  let at = 0;
  let line = 1;
  let rest: Uint8Array = new Uint8Array();

  function look(piece: Uint8Array): void {
    if (!isAscii(piece)) {
      const { places: found, whole } = isUtf8(piece)
        ? { places: [], whole: countLeads(piece) }
        : findDamage(piece);
      characters += whole;
      damaged += found.length;
      if (found.length > 0 && foreignLength < foreignBytes) {
        const lines = foreignLinesOf(piece, at === 0);
        foreignLength += lines.length;
        foreign.push(lines);
      }
      let counted = 0;
      let lineOf = line;
      for (const place of found) {
        if (damagedAt.length >= maxDamaged) break;
        lineOf += countLines(piece.subarray(counted, place));
        counted = place;
        damagedAt.push(at + place);
        if (damagedLines.at(-1) !== lineOf) damagedLines.push(lineOf);
      }
    }
    line += countLines(piece);
    at += piece.length;
  }

  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) {
      const known = encodingByStart(chunk, name);
      if (known !== null) return { encoding: known, damagedAt: [], damagedLines: [] };
      isFirst = false;
    }
    if (!isChosen && chunk.includes(0)) throw notText(name);
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const length = lengthOfWhole(joined);
    look(joined.subarray(0, length));
    rest = joined.subarray(length);
  }
  if (isFirst)
    throw new Failure('metadata-unusable', `${name} is empty. Choose a table with a header and rows.`);
  if (!isCut) look(rest);
  if (damaged === 0) return { encoding: 'utf-8', damagedAt: [], damagedLines: [] };
  const isRepairable = damaged <= maxDamaged;
  if (isRepairable && characters >= damaged * wholePerDamaged)
    return { encoding: 'utf-8', damagedAt, damagedLines };
  const likeliest = guessEncoding(Buffer.concat(foreign), isRepairable);
  if (likeliest === 'utf-8') return { encoding: likeliest, damagedAt, damagedLines };
  return { encoding: likeliest, damagedAt: [], damagedLines: [] };
}

/** What the first bytes say for sure; null where all must be read. */
function encodingByStart(chunk: Uint8Array, name: string): string | null {
  for (const [bytes, advice] of foreignStarts) {
    if (startsWith(chunk, bytes)) throw new Failure('metadata-unusable', `${name} ${advice}.`);
  }
  if (startsWith(chunk, [0xff, 0xfe, 0, 0])) throw notText(name);
  const marked = byteOrderMarks.find(([bytes]) => startsWith(chunk, bytes))?.[1];
  if (marked !== undefined && marked !== 'utf-8') return marked;
  return guessUtf16(chunk);
}

function notText(name: string): Failure {
  return new Failure(
    'metadata-unusable',
    `${name} is not a text file. Save the table as CSV (UTF-8) and choose that file.`,
  );
}

function startsWith(chunk: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => chunk[at] === byte);
}

/** Bytes that begin a character of several. */
function countLeads(piece: Uint8Array): number {
  let count = 0;
  for (const byte of piece) if (byte >= 0xc2) count++;
  return count;
}

function countLines(piece: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < piece.length; at++) {
    if (piece[at] === 0x0a || (piece[at] === 0x0d && piece[at + 1] !== 0x0a)) count++;
  }
  return count;
}

/** The lines with bytes beyond ASCII; the first may begin within a character, where it is not the file's first. */
function foreignLinesOf(piece: Uint8Array, isStart: boolean): Uint8Array {
  const lines: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at <= piece.length; at++) {
    if (at < piece.length && piece[at] !== 0x0a) continue;
    const line = piece.subarray(from, at + 1);
    if ((isStart || from > 0) && !isAscii(line)) lines.push(line);
    from = at + 1;
  }
  return lines.length === 0 ? piece : Buffer.concat(lines);
}

/** The label as the decoder spells it. @throws Failure `metadata-unusable` for one that it does not know */
export function requireEncoding(label: string): string {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    throw new Failure(
      'metadata-unusable',
      `"${label}" is no encoding that Twinset knows. Try utf-8, utf-16le, windows-1252, windows-1250, windows-1251, iso-8859-2, gbk, big5, shift_jis or euc-kr.`,
    );
  }
}
