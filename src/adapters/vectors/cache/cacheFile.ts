/**
 * The index as a file, so that opening need not read every vector: at first its head is read alone, where there are prefixes, and the rows when
 * somebody needs them. It is only a copy: whatever is wrong with the file, it is passed over and made anew from the stored vectors.
 *
 *   the start (`cacheStart.ts`)
 *   the head: header (JSON), ids of images that are no digests (JSON), the eight words of each id, where each vector is stored (f64), where its copy is (`CopyPlaces`),
 *   cells, prefixes by kind
 *   the rows by kind, as `IndexContent` has them
 */
import { wordsPerImageId } from '../../../core/columns/imageIds.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import { placeBytes } from '../copyPlaces.ts';
import { cellsBytes } from '../prefixes/cells/cellBytes.ts';
import { prefixKindBytes } from '../prefixes/prefixes.ts';
import { bytesPerRow } from '../rows/rowMemory.ts';

/** Rises with every change of the layout, of `quantise.ts`, `rowMemory.ts`, `prefixRows.ts`, `sketchRows.ts` or `cells.ts`. */
export const formatVersion = 8;
export const magic = Buffer.from('TWINIDX\n', 'latin1');

/** Which vectors an index was made from. */
export interface CacheIdentity {
  readonly space: string;
  /** `EmbeddingStore.generation`. */
  readonly generation: string;
}

export interface Header extends CacheIdentity {
  readonly version: number;
  readonly dimension: number;
  readonly count: number;
  /** Which axes the rows' prefixes are along; null where the file has none. */
  readonly axesId: string | null;
  /** Whether sketches are among the prefixes. */
  readonly areSketched: boolean;
  /** Cells that the rows are in; 0 where there are none. */
  readonly cellCount: number;
  /** The name of the file with copies of the vectors; null where there is none. */
  readonly vectorsFile: string | null;
  readonly otherIdsBytes: number;
  readonly rowsBytes: number;
}

export function isExpected(value: unknown, identity: CacheIdentity, bytesLeft: number): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const header: Partial<Header> = value;
  const {
    count = -1,
    otherIdsBytes = -1,
    rowsBytes = -1,
    axesId,
    areSketched,
    vectorsFile,
    cellCount = -1,
  } = header;
  return (
    header.version === formatVersion &&
    header.dimension === embeddingLength &&
    header.space === identity.space &&
    header.generation === identity.generation &&
    Number.isSafeInteger(count) &&
    Number.isSafeInteger(otherIdsBytes) &&
    count > 0 &&
    (axesId === null || typeof axesId === 'string') &&
    typeof areSketched === 'boolean' &&
    Number.isSafeInteger(cellCount) &&
    cellCount >= 0 &&
    (vectorsFile === null || typeof vectorsFile === 'string') &&
    rowsBytes === count * bytesPerRow &&
    otherIdsBytes >= 0 &&
    otherIdsBytes + bytesBeside({ axesId, areSketched, cellCount, count }) + rowsBytes === bytesLeft
  );
}

const idBytes = wordsPerImageId * Uint32Array.BYTES_PER_ELEMENT;

/** Of all that the head has of rows: their ids, where their vectors are stored, where their copies are, and their prefixes. */
export function bytesBeside(kept: KeptPrefixes & Pick<Header, 'count'>): number {
  const perRow = idBytes + 8 + placeBytes + keptKindBytes(kept).reduce((sum, bytes) => sum + bytes, 0);
  return cellsBytes(kept.cellCount) + kept.count * perRow;
}

/** Of a row, by kind of prefixes that the file has. */
export function keptKindBytes({ axesId, areSketched, cellCount }: KeptPrefixes): readonly number[] {
  return axesId === null ? [] : prefixKindBytes(areSketched, cellCount > 0);
}

type KeptPrefixes = Pick<Header, 'axesId' | 'areSketched' | 'cellCount'>;
