/** Reads a metadata CSV as people have it: any usual encoding and delimiter, with the usual damage, within limits. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Parser } from 'csv-parse';
import { Failure } from '../../contract/failure.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';
import { asUnreadable, openRegularFile } from '../files/openRegularFile.ts';
import { detectDelimiter } from './detectDelimiter.ts';
import { decodeText, detectEncoding } from './detectText.ts';
import { createMetadataRows, type MetadataRows } from './metadataRows.ts';

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
}

/**
 * Rows with too many cells keep the rest in the last column, rows with too few are padded; both are listed in
 * `malformedLines`, as is a quote that was opened by mistake. Files whose first line is Excel's "sep=;" obey it.
 * @throws Failure `file-unreadable` for a missing, forbidden or special file; `metadata-unusable` for an empty,
 *   binary or too large one, one without a header, and one with a quote that is never closed
 */
export async function readMetadata(file: string, { limitRows }: ReadOptions = {}): Promise<MetadataFile> {
  const { handle, sizeBytes } = await openRegularFile(file);
  try {
    const name = basename(file);
    if (sizeBytes > maxFileBytes) {
      throw new Failure(
        'metadata-unusable',
        `${name} has ${Math.ceil(sizeBytes / mebibyte).toLocaleString('en')} MiB; 512 MiB is the most that can be read. Split it, or leave out columns.`,
      );
    }
    const endBytes = limitRows === undefined ? sizeBytes : Math.min(sizeBytes, previewBytes);
    const encoding = await detectEncoding(readChunks(handle, endBytes), name);
    const sample = await readSample(decodeText(readChunks(handle, sampleLength), encoding));
    const separator = /^sep=(.)\r?\n/.exec(sample);
    const delimiter = separator?.[1] ?? detectDelimiter(sample);
    const rows = createMetadataRows(name, delimiter);
    const text = skipText(decodeText(readChunks(handle, endBytes), encoding), separator?.[0].length ?? 0);
    const isCut = endBytes < sizeBytes;
    await parseInto(rows, text, { name, delimiter, firstLine: separator === null ? 1 : 2, limitRows, isCut });
    if (rows.columns === null) {
      throw new Failure(
        'metadata-unusable',
        `${name} has no header. Give it a first row with the names of the columns.`,
      );
    }
    return {
      path: file,
      encoding,
      delimiter,
      columns: rows.columns,
      rows: rows.rows,
      malformedLines: rows.malformedLines,
    };
  } catch (thrown) {
    throw asUnreadable(file, thrown);
  } finally {
    await handle.close();
  }
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
  readonly delimiter: string;
  readonly firstLine: number;
  readonly limitRows: number | undefined;
  /** The text ends before the file does, perhaps within a row. */
  readonly isCut: boolean;
}

const lineBreaks = /\r\n|\n|\r/g;

async function parseInto(
  rows: MetadataRows,
  text: AsyncIterable<string>,
  options: ParseOptions,
): Promise<void> {
  let line = options.firstLine;
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
    delimiter: options.delimiter,
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
  await pipeline(give(), parser, async (records: AsyncIterable<ParsedRecord>) => {
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
  if (hasEnough() || options.isCut) return;
  const where = `line ${line.toLocaleString('en')} of ${options.name}`;
  if (isTooLong) {
    throw new Failure(
      'metadata-unusable',
      `The row that begins on ${where} has more than 1 MiB. Perhaps a quote (") that opens there is never closed: close it or remove it.`,
    );
  }
  if (unclosed === null || rows.addSwallowed(unclosed, line)) return;
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
