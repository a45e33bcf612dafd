/** The nearest-neighbour index: every vector in memory, scanned exactly. */
import type { Metric } from '../../contract/search.ts';
import { compareVectors } from '../../core/search/metrics.ts';
import type { Neighbour, VectorIndex } from '../../core/search/ports.ts';

/** An empty index. */
export function createVectorIndex(): VectorIndex {
  const slots = new Map<string, number>();
  const vectors: (Float32Array | undefined)[] = [];
  const images: (string | undefined)[] = [];
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
        slots.set(imageId, slot);
        images[slot] = imageId;
        vectors[slot] = vector.slice();
      }
    },
    remove(imageIds) {
      for (const imageId of imageIds) {
        const slot = slots.get(imageId);
        if (slot === undefined) continue;
        slots.delete(imageId);
        images[slot] = undefined;
        vectors[slot] = undefined;
      }
    },
    slotOf: (imageId) => slots.get(imageId),
    imageAt: (slot) => images[slot],
    vectorOf(imageId) {
      const slot = slots.get(imageId);
      return slot === undefined ? undefined : vectors[slot]?.slice();
    },
    nearest(query: Float32Array, k: number, metric: Metric, allowed: Uint8Array | null): Neighbour[] {
      const found: Neighbour[] = [];
      for (let slot = 0; slot < vectors.length; slot++) {
        const vector = vectors[slot];
        if (vector === undefined || (allowed !== null && allowed[slot] !== 1)) continue;
        found.push({ slot, ...compareVectors(query, vector, metric) });
      }
      return found.sort((a, b) => a.distance - b.distance || a.slot - b.slot).slice(0, k);
    },
  };
}
