/** An image of a product of its own, as an import that found it leaves it. */
import type { ImageRecord } from '../../../../src/core/imports/storePort.ts';

export function imageRecord(id: string, vector: Float32Array | null): ImageRecord {
  return {
    key: null,
    path: `${id}.jpg`,
    sizeBytes: 1,
    modifiedMs: 1,
    imageId: `image-${id}`,
    state: 'embedded',
    reason: null,
    width: 10,
    height: 10,
    place: { id, name: `Product ${id}`, attributes: { kind: Number(id) % 2 === 0 ? 'even' : 'odd' } },
    vector,
  };
}
