/** Brings the file of copies up to date with an index's stored vectors. */
import { open } from 'node:fs/promises';
import { writeAll } from '../../files/writeAll.ts';
import { writeAside } from '../../files/writeAside.ts';
import type { CompactIndex } from '../compactIndex.ts';
import {
  checkedVector,
  headBytes,
  headOf,
  nameVectorsFile,
  vectorBytes,
  vectorsFile,
} from './vectorsFile.ts';

/** A megabyte: 2 ms of work that others need not wait for. */
const writtenAtOnce = 128;
/** A file that has so many times as many places as there are vectors is written anew. */
const wasteTimes = 2;
const wastedAnyway = 1024;

/** What is missing is written behind what is there; the index knows of it once all of it is written. */
export async function writeVectorsFile(
  path: string,
  index: Pick<CompactIndex, 'copies' | 'storedSlots' | 'readStored'>,
  isStale: () => boolean,
): Promise<void> {
  const { copies } = index;
  const held = index.storedSlots();
  const isAnew = copies.file === null || copies.length > wasteTimes * held.length + wastedAnyway;
  const slots = isAnew ? held : held.filter((slot) => !copies.has(slot));
  if (slots.length === 0) return;
  const sums = new Uint32Array(slots.length);
  const checked = checkedVector();

  async function writeVectors(write: (bytes: Uint8Array, place: number) => Promise<void>): Promise<void> {
    const gathered = new Float32Array(writtenAtOnce * checked.vector.length);
    for (let start = 0; start < slots.length; start += writtenAtOnce) {
      if (isStale()) throw new Error('The vectors changed meanwhile.');
      const count = Math.min(writtenAtOnce, slots.length - start);
      for (let i = 0; i < count; i++) {
        index.readStored(slots[start + i] ?? 0, checked.vector);
        sums[start + i] = checked.sum();
        gathered.set(checked.vector, i * checked.vector.length);
      }
      await write(new Uint8Array(gathered.buffer, 0, count * vectorBytes), start);
    }
  }

  const first = isAnew ? 0 : copies.length;
  if (isAnew) {
    const name = nameVectorsFile();
    const content = async (write: (bytes: Uint8Array) => Promise<void>) => {
      await write(headOf(name));
      await writeVectors((bytes) => write(bytes));
    };
    await writeAside(path, content, { isOnlyWriter: true, isCache: true });
    if (isStale()) return;
    copies.begin(vectorsFile(path, name));
  } else {
    const handle = await open(path, 'r+');
    try {
      await writeVectors((bytes, place) =>
        writeAll(handle, bytes, headBytes + (first + place) * vectorBytes),
      );
    } finally {
      await handle.close();
    }
    if (isStale()) return;
  }
  for (const [at, slot] of slots.entries()) copies.note(slot, first + at, sums[at] ?? 0);
}
