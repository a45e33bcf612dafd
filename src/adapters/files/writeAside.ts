/** Writes a file beside its place and moves it there once it is whole: readers see the old file or the new one. */
import { Buffer } from 'node:buffer';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type AsideOptions, asidePath } from './aside.ts';
import { asUnwritable } from './asUnwritable.ts';
import { flushFolder, moveOver } from './moveOver.ts';
import { systemErrorCode } from './systemError.ts';
import { writeAll } from './writeAll.ts';

/**
 * Appends to the file; small pieces are gathered before they are written. With `at`, it writes over the bytes from
 * there on, which were written before.
 */
export type WritePiece = (piece: string | Uint8Array, at?: number) => Promise<void>;

const bufferBytes = 256 * 1024;

/**
 * Calls `content` with a function that appends to the file, or writes what it is. The folder is made where it is missing.
 * Flushed to the disk with its name, unless it is a cache. Where anything fails, the place keeps what it had and nothing
 * is left beside it.
 * @throws Failure `disk-full`, `not-allowed`, `bad-input` for a place that cannot be a file; what `content` throws
 */
export async function writeAside(
  file: string,
  content: string | Uint8Array | ((write: WritePiece) => Promise<void>),
  options: AsideOptions = {},
): Promise<void> {
  const target = resolve(file);
  const aside = asidePath(target, options);
  const system = <T>(work: Promise<T>): Promise<T> =>
    work.catch((thrown: unknown) => {
      throw asUnwritable(target, thrown);
    });
  const handle = await system(openWhereFolderIs(aside));
  try {
    try {
      const pieces = gatherPieces((bytes, at) => system(writeAll(handle, bytes, at)));
      await (typeof content === 'function' ? content(pieces.write) : pieces.write(content));
      await pieces.flush();
      if (options.isCache !== true) await system(handle.sync());
    } finally {
      await system(handle.close());
    }
    await system(moveOver(aside, target, options));
  } catch (thrown) {
    await rm(aside, { force: true });
    throw thrown;
  }
}

/** The folder is there nearly always: it is made only where it turns out to be missing. */
async function openWhereFolderIs(aside: string): Promise<FileHandle> {
  try {
    return await open(aside, 'w');
  } catch (thrown) {
    if (systemErrorCode(thrown) !== 'ENOENT') throw thrown;
    const made = await mkdir(dirname(aside), { recursive: true });
    if (made !== undefined) await flushFolder(dirname(made));
    return await open(aside, 'w');
  }
}

/** As `writeAll`. */
type WriteBytes = (bytes: Uint8Array, at: number | null) => Promise<void>;

function gatherPieces(writeBytes: WriteBytes): { write: WritePiece; flush: () => Promise<void> } {
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;

  async function flush(): Promise<void> {
    if (gatheredBytes === 0) return;
    const bytes = Buffer.concat(gathered);
    gathered = [];
    gatheredBytes = 0;
    await writeBytes(bytes, null);
  }

  return {
    async write(piece, at) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
      if (at !== undefined || bytes.length >= bufferBytes) {
        await flush();
        await writeBytes(bytes, at ?? null);
        return;
      }
      // Copied, since the caller may use its buffer again.
      gathered.push(Buffer.from(bytes));
      gatheredBytes += bytes.length;
      if (gatheredBytes >= bufferBytes) await flush();
    },
    flush,
  };
}
