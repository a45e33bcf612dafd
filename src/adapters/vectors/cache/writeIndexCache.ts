/** Writes the index's cache file. */

import { embeddingLength } from '../../../core/models/ports.ts';
import { headAddress } from '../../files/cache/cacheStart.ts';
import { writeCacheFile } from '../../files/cache/writeCacheFile.ts';
import type { CompactIndex } from '../compactIndex.ts';
import { bytesOfPlaces } from '../copyPlaces.ts';
import { formatCells } from '../prefixes/cells/cellBytes.ts';
import { cellCountOf } from '../prefixes/cells/cells.ts';
import { bytesPerRow } from '../rows/rowMemory.ts';
import { bytesBeside, type CacheIdentity, formatVersion, type Header, magic } from './cacheFile.ts';
import { openRowsFile } from './rowsFile.ts';

/**
 * Writes the index beside its place and moves it there once it is whole and on the disk; the index's rows may rest there then.
 * @param isStale asked between the pieces: true ends the writing, and the place keeps what it had
 * @returns whether it was written
 * @throws Failure `disk-full`, `not-allowed` where it cannot be written
 */
export async function writeIndexCache(
  file: string,
  identity: CacheIdentity,
  index: CompactIndex,
  isStale: () => boolean,
): Promise<boolean> {
  const { imageIds, keys, copyPlaces, axesId, areSketched, cells, prefixes, rows } = index.content();
  const { length: count } = keys;
  const cellCount = cells === null ? 0 : cellCountOf(cells);
  const otherIds = Buffer.from(JSON.stringify(imageIds.others));
  const header = Buffer.from(
    JSON.stringify({
      version: formatVersion,
      dimension: embeddingLength,
      space: identity.space,
      generation: identity.generation,
      count,
      axesId,
      areSketched,
      cellCount,
      vectorsFile: index.copies.file?.name ?? null,
      otherIdsBytes: otherIds.length,
      rowsBytes: count * bytesPerRow,
    } satisfies Header),
  );
  function* head(): Generator<Uint8Array> {
    yield* [
      otherIds,
      new Uint8Array(imageIds.words.buffer),
      new Uint8Array(keys.buffer),
      ...bytesOfPlaces(copyPlaces),
      formatCells(cells),
    ];
    yield* prefixes();
  }
  const start = await writeCacheFile(file, { magic, header, head: head(), rows: rows() }, isStale);
  if (start === null) return false;
  if (isStale()) return true;
  // Searches need rows in memory where they have no prefixes, and where slots are empty the file has other places.
  const canRest = axesId !== null && count === index.slotCount;
  const beside = bytesBeside({ axesId, areSketched, cellCount, count });
  const address = headAddress + header.length + otherIds.length + beside;
  index.rest(canRest ? openRowsFile(file, start, address, count) : null);
  return true;
}
