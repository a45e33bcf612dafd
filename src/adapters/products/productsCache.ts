/**
 * A catalog's products as a file beside its database, so that opening need not read a text of JSON per product: laid out as
 * `files/cache/cacheStart.ts` says, with
 *
 *   the head: header (JSON)
 *   pages, each: its length, u32; the length of its text, u32; the text (JSON); then u32 by product: where its id ends, where its name, how many
 *   images it has, and field by field the number of its value; by image: where its path ends, and the eight words of its id
 *
 * It is only a copy: where anything is wrong with the file, the products are read from the database.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { wordsPerImageId } from '../../core/columns/imageIds.ts';
import type { PackedField, PackedProducts } from '../../core/products/packedProducts.ts';
import { fillAll, headSumAddress, readCacheStart, rowsSumAddress } from '../files/cache/cacheStart.ts';
import { readCacheFile } from '../files/cache/readCacheFile.ts';
import { writeCacheFile } from '../files/cache/writeCacheFile.ts';

/** Rises with every change of the layout. */
const formatVersion = 2;
const magic = Buffer.from('TWINPRO\n', 'latin1');
/** Read at once. */
const blockBytes = 4 << 20;

/** Which products are in the file. */
export interface ProductsIdentity {
  /** Whose embedded images the products have; null before the first import. */
  readonly space: string | null;
  /** Of the products and their images: `ProductStore.generation`. */
  readonly products: string;
  /** Of the vectors: `EmbeddingStore.generation`. */
  readonly embeddings: string;
}

/** What a page says in JSON. */
interface PageText {
  readonly products: number;
  readonly images: number;
  readonly ids: string;
  readonly names: string;
  readonly paths: string;
  /** Ids of images that are no digests. */
  readonly otherImageIds: readonly string[];
  readonly fields: readonly Pick<PackedField, 'name' | 'added'>[];
}

/**
 * Hands on the products page by page, in their order; others get their turn between them. Reading begins at once, by another thread. Never rejects.
 * @returns whether these were all, and are sound; else whatever was made of them is to be thrown away
 */
export async function readProductsCache(
  file: string,
  identity: ProductsIdentity,
  take: (page: PackedProducts) => void,
): Promise<boolean> {
  return (await readCacheFile(file, (descriptor) => readPages(descriptor, identity, take))) ?? false;
}

async function readPages(
  descriptor: number,
  identity: ProductsIdentity,
  take: (page: PackedProducts) => void,
): Promise<boolean> {
  const read = readCacheStart(descriptor, magic);
  if (read === null) return false;
  const { start, text, address, bytesLeft } = read;
  if (!text.equals(headerOf(identity)) || crc32(text) !== start.readUInt32LE(headSumAddress)) return false;

  let sum = 0;
  let rest: Uint8Array = new Uint8Array();
  for await (const block of readBlocks(descriptor, address, bytesLeft)) {
    sum = crc32(block, sum);
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    let at = 0;
    for (let page = pageAt(bytes, at); page !== null; page = pageAt(bytes, at)) {
      take(decodePage(page));
      at += 4 + page.length;
      await nextTurn();
    }
    rest = bytes.subarray(at);
  }
  return rest.length === 0 && sum === start.readUInt32LE(rowsSumAddress);
}

/** Each is read while the one before it is worked on. */
async function* readBlocks(descriptor: number, address: number, length: number): AsyncGenerator<Buffer> {
  const readBlock = async (at: number): Promise<Buffer> => {
    const block = Buffer.allocUnsafeSlow(Math.min(blockBytes, length - at));
    await fillAll(descriptor, [block], address + at);
    return block;
  };
  let reading = readBlock(0);
  for (let at = blockBytes; at < length + blockBytes; at += blockBytes) {
    const block = await reading;
    if (at < length) reading = readBlock(at);
    yield block;
  }
}

/** The page that begins there; null where it is not whole. */
function pageAt(bytes: Buffer, at: number): Buffer | null {
  if (bytes.length < at + 4) return null;
  const end = at + 4 + bytes.readUInt32LE(at);
  return bytes.length < end ? null : bytes.subarray(at + 4, end);
}

function decodePage(page: Buffer): PackedProducts {
  const textEnd = 4 + page.readUInt32LE(0);
  const text = JSON.parse(page.toString('utf8', 4, textEnd)) as PageText;
  const numbers = new Uint32Array(Uint8Array.from(page.subarray(textEnd)).buffer);
  let end = 0;
  const take = (count: number): Uint32Array => {
    const start = end;
    end += count;
    return numbers.subarray(start, end);
  };
  return {
    ids: { text: text.ids, ends: take(text.products) },
    names: { text: text.names, ends: take(text.products) },
    imageCounts: take(text.products),
    paths: { text: text.paths, ends: take(text.images) },
    imageIds: { words: take(text.images * wordsPerImageId), others: text.otherImageIds },
    fields: text.fields.map((field) => ({ ...field, codes: take(text.products) })),
  };
}

/**
 * Beside its place, and moved there once it is whole and on the disk.
 * @param isStale asked between the pages: true ends the writing, and the place keeps what it had
 * @returns whether it was written
 * @throws Failure `disk-full`, `not-allowed` where it cannot be written
 */
export async function writeProductsCache(
  file: string,
  identity: ProductsIdentity,
  pages: Iterable<PackedProducts>,
  isStale: () => boolean,
): Promise<boolean> {
  const content = { magic, header: headerOf(identity), head: [], rows: encodeAll(pages) };
  return (await writeCacheFile(file, content, isStale)) !== null;
}

/** The same bytes for the same products, as JSON writes what has its members in one order. */
function headerOf({ space, products, embeddings }: ProductsIdentity): Buffer {
  return Buffer.from(JSON.stringify({ version: formatVersion, space, products, embeddings }));
}

async function* encodeAll(pages: Iterable<PackedProducts>): AsyncGenerator<Uint8Array> {
  for (const page of pages) {
    yield* encodePage(page);
    await nextTurn();
  }
}

function encodePage({ ids, names, imageCounts, paths, imageIds, fields }: PackedProducts): Uint8Array[] {
  const text = Buffer.from(
    JSON.stringify({
      products: ids.ends.length,
      images: paths.ends.length,
      ids: ids.text,
      names: names.text,
      paths: paths.text,
      otherImageIds: imageIds.others,
      fields: fields.map(({ name, added }) => ({ name, added })),
    } satisfies PageText),
  );
  const columns = [ids.ends, names.ends, imageCounts, paths.ends, imageIds.words];
  const numbers = [...columns, ...fields.map(({ codes }) => codes)].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(
    numbers.reduce((sum, { length }) => sum + length, 4 + text.length),
    0,
  );
  lengths.writeUInt32LE(text.length, 4);
  return [lengths, text, ...numbers];
}
