/** Writes a zip archive front to back, in bounded memory: what an entry holds is packed as it comes. */
import { Buffer } from 'node:buffer';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Failure } from '../../contract/failure.ts';
import { deflated, endMark, entryMark } from './zipFormat.ts';

export interface ArchiveWriter {
  /** @throws Failure `bad-input` where the archive would be larger than its format holds; what `content` throws */
  add(path: string, content: string | AsyncIterable<string>): Promise<void>;
  /** The list of entries, without which the archive is none. */
  end(): Promise<void>;
}

/** The other marks of the zip format, APPNOTE.TXT 4.3.7 and 4.3.9. */
const localMark = 0x04034b50;
const sizesMark = 0x08074b50;
/** 2.0: deflated entries in folders. */
const version = 20;
/** Sizes follow the entry, and names are UTF-8. */
const flags = 0x0808;
/** 1 January 1980, where the format's time begins: the same lists make the same file. */
const firstDay = 0x0021;
/** Sizes and places have 32 bits. */
const mostBytes = 0xffff_ffff;
/** Characters that are given to the packer at once. */
const pieceLength = 64 * 1024;

export function createArchive(
  append: (bytes: Uint8Array) => Promise<void>,
  limit = mostBytes,
): ArchiveWriter {
  const entries: Buffer[] = [];
  let position = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    position += bytes.length;
    if (position > limit) throw tooLarge();
    await append(bytes);
  }

  return {
    async add(path, content) {
      const name = Buffer.from(path, 'utf8');
      const start = position;
      let checksum = 0;
      let unpackedBytes = 0;

      async function* read(): AsyncGenerator<Buffer> {
        for await (const text of gather(typeof content === 'string' ? [content] : content)) {
          const bytes = Buffer.from(text, 'utf8');
          checksum = crc32(bytes, checksum);
          unpackedBytes += bytes.length;
          if (unpackedBytes > limit) throw tooLarge();
          yield bytes;
        }
      }

      await write(Buffer.concat([words(localMark), facts(0, 0, 0, name.length), name]));
      const packedFrom = position;
      await pipeline(read(), createDeflateRaw(), async (packed: AsyncIterable<Buffer>) => {
        for await (const bytes of packed) await write(bytes);
      });
      const packedBytes = position - packedFrom;
      await write(words(sizesMark, checksum, packedBytes, unpackedBytes));
      const place = Buffer.alloc(14);
      place.writeUInt32LE(start, 10);
      entries.push(
        Buffer.concat([
          ...[words(entryMark), halves(version), facts(checksum, packedBytes, unpackedBytes, name.length)],
          ...[place, name],
        ]),
      );
    },
    async end() {
      const list = Buffer.concat(entries);
      const start = position;
      await write(list);
      await write(
        Buffer.concat([
          ...[words(endMark), halves(0, 0, entries.length, entries.length)],
          ...[words(list.length, start), halves(0)],
        ]),
      );
    },
  };
}

/** What stands of an entry both before it and in the list. */
function facts(checksum: number, packedBytes: number, unpackedBytes: number, nameLength: number): Buffer {
  return Buffer.concat([
    halves(version, flags, deflated, 0, firstDay),
    words(checksum, packedBytes, unpackedBytes),
    halves(nameLength, 0),
  ]);
}

/** Pieces of some size out of many small ones, so that packing them costs little besides. */
async function* gather(texts: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < pieceLength) continue;
    yield gathered;
    gathered = '';
  }
  yield gathered;
}

function tooLarge(): Failure {
  return new Failure(
    'bad-input',
    'The workbook would be larger than 4 GiB, which is more than its format can hold. Write CSV instead, or fewer columns.',
  );
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32LE(number, 4 * at);
  return bytes;
}

function halves(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  for (const [at, number] of numbers.entries()) bytes.writeUInt16LE(number, 2 * at);
  return bytes;
}
