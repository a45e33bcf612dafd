/** A folder that all machines of a team reach, as a network drive is. */
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { Failure } from '../../../contract/failure.ts';
import { openRegularFile } from '../../files/openRegularFile.ts';
import { describeSystemError, systemErrorCode } from '../../files/systemError.ts';
import { writeAside } from '../../files/writeAside.ts';
import { away, mostBytes, type PlaceFiles } from './placeFiles.ts';

/** Of the four threads that Node has for files two are left for all else, where a network drive hangs. */
const atOnce = 2;
/** For one file, and the turn before it. */
const patienceMs = 15_000;

/** @param folder on this machine */
export function openFolderFiles(folder: string): PlaceFiles {
  const name = `the folder ${folder}`;
  /** What the drive has not answered yet, and who waits for that. */
  let running = 0;
  const waiting: (() => void)[] = [];

  /** Null for what was given up before its turn. What is given up later keeps its place: a thread waits for it all the same. */
  async function inTurn<Answer>(act: () => Promise<Answer>, isGivenUp: () => boolean) {
    if (running < atOnce) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return isGivenUp() ? null : { answer: await act() };
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  /** @throws Failure where the drive does not answer in time, its turn included */
  async function inTime<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        isLate = true;
        resolve(null);
      }, patienceMs);
    });
    try {
      const answered = await Promise.race([inTurn(act, () => isLate), late]);
      if (answered !== null) return answered.answer;
    } finally {
      clearTimeout(timer);
    }
    throw away(
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
