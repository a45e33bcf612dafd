/** Reads what an AVIF says of its picture: the properties of the primary item (ISO 23008-12), without decoding. */
import type { Buffer } from 'node:buffer';
import { findBox, listBoxes, type MediaBox } from './mediaBoxes.ts';
import { readGreyRange } from './readGreyRange.ts';

/** A sequence may be nothing but a film: then there is no picture to be had without playing it. */
export function isFilmOnly(bytes: Buffer): boolean {
  const names = listBoxes(bytes).map(({ name }) => name);
  return names.includes('moov') && !names.includes('meta');
}

/** Is the picture stored as grey numbers from 16 to 235 (or as many of 10 or 12 bits) instead of 0 to 255? */
export function isGreyOfLimitedRange(bytes: Buffer): boolean {
  const meta = findBox(bytes, 'meta')?.subarray(4) ?? null;
  const primary = findBox(meta, 'pitm');
  if (meta === null || primary === null || primary.length < 6) return false;
  const item = primary[0] === 0 ? primary.readUInt16BE(4) : readUInt(primary, 4, 4);
  const properties = propertiesOf(meta, item);
  // A grid's picture is in its tiles: the first speaks for all.
  const tile = firstPartOf(meta, item);
  const coded = tile === null ? properties : propertiesOf(meta, tile);
  const configuration = coded.find(({ name }) => name === 'av1C')?.content;
  if (configuration === undefined || ((configuration[2] ?? 0) & 0x10) === 0) return false;
  const range = [...properties, ...coded].flatMap(rangeOf)[0];
  if (range !== undefined) return range === 'limited';
  const stream = configuration.length > 4 ? configuration.subarray(4) : dataOf(bytes, meta, tile ?? item);
  return stream !== null && readGreyRange(stream) === 'limited';
}

/** A colour box that names its range says it before the stream does. */
function rangeOf({ name, content }: MediaBox): ('full' | 'limited')[] {
  if (name !== 'colr' || content.toString('latin1', 0, 4) !== 'nclx' || content.length < 11) return [];
  return [((content[10] ?? 0) & 0x80) === 0 ? 'limited' : 'full'];
}

function propertiesOf(meta: Buffer, item: number): MediaBox[] {
  const properties = findBox(meta, 'iprp');
  const all = listBoxes(findBox(properties, 'ipco') ?? meta.subarray(0, 0));
  const owners = findBox(properties, 'ipma');
  if (owners === null || owners.length < 8) return [];
  const idBytes = owners[0] === 0 ? 2 : 4;
  const indexBytes = ((owners[3] ?? 0) & 1) === 0 ? 1 : 2;
  let at = 8;
  while (at + idBytes < owners.length) {
    const id = readUInt(owners, at, idBytes);
    const count = owners[at + idBytes] ?? 0;
    at += idBytes + 1;
    if (id === item) {
      const mask = indexBytes === 1 ? 0x7f : 0x7fff;
      const indices = Array.from({ length: count }, (_, each) =>
        readUInt(owners, at + each * indexBytes, indexBytes),
      );
      // Counted from one; zero is none.
      return indices.flatMap((index) => all[(index & mask) - 1] ?? []);
    }
    at += count * indexBytes;
  }
  return [];
}

/** The first item that this one is put together from; null where it is a picture itself. */
function firstPartOf(meta: Buffer, item: number): number | null {
  const references = findBox(meta, 'iref');
  if (references === null) return null;
  const idBytes = references[0] === 0 ? 2 : 4;
  const parts = listBoxes(references.subarray(4)).find(
    ({ name, content }) => name === 'dimg' && readUInt(content, 0, idBytes) === item,
  );
  return parts === undefined ? null : readUInt(parts.content, idBytes + 2, idBytes);
}

/** Where the item's bytes lie in the file; null where they are elsewhere. */
function dataOf(bytes: Buffer, meta: Buffer, item: number): Buffer | null {
  const places = findBox(meta, 'iloc');
  if (places === null || places.length < 8) return null;
  const version = places[0] ?? 0;
  const sizes = places.readUInt16BE(4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const idBytes = version < 2 ? 2 : 4;
  let at = 6 + idBytes;
  while (at + idBytes < places.length) {
    const id = readUInt(places, at, idBytes);
    at += idBytes;
    const method = version === 0 ? 0 : readUInt(places, at, 2) & 15;
    at += (version === 0 ? 0 : 2) + 2;
    const base = readUInt(places, at, baseBytes);
    at += baseBytes;
    const extents = readUInt(places, at, 2);
    at += 2;
    if (id === item) {
      const start = base + readUInt(places, at + indexBytes, offsetBytes);
      const length = readUInt(places, at + indexBytes + offsetBytes, lengthBytes);
      return method === 0 ? bytes.subarray(start, start + length) : null;
    }
    at += extents * (indexBytes + offsetBytes + lengthBytes);
  }
  return null;
}

/** Beyond the end there are zeros: what is damaged is told by the decoder. */
function readUInt(bytes: Buffer, at: number, length: number): number {
  let value = 0;
  for (let byte = 0; byte < length; byte += 1) value = value * 256 + (bytes[at + byte] ?? 0);
  return value;
}
