/** Reads a metadata CSV as people have it: any usual encoding and delimiter, with the usual damage, within limits. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Parser } from 'csv-parse';
import { Failure } from '../../contract/failure.ts';
import { createTableRows, type TableRecord, type TableRows } from '../../core/imports/metadata/tableRows.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';
import { asUnreadable, openRegularFile } from '../files/openRegularFile.ts';
import { decodeText } from './decodeText.ts';
import { type Dialect, detectDialect } from './detectDialect.ts';
import { detectEncoding, requireEncoding, type TextEncoding } from './detectEncoding.ts';
import { splitSwallowed } from './splitSwallowed.ts';
import { unescapeQuotes } from './unescapeQuotes.ts';

const mebibyte = 1024 * 1024;
const maxFileBytes = 512 * mebibyte;
/** Characters given to the parser and not yet come back as records: one row of 1 MiB, and what waits between the streams. */
const maxRecordLength = 1.5 * mebibyte;
const chunkBytes = 64 * 1024;
/** For a preview: enough for 20 rows, even of long descriptions. */
const previewBytes = 4 * mebibyte;
/** The delimiter shows in the first characters. */
const sampleLength = 64 * 1024;

export interface ReadOptions {
  /** Reads no further than this many rows, for a preview. */
  readonly limitRows?: number;
  /** A label of an encoding, chosen by the person; else it is found out. */
  readonly encoding?: string;
  /** One character, chosen by the person; else it is found out. */
  readonly delimiter?: string;
}

/**
 * Rows with too many cells keep the rest in the last column, rows with too few are padded; both are listed in
 * `malformedLines`, as is a quote that was opened by mistake. Titles and comments above the header are left out.
 * What was found out about the file and is not plain is told in `notes`.
 * @throws Failure `file-unreadable` for a missing, forbidden or special file; `metadata-unusable` for an empty,
 *   binary or too large one, one without a header, and one with a quote that is never closed
 */
export async function readMetadata(file: string, options: ReadOptions = {}): Promise<MetadataFile> {
  const { handle, sizeBytes } = await openRegularFile(file);
  try {
    const name = basename(file);
    if (sizeBytes > maxFileBytes) {
      throw new Failure(
        'metadata-unusable',
        `${name} has ${Math.ceil(sizeBytes / mebibyte).toLocaleString('en')} MiB; 512 MiB is the most that can be read. Split it, or leave out columns.`,
      );
    }
    const endBytes = options.limitRows === undefined ? sizeBytes : Math.min(sizeBytes, previewBytes);
    const isCut = endBytes < sizeBytes;
    const detected = await detectEncoding(
      readChunks(handle, endBytes),
      name,
      isCut,
      options.encoding !== undefined,
    );
    const encoding = chooseEncoding(detected, options.encoding);
    const sample = await readSample(decodeText(readChunks(handle, sampleLength), encoding));
    const dialect = detectDialect(sample, name, options.delimiter);
    const text = skipText(decodeText(readChunks(handle, endBytes), encoding), dialect.skippedLength);
    const rows = createTableRows({
      name,
      delimiter: dialect.delimiter,
      takeApart: ({ raw }, width) => splitSwallowed(raw, dialect.delimiter, width),
      mayBeSeveral: mayHaveSwallowed,
    });
    await parseInto(rows, text, { name, dialect, limitRows: options.limitRows, isCut });
    if (rows.columns === null) {
      throw new Failure(
        'metadata-unusable',
        `${name} has no header. Give it a first row with the names of the columns.`,
      );
    }
    return {
      path: file,
      encoding: encoding.encoding,
      delimiter: dialect.delimiter,
      columns: rows.columns,
      header: rows.header,
      rows: rows.rows.slice(0, options.limitRows),
      lines: rows.lines.slice(0, options.limitRows),
      malformedLines: rows.malformedLines,
      notes: [...describeEncoding(encoding, name, options.encoding), ...dialect.notes, ...rows.notes],
    };
  } catch (thrown) {
    throw asUnreadable(file, thrown);
  } finally {
    await handle.close();
  }
}

/** What the person chose, unless it says no more than what was found out. */
function chooseEncoding(detected: TextEncoding, chosen: string | undefined): TextEncoding {
  const encoding = chosen === undefined ? detected.encoding : requireEncoding(chosen);
  return encoding === detected.encoding ? detected : { encoding, damagedAt: [], damagedLines: [] };
}

/** Lines that the note names before it says how many more there are. */
const linesNamed = 10;

function describeEncoding(
  { encoding, damagedLines }: TextEncoding,
  name: string,
  chosen: string | undefined,
): string[] {
  if (damagedLines.length > 0) {
    const named = damagedLines.slice(0, linesNamed).join(', ');
    const more = damagedLines.length > linesNamed ? ` and ${damagedLines.length - linesNamed} more` : '';
    return [
      `${name} is UTF-8 with bytes that are none, on line ${named}${more}: these were read as Windows-1252. Look at the words there.`,
    ];
  }
  if (encoding === 'utf-8' || chosen !== undefined) return [];
  return [
    `${name} is not UTF-8; it was read as ${encoding}. If letters look wrong, choose another encoding (--encoding NAME, or in the import sheet).`,
  ];
}

/** A record with line breaks in it, and a cell too many or one that begins with a quote of its own. */
function mayHaveSwallowed({ cells }: TableRecord, width: number): boolean {
  const broken = cells.filter((cell) => /[\r\n]/.test(cell));
  return broken.length > 0 && (cells.length !== width || broken.some((cell) => cell.startsWith('"')));
}

/** The first `endBytes` of the file: no more than it had when it was opened, even if it grows. */
async function* readChunks(handle: FileHandle, endBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < endBytes; ) {
    const buffer = new Uint8Array(Math.min(chunkBytes, endBytes - at));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function readSample(text: AsyncIterable<string>): Promise<string> {
  let sample = '';
  for await (const part of text) sample += part;
  return sample;
}

async function* skipText(text: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let left = length;
  for await (const part of text) {
    if (part.length > left) yield part.slice(left);
    left = Math.max(0, left - part.length);
  }
}

interface ParseOptions {
  readonly name: string;
  readonly dialect: Dialect;
  readonly limitRows: number | undefined;
  /** The text ends before the file does, perhaps within a row. */
  readonly isCut: boolean;
}

const lineBreaks = /\r\n|\n|\r/g;

async function parseInto(rows: TableRows, text: AsyncIterable<string>, options: ParseOptions): Promise<void> {
  const { dialect } = options;
  let line = dialect.firstLine;
  let givenLength = 0;
  let takenLength = 0;
  let unclosed: string | null = null;
  let isTooLong = false;
  const hasEnough = () => rows.rows.length >= (options.limitRows ?? Number.POSITIVE_INFINITY);

  /** Ends early rather than fail, so that the records before are all taken and the line is known. */
  async function* give(): AsyncGenerator<string> {
    for await (const part of text) {
      isTooLong = givenLength - takenLength > maxRecordLength;
      if (hasEnough() || isTooLong) return;
      givenLength += part.length;
      yield part;
    }
  }

  const parser = new Parser({
    delimiter: dialect.delimiter,
    ltrim: dialect.hasBlanksBeforeQuotes,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    raw: true,
    skip_records_with_error: true,
    on_skip: (_error, raw) => {
      unclosed = raw ?? '';
      return undefined;
    },
  });
  const given = dialect.hasBackslashQuotes ? unescapeQuotes(give(), dialect.delimiter) : give();
  await pipeline(given, parser, async (records: AsyncIterable<ParsedRecord>) => {
    let isPastEnd = false;
    for await (const { record, raw } of records) {
      takenLength += raw.length;
      if (raw.length > maxRecordLength) isTooLong = true;
      isPastEnd ||= hasEnough() || raw.length > maxRecordLength;
      if (isPastEnd) continue;
      // The raw text begins with the empty lines that were skipped.
      const text = raw.trimStart();
      line += countLines(raw.slice(0, raw.length - text.length));
      rows.add({ cells: record, raw: text, line });
      line += countLines(text);
    }
  });
  rows.finish();
  if (hasEnough() || options.isCut) return;
  const where = `line ${line.toLocaleString('en')} of ${options.name}`;
  if (isTooLong) {
    throw new Failure(
      'metadata-unusable',
      `The row that begins on ${where} has more than 1 MiB. Perhaps a quote (") that opens there is never closed: close it or remove it.`,
    );
  }
  if (unclosed === null || rows.addTakenApart({ cells: [], raw: unclosed, line })) return;
  throw new Failure(
    'metadata-unusable',
    `A quote (") that opens in the row on ${where} is never closed. Close it or remove it.`,
  );
}

function countLines(text: string): number {
  return text.match(lineBreaks)?.length ?? 0;
}

interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
}
