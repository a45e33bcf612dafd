/**
 * Copies of the stored vectors, in a file beside the database: from there one is read in a fifth of the time, without pages and locks.
 *
 *   0     "TWINVEC\n", and 32 letters by which the file is known again
 *   4096  vectors, one behind the other, 2048 f32 each
 *
 * Nothing in it is trusted: whoever reads a vector knows its checksum, and reads the database where the bytes are others.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { embeddingLength } from '../../../core/models/ports.ts';
import { readOnly } from '../../files/cache/cacheStart.ts';
import { Memory } from '../../webAssembly/webAssembly.ts';
import { createKernels } from '../kernels.ts';

const magic = 'TWINVEC\n';
const nameLength = 32;
/** Vectors lie in whole pages then. */
export const headBytes = 4096;
export const vectorBytes = embeddingLength * 4;

/** Room for a vector, and the checksum of what it holds now. */
export interface VectorRoom {
  readonly vector: Float32Array;
  sum(): number;
}

export interface VectorsFile {
  readonly name: string;
  /** To read some of them, until it is closed; null where the file is gone. */
  open(): OpenVectors | null;
}

export interface OpenVectors {
  /** @returns false where the file does not have a vector of this checksum at the place: what was written is then good for nothing */
  copy(place: number, sum: number, into: VectorRoom): boolean;
  close(): void;
}

export const nameVectorsFile = (): string => randomUUID().replaceAll('-', '');

export function headOf(name: string): Buffer {
  const head = Buffer.alloc(headBytes);
  head.write(magic + name, 'latin1');
  return head;
}

/** Null where there is no file of this name. */
export function findVectorsFile(path: string, name: string): VectorsFile | null {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, readOnly);
    const start = Buffer.alloc(magic.length + nameLength);
    readSync(descriptor, start, 0, start.length, 0);
    return start.toString('latin1') === magic + name ? vectorsFile(path, name) : null;
  } catch {
    return null;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export function vectorsFile(path: string, name: string): VectorsFile {
  function copy(descriptor: number, place: number, sum: number, into: VectorRoom): boolean {
    try {
      readSync(descriptor, into.vector, 0, vectorBytes, headBytes + place * vectorBytes);
    } catch {
      return false;
    }
    return into.sum() === sum;
  }

  return {
    name,
    open() {
      try {
        const descriptor = openSync(path, readOnly);
        return {
          copy: (place, sum, into) => copy(descriptor, place, sum, into),
          close: () => closeSync(descriptor),
        };
      } catch {
        return null;
      }
    },
  };
}

export function checkedVector(): VectorRoom {
  const memory = new Memory({ initial: 1, maximum: 1, shared: true });
  const kernel = createKernels(memory);
  return { vector: new Float32Array(memory.buffer, 0, embeddingLength), sum: () => kernel.checksum(0) >>> 0 };
}
