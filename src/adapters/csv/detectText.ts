/** Tells how a text file is encoded, and refuses what is no text. */
import { TextDecoder } from 'node:util';
import { Failure } from '../../contract/failure.ts';
import type { MetadataFile } from '../../core/imports/ports.ts';

export type TextEncoding = MetadataFile['encoding'];

const byteOrderMarks = {
  utf8: [0xef, 0xbb, 0xbf],
  utf16le: [0xff, 0xfe],
  utf16be: [0xfe, 0xff],
} as const;

/** First bytes of files that are often taken for CSV. */
const foreignStarts: readonly (readonly [bytes: readonly number[], advice: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'looks like an Excel workbook (.xlsx); open it in Excel and save it as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'looks like an old Excel workbook (.xls); open it in Excel and save it as CSV'],
  [byteOrderMarks.utf16be, 'is encoded as UTF-16 big endian; save it as CSV UTF-8'],
];

/**
 * Reads the chunks once: UTF-8 if they are valid UTF-8, UTF-16LE by its mark, else Latin-1 (as Windows means it).
 * @throws Failure `metadata-unusable` for a binary file or one without text
 */
export async function detectEncoding(chunks: AsyncIterable<Uint8Array>, name: string): Promise<TextEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  let isUtf8 = true;
  for await (const chunk of chunks) {
    if (isFirst) {
      for (const [bytes, advice] of foreignStarts) {
        if (startsWith(chunk, bytes)) throw new Failure('metadata-unusable', `${name} ${advice}.`);
      }
      if (startsWith(chunk, byteOrderMarks.utf16le) && !startsWith(chunk, [0xff, 0xfe, 0, 0]))
        return 'utf-16le';
      isFirst = false;
    }
    if (chunk.includes(0)) {
      throw new Failure(
        'metadata-unusable',
        `${name} is not a text file. Save the table as CSV (UTF-8) and choose that file.`,
      );
    }
    if (isUtf8) isUtf8 = isValidUtf8(decoder, chunk);
  }
  // A file that ends in the middle of a character counts as cut UTF-8, not as Latin-1.
  if (isFirst)
    throw new Failure('metadata-unusable', `${name} is empty. Choose a CSV file with a header and rows.`);
  return isUtf8 ? 'utf-8' : 'latin-1';
}

/** Decodes chunks to text, without the byte order mark. */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding === 'latin-1' ? 'windows-1252' : encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

function startsWith(chunk: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => chunk[at] === byte);
}

function isValidUtf8(decoder: TextDecoder, chunk: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
