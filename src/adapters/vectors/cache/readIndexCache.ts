/** Reads the index from its cache file. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasOneTwice, wordsPerImageId } from '../../../core/columns/imageIds.ts';
import { fillAll, headSumAddress, readCacheStart } from '../../files/cache/cacheStart.ts';
import { sumInTurns } from '../../files/cache/checksum.ts';
import { readCacheFile } from '../../files/cache/readCacheFile.ts';
import type { CompactIndex } from '../compactIndex.ts';
import { bytesOfPlaces, emptyPlaces } from '../copyPlaces.ts';
import type { Axes } from '../prefixes/axes.ts';
import { cellsBytes, parseCells } from '../prefixes/cells/cellBytes.ts';
import { createPrefixes } from '../prefixes/prefixes.ts';
import type { LoadVector } from '../storedVectors.ts';
import { createVectorCopies } from '../vectorCopies.ts';
import { createVectorIndex } from '../vectorIndex.ts';
import { type CacheIdentity, isExpected, keptKindBytes, magic } from './cacheFile.ts';
import { openRowsFile } from './rowsFile.ts';
import { findVectorsFile } from './vectorsFile.ts';

/**
 * The index in the file, or null where there is none, or not a sound one of exactly these vectors. Never rejects. The bytes
 * are read by other threads, once the axes are there: what the caller does meanwhile costs no time.
 * @param vectorsPath where the file with copies of the vectors is
 * @param axes the rows have prefixes where the file's are along these; else they are read at once
 */
export function readIndexCache(
  file: string,
  vectorsPath: string,
  identity: CacheIdentity,
  loadVector: LoadVector,
  axes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  return readCacheFile(file, (descriptor) =>
    readIndex({ file, vectorsPath, descriptor }, identity, loadVector, axes),
  );
}

async function readIndex(
  { file, vectorsPath, descriptor }: { file: string; vectorsPath: string; descriptor: number },
  identity: CacheIdentity,
  loadVector: LoadVector,
  wantedAxes: Promise<Axes | null>,
): Promise<CompactIndex | null> {
  const read = readCacheStart(descriptor, magic);
  if (read === null) return null;
  const { start, text, header, address, bytesLeft } = read;
  if (!isExpected(header, identity, bytesLeft)) return null;

  const { axesId, count, vectorsFile } = header;
  const otherIds = Buffer.alloc(header.otherIdsBytes);
  const words = new Uint32Array(count * wordsPerImageId);
  const keys = new Float64Array(count);
  const axes = await wantedAxes;
  const prefixes = axes !== null && axes.id === axesId ? createPrefixes(axes) : null;
  if (header.areSketched) prefixes?.sketch(count);
  prefixes?.makeRoom(count);
  // Read to where searches read them: hundreds of megabytes of a large catalog.
  const rooms = prefixes?.kinds() ?? [];
  const prefixBytes = keptKindBytes(header).map(
    (bytes, kind) => rooms[kind]?.(0, count) ?? new Uint8Array(count * bytes),
  );
  const places = emptyPlaces(count);
  const cells = new Uint8Array(cellsBytes(header.cellCount));
  const numbers = [words, keys].map(({ buffer }) => new Uint8Array(buffer));
  const pieces = [otherIds, ...numbers, ...bytesOfPlaces(places), cells, ...prefixBytes];
  await fillAll(descriptor, pieces, address);
  if ((await sumInTurns([text, ...pieces])) !== start.readUInt32LE(headSumAddress)) return null;
  const others: unknown = JSON.parse(otherIds.toString('utf8'));
  if (!isTextList(others)) return null;
  await nextTurn();
  const imageIds = { words, others };
  if (hasOneTwice(imageIds)) return null;
  const rows = openRowsFile(file, start, address + bytesLeft - header.rowsBytes, count);
  const found = vectorsFile === null ? null : findVectorsFile(vectorsPath, vectorsFile);
  const copies = found === null ? createVectorCopies() : createVectorCopies(found, places);
  if (prefixes !== null) {
    prefixes.adopt(prefixBytes, parseCells(cells));
    return createVectorIndex(loadVector, { imageIds, keys, copies, rows, prefixes });
  }
  const awake = await rows.read();
  if (awake === null) return null;
  return createVectorIndex(loadVector, { imageIds, keys, copies, rows: awake, prefixes: null });
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
