/** Puts a weights file into the folder of installed models so that it is there whole or not at all. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import type { ModelManifest } from '../../core/models/manifest.ts';
import { asUnwritable } from '../files/asUnwritable.ts';
import { moveOver } from '../files/moveOver.ts';
import { describeSystemError } from '../files/systemError.ts';
import { writeAside } from '../files/writeAside.ts';
import { findDamage } from './findDamage.ts';
import { hashFile } from './hashFile.ts';
import { manifestFileName, readModelFolder } from './modelFolders.ts';

/**
 * Copies (or moves) the weights into the model's folder, then writes the manifest: without one there is no model. The
 * same weights again renew the manifest, and the weights where those that are there are damaged.
 * @throws Failure `bad-input` where other, sound weights have this name; `disk-full`, `not-allowed`, `file-unreadable`
 */
export async function installWeights(
  file: string,
  manifest: ModelManifest,
  installedFolder: string,
  how: 'copy' | 'move',
): Promise<void> {
  const folder = join(installedFolder, manifest.name);
  const existing = await readModelFolder(folder);
  const isSound = existing !== null && (await isWhole(folder, existing.manifest));
  if (isSound && existing.manifest.sha256 !== manifest.sha256) {
    throw new Failure(
      'bad-input',
      `There is already another model called ${manifest.name}. Import the file under another name (--name).`,
    );
  }
  const weightsFile = join(folder, isSound ? existing.manifest.file : manifest.file);
  if (!isSound) await (how === 'move' ? moveWeights : copyWeights)(file, weightsFile, manifest);
  else if (how === 'move') await rm(file, { force: true });
  const renewed = { ...manifest, file: isSound ? existing.manifest.file : manifest.file };
  await writeAside(join(folder, manifestFileName), `${JSON.stringify(renewed, null, 2)}\n`);
  if (existing !== null && existing.manifest.file !== renewed.file) {
    await rm(join(folder, existing.manifest.file), { force: true });
  }
}

async function isWhole(folder: string, manifest: ModelManifest): Promise<boolean> {
  const weightsFile = join(folder, manifest.file);
  return (await findDamage({ weightsFile, manifest }, (file) => hashFile(file, 'sha256'))) === null;
}

/** A finished download lies on the same disk, flushed and verified. */
async function moveWeights(from: string, to: string): Promise<void> {
  try {
    await mkdir(join(to, '..'), { recursive: true });
    await moveOver(from, to);
  } catch (thrown) {
    throw asUnwritable(to, thrown);
  }
}

/** @throws Failure `file-unreadable` also where the file is another by now than the one that was checked */
async function copyWeights(from: string, to: string, { sha256 }: ModelManifest): Promise<void> {
  const hash = createHash('sha256');
  await writeAside(to, async (write) => {
    for await (const chunk of readPieces(from)) {
      hash.update(chunk);
      await write(chunk);
    }
    if (hash.digest('hex') === sha256) return;
    throw new Failure('file-unreadable', `${from} changed while it was taken in. Import it again.`);
  });
}

async function* readPieces(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1 << 20 });
  } catch (thrown) {
    throw new Failure(
      'file-unreadable',
      `The weights file ${file} cannot be read: ${describeSystemError(thrown)}. Check the disk it is on.`,
      String(thrown),
    );
  }
}
