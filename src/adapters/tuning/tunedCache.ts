/**
 * The mapped rows of a tuned index as a file beside the index's, so that they need not be made anew: laid out as that one (`files/cache/cacheStart.ts`), with
 *
 *   the head: header (JSON), image ids (JSON), of each row the CRC-32 of the vector that it was mapped from (u32)
 *   the rows, f32
 *
 * It is only a copy: what is wrong, or of another map or space, is passed over; rows that are older than the vectors are taken one by one
 * where their vector is still the same.
 */
import { fillAll, headSumAddress, readCacheStart, rowsSumAddress } from '../files/cache/cacheStart.ts';
import { sumInTurns } from '../files/cache/checksum.ts';
import { readCacheFile } from '../files/cache/readCacheFile.ts';
import { writeCacheFile } from '../files/cache/writeCacheFile.ts';

/** Rises with every change of the layout, or of `mapping.ts`. */
const formatVersion = 1;
const magic = Buffer.from('TWINTUN\n', 'latin1');

/** What rows were made from. */
export interface TunedIdentity {
  readonly space: string;
  /** Of the vectors: `EmbeddingStore.generation`. */
  readonly generation: string;
  /** Names the map. */
  readonly map: string;
  /** Numbers of a row. */
  readonly length: number;
}

/** Rows of images, in one order. */
export interface KeptRows {
  readonly imageIds: readonly string[];
  /** Of the vectors that they were mapped from. */
  readonly sums: Uint32Array;
  readonly rows: Float32Array;
  /** Whether no vector has changed since. */
  readonly isCurrent: boolean;
}

/** The same where it lies, to be written. */
export interface TunedContent extends Pick<KeptRows, 'imageIds' | 'sums'> {
  rows(): Iterable<Uint8Array>;
}

interface Header extends TunedIdentity {
  readonly version: number;
  readonly count: number;
  readonly idsBytes: number;
}

/** Null where there is no sound file of this map and space. Never rejects. */
export function readTunedCache(file: string, identity: TunedIdentity): Promise<KeptRows | null> {
  return readCacheFile(file, (descriptor) => readRows(descriptor, identity));
}

async function readRows(descriptor: number, identity: TunedIdentity): Promise<KeptRows | null> {
  const read = readCacheStart(descriptor, magic);
  if (read === null) return null;
  const { start, text, header, address, bytesLeft } = read;
  if (!isExpected(header, identity, bytesLeft)) return null;

  const ids = Buffer.alloc(header.idsBytes);
  const sums = new Uint32Array(header.count);
  const rows = new Float32Array(header.count * header.length);
  const [sumBytes, rowBytes] = [new Uint8Array(sums.buffer), new Uint8Array(rows.buffer)];
  await fillAll(descriptor, [ids, sumBytes, rowBytes], address);
  if ((await sumInTurns([text, ids, sumBytes])) !== start.readUInt32LE(headSumAddress)) return null;
  if ((await sumInTurns([rowBytes])) !== start.readUInt32LE(rowsSumAddress)) return null;
  const imageIds: unknown = JSON.parse(ids.toString('utf8'));
  if (!Array.isArray(imageIds) || imageIds.length !== header.count) return null;
  return { imageIds, sums, rows, isCurrent: header.generation === identity.generation };
}

function isExpected(value: unknown, identity: TunedIdentity, bytesLeft: number): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header: Partial<Header> = value;
  const { count = -1, idsBytes = -1 } = header;
  return (
    header.version === formatVersion &&
    header.space === identity.space &&
    header.map === identity.map &&
    header.length === identity.length &&
    Number.isSafeInteger(count) &&
    Number.isSafeInteger(idsBytes) &&
    count > 0 &&
    idsBytes >= 0 &&
    idsBytes + count * 4 * (1 + identity.length) === bytesLeft
  );
}

/** As `writeIndexCache`. @throws Failure `disk-full`, `not-allowed` */
export async function writeTunedCache(
  file: string,
  identity: TunedIdentity,
  { imageIds, sums, rows }: TunedContent,
  isStale: () => boolean,
): Promise<boolean> {
  const ids = Buffer.from(JSON.stringify(imageIds));
  const header = {
    version: formatVersion,
    ...identity,
    count: imageIds.length,
    idsBytes: ids.length,
  } satisfies Header;
  const content = {
    magic,
    header: Buffer.from(JSON.stringify(header)),
    head: [ids, new Uint8Array(sums.buffer)],
    rows: rows(),
  };
  return (await writeCacheFile(file, content, isStale)) !== null;
}
