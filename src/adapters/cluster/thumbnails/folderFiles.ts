/** A folder that all machines of a team reach, as a network drive is. */
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import { openRegularFile } from '../../files/openRegularFile.ts';
import { describeSystemError, systemErrorCode } from '../../files/systemError.ts';
import { writeAside } from '../../files/writeAside.ts';
import { away, mostBytes, type PlaceFiles } from './placeFiles.ts';

/** Of the four threads that Node has for files some are left, where a network drive hangs. */
const atOnce = 2;
const usualPatienceMs = 15_000;

/** @param folder on this machine @param patienceMs for one file; for tests */
export function openFolderFiles(folder: string, patienceMs = usualPatienceMs): PlaceFiles {
  const name = `the folder ${folder}`;
  /** What a drive that hangs has not answered yet. */
  let hanging = 0;

  /** @throws Failure where the drive does not answer, or did not before */
  async function inTime<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    if (hanging >= atOnce) throw doesNotAnswer();
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const acting = act().finally(() => {
      if (isLate) hanging--;
    });
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLate = true;
        hanging++;
        reject(doesNotAnswer());
      }, patienceMs);
    });
    try {
      return await Promise.race([acting, late]);
    } finally {
      clearTimeout(timer);
      acting.catch(() => undefined);
    }
  }

  function doesNotAnswer(): Failure {
    return away(
      `The drive with ${name} does not answer. Look whether it can be reached; thumbnails are shown again once it can.`,
    );
  }

  const fileOf = (file: string): string => join(folder, ...file.split('/'));

  return {
    name,
    atOnce,
    has: (file) =>
      inTime(async () => {
        try {
          const found = await lstat(fileOf(file));
          return found.isFile() && found.size > 0;
        } catch (thrown) {
          if (isMissing(thrown)) return false;
          throw unreadable(name, thrown);
        }
      }),
    read: (file) => inTime(() => readFile(fileOf(file), name)),
    write: (file, bytes) =>
      inTime(async () => {
        const target = fileOf(file);
        await requireOwnRoom(folder, dirname(target), name);
        try {
          await writeAside(target, bytes);
        } catch (thrown) {
          throw unwritable(name, thrown);
        }
      }),
    requireFree: () => inTime(() => requireFree(folder)),
  };
}

async function readFile(file: string, name: string): Promise<Uint8Array | null> {
  try {
    // What somebody put there as a link to another file of this machine is no thumbnail.
    if (!(await lstat(file)).isFile()) return null;
    const { handle, sizeBytes } = await openRegularFile(file);
    try {
      if (sizeBytes > mostBytes) return null;
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw unreadable(name, thrown);
  }
}

/** A room that somebody made a link to elsewhere is not written into. */
async function requireOwnRoom(folder: string, room: string, name: string): Promise<void> {
  const top = await findReal(folder, name);
  const real = await findReal(room, name);
  // What it will be made in counts.
  if (real === null) return room === folder ? undefined : requireOwnRoom(folder, dirname(room), name);
  if (top === null) return;
  if (real !== top && !real.startsWith(top.endsWith(sep) ? top : top + sep))
    throw away(`${room} in ${name} leads elsewhere, and nothing is written there. Remove that link.`);
}

/** Null for what is missing. */
async function findReal(path: string, name: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (thrown) {
    if (isMissing(thrown)) return null;
    throw unreadable(name, thrown);
  }
}

async function requireFree(folder: string): Promise<void> {
  const make = 'Make an empty folder on a drive that all machines of the team reach, and give that.';
  if (!isAbsolute(folder)) throw new Failure('bad-input', `${folder} is no full path. ${make}`);
  try {
    if (!(await stat(folder)).isDirectory()) throw new Failure('bad-input', `${folder} is a file. ${make}`);
    for await (const { name } of await opendir(folder))
      if (!name.startsWith('.'))
        throw new Failure('bad-input', `${folder} holds other files, as ${name}, and no thumbnails. ${make}`);
  } catch (thrown) {
    if (isMissing(thrown))
      throw new Failure('bad-input', `There is no folder ${folder}: is its drive mounted? ${make}`);
    throw thrown instanceof Failure ? thrown : unreadable(`the folder ${folder}`, thrown);
  }
}

function isMissing(thrown: unknown): boolean {
  return systemErrorCode(thrown) === 'ENOENT';
}

function unreadable(name: string, thrown: unknown): Failure {
  if (thrown instanceof Failure && thrown.code !== 'file-unreadable') return thrown;
  const why = thrown instanceof Failure ? thrown.message : `${describeSystemError(thrown)}.`;
  return away(
    `In ${name} thumbnails cannot be read: ${why} Look whether its drive is mounted, and who may read there.`,
    String(thrown),
  );
}

function unwritable(name: string, thrown: unknown): Failure {
  const why = thrown instanceof Failure ? thrown.message : `${describeSystemError(thrown)}.`;
  return away(
    `In ${name} thumbnails cannot be written: ${why} Whoever looks after the drive gives this user the right to write there.`,
    String(thrown),
  );
}
