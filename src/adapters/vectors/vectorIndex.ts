/** The nearest-neighbour index: exact, from compact rows in memory and the stored vectors. */
import { Failure } from '../../contract/failure.ts';
import type { Metric } from '../../contract/search.ts';
import { compareVectors } from '../../core/search/metrics.ts';
import type { Neighbour, VectorIndex } from '../../core/search/ports.ts';
import { keepPossible } from './bounds.ts';
import { createByteRows } from './byteRows.ts';

export interface LoadedVector {
  readonly imageId: string;
  readonly vector: Float32Array;
}

/** Reads vectors as they were added from where they are stored, in any order; images that are not there are left out. */
export type LoadVectors = (imageIds: readonly string[]) => readonly LoadedVector[];

/**
 * An empty index. Every query first reads the coarse bytes of all allowed rows, then the fine bytes of those that can
 * still be among the nearest, then the vectors themselves of the few that are left; each step's error is bounded, so the
 * result is that of comparing all vectors in float64.
 * @param loadVectors where the vectors are stored; without it the index keeps them itself, 8 kB more per image
 */
export function createVectorIndex(loadVectors?: LoadVectors): VectorIndex {
  const slots = new Map<string, number>();
  const images: (string | undefined)[] = [];
  const rows = createByteRows();
  const own = loadVectors === undefined ? new Map<string, Float32Array>() : undefined;

  function load(imageIds: readonly string[]): readonly LoadedVector[] {
    if (loadVectors !== undefined) return loadVectors(imageIds);
    return imageIds.flatMap((imageId) => {
      const vector = own?.get(imageId);
      return vector === undefined ? [] : [{ imageId, vector }];
    });
  }

  function listSlots(allowed: Uint8Array | null): Uint32Array {
    const listed = new Uint32Array(slots.size);
    let count = 0;
    const end = allowed === null ? images.length : Math.min(images.length, allowed.length);
    for (let slot = 0; slot < end; slot++) {
      if (images[slot] === undefined || (allowed !== null && allowed[slot] === 0)) continue;
      listed[count++] = slot;
    }
    return listed.subarray(0, count);
  }

  function compareStored(possible: Uint32Array, query: Float32Array, metric: Metric): Neighbour[] {
    const imageIds = [...possible].flatMap((slot) => images[slot] ?? []);
    const found: Neighbour[] = [];
    for (const { imageId, vector } of load(imageIds)) {
      const slot = slots.get(imageId);
      if (slot !== undefined) found.push({ slot, ...compareVectors(query, vector, metric) });
    }
    if (found.length < possible.length) {
      throw new Failure(
        'catalog-damaged',
        `${possible.length - found.length} of the embeddings in the index are no longer in the catalog's database. Close the catalog and open it again.`,
      );
    }
    return found.sort((a, b) => a.distance - b.distance || a.slot - b.slot);
  }

  return {
    get slotCount() {
      return images.length;
    },
    get count() {
      return slots.size;
    },
    add(entries) {
      for (const { imageId, vector } of entries) {
        const slot = slots.get(imageId) ?? images.length;
        rows.write(slot, vector);
        own?.set(imageId, vector.slice());
        slots.set(imageId, slot);
        images[slot] = imageId;
      }
    },
    remove(imageIds) {
      for (const imageId of imageIds) {
        const slot = slots.get(imageId);
        if (slot === undefined) continue;
        slots.delete(imageId);
        own?.delete(imageId);
        images[slot] = undefined;
      }
    },
    slotOf: (imageId) => slots.get(imageId),
    imageAt: (slot) => images[slot],
    vectorOf: (imageId) => (slots.has(imageId) ? load([imageId])[0]?.vector.slice() : undefined),
    nearest(query, k, metric, allowed) {
      let possible = listSlots(allowed);
      if (possible.length > k) possible = keepPossible(rows.scanCoarse(possible, query, metric), k);
      if (possible.length > k) possible = keepPossible(rows.scanFine(possible, query, metric), k);
      return compareStored(possible, query, metric).slice(0, k);
    },
  };
}
