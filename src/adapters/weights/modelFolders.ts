/** The folders in which models lie: a folder per model, with its weights and a `manifest.json`. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelManifest, modelManifestSchema } from '../../core/models/manifest.ts';

export const manifestFileName = 'manifest.json';

export interface FoundModel {
  readonly folder: string;
  readonly manifest: ModelManifest;
}

/** Every usable model below `parent`, by name; a folder that does not exist holds none. */
export async function listModelFolders(parent: string): Promise<FoundModel[]> {
  const names = await readdir(parent).catch(() => []);
  // Names with a dot in front are downloads and imports under way.
  const found = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => readModelFolder(join(parent, name))),
  );
  return found.filter((model) => model !== null).sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

/** The model in this folder, or null where the manifest or the weights are missing, cut or not readable. */
export async function readModelFolder(folder: string): Promise<FoundModel | null> {
  try {
    const text = await readFile(join(folder, manifestFileName), 'utf8');
    const manifest = modelManifestSchema.parse(JSON.parse(text));
    const { size } = await stat(join(folder, manifest.file));
    return size === manifest.bytes ? { folder, manifest } : null;
  } catch {
    // Not a usable model: what to do about it is told by whoever asks for it by name.
    return null;
  }
}
