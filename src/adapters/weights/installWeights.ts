/** Puts a weights file into the folder of installed models so that it is there whole or not at all. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../contract/failure.ts';
import type { ModelManifest } from '../../core/models/manifest.ts';
import { manifestFileName, readModelFolder } from './modelFolders.ts';

/**
 * Copies (or moves) the file aside, with its manifest, flushes both to disk and renames the folder into place.
 * The same weights again only renew the manifest.
 * @throws Failure `bad-input` where other weights have this name; `disk-full`
 */
export async function installWeights(
  file: string,
  manifest: ModelManifest,
  installedFolder: string,
  how: 'copy' | 'move',
): Promise<void> {
  const folder = join(installedFolder, manifest.name);
  const aside = join(installedFolder, `.installing-${manifest.name}`);
  const existing = await readModelFolder(folder);
  if (existing && existing.manifest.sha256 !== manifest.sha256) {
    throw new Failure(
      'bad-input',
      `There is already another model called ${manifest.name}. Import the file under another name (--name).`,
    );
  }
  try {
    if (existing) {
      await writeManifest(folder, { ...manifest, file: existing.manifest.file });
      return;
    }
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true });
    const weightsFile = join(aside, manifest.file);
    if (how === 'move') await rename(file, weightsFile);
    else await copyFlushed(file, weightsFile);
    await writeManifest(aside, manifest);
    // What is not a usable model under this name is the rest of something broken.
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
    await flushFolder(installedFolder);
  } catch (thrown) {
    await rm(aside, { recursive: true, force: true });
    throw asInstallFailure(thrown, manifest.name, installedFolder);
  }
}

async function writeManifest(folder: string, manifest: ModelManifest): Promise<void> {
  const target = join(folder, manifestFileName);
  await writeFile(`${target}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(`${target}.new`, target);
  await flushFolder(dirname(target));
}

async function copyFlushed(from: string, to: string): Promise<void> {
  const handle = await open(to, 'wx');
  await pipeline(createReadStream(from), handle.createWriteStream({ flush: true }));
}

/** Makes a rename last through a power cut; Windows can neither open folders nor needs it. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function asInstallFailure(thrown: unknown, name: string, folder: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const error = thrown as NodeJS.ErrnoException;
  if (error.code === 'ENOSPC') {
    return new Failure(
      'disk-full',
      `The disk is full: the model ${name} does not fit into ${folder}. Make room (about 100 MB) and try again.`,
    );
  }
  return new Failure(
    'file-unreadable',
    `The model ${name} could not be put into ${folder}: ${error.message}. Check that the folder may be written to.`,
    error.stack,
  );
}
