/** The vectors themselves, read from where they are stored; an index without such a place keeps them itself. */
import { Failure } from '../../contract/failure.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import type { VectorRoom } from './cache/vectorsFile.ts';
import type { Slots } from './slots.ts';
import type { VectorCopies } from './vectorCopies.ts';

export interface LoadedVector {
  /** Where it is stored. */
  readonly key: number;
  readonly vector: Float32Array;
}

/**
 * Reads an image's vector as it was added from where it is stored, for the caller to keep; undefined where it is not there.
 * @param key where it was before, 0 where that is not known
 */
export type LoadVector = (imageId: string, key: number) => LoadedVector | undefined;

export interface StoredVectors {
  /** The vector of a slot that is held, good until the next. @throws Failure `catalog-damaged` where it is no longer stored */
  read(slot: number): Float32Array;
  /** As `read`, into its place. */
  copy(slot: number, into: Float32Array): void;
  /** As `copy`, from a file of copies where that has it. */
  copyAny(slot: number, into: VectorRoom): void;
  /** What is added is stored there already, or kept here from now on. */
  keep(imageId: string, vector: Float32Array): void;
  drop(imageId: string): void;
}

export function createStoredVectors(
  slots: Slots,
  copies: VectorCopies,
  loadVector: LoadVector | undefined,
): StoredVectors {
  const own = new Map<string, Float32Array>();
  const room = new Float32Array(embeddingLength);

  function copyLoaded(load: LoadVector, imageId: string, slot: number, into: Float32Array): void {
    const known = slots.keyOf(slot);
    const found = load(imageId, known);
    if (found === undefined) throw lostVector(imageId);
    if (found.key !== known) slots.setKey(slot, found.key);
    into.set(found.vector);
    giveBack(found.vector);
  }

  function copy(slot: number, into: Float32Array): void {
    const imageId = slots.imageAt(slot) ?? '';
    if (loadVector !== undefined) {
      copyLoaded(loadVector, imageId, slot, into);
      return;
    }
    const vector = own.get(imageId);
    if (vector === undefined) throw lostVector(imageId);
    into.set(vector);
  }

  return {
    copy,
    copyAny(slot, into) {
      if (!copies.copy(slot, into)) copy(slot, into.vector);
    },
    read(slot) {
      copy(slot, room);
      return room;
    },
    keep(imageId, vector) {
      if (loadVector === undefined) own.set(imageId, vector.slice());
    },
    drop: (imageId) => void own.delete(imageId),
  };
}

/** Frees a loaded vector's memory now: many that wait to be collected take more time than their reading. */
function giveBack({ buffer, byteLength }: Float32Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function lostVector(imageId: string): Failure {
  return new Failure(
    'catalog-damaged',
    "An embedding in the index is no longer in the catalog's database. Close the catalog and open it again.",
    `image ${imageId}`,
  );
}
