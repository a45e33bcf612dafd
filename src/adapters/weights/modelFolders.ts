/** The folders in which models lie: a folder per model, with its weights and a `manifest.json`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ModelManifest, modelManifestSchema } from '../../core/models/manifest.ts';

export const manifestFileName = 'manifest.json';

/** What a manifest describes; its weights may be damaged (`findDamage`). */
export interface FoundModel {
  readonly folder: string;
  readonly manifest: ModelManifest;
}

/** Every model below `parent` that has a manifest, by name; a folder that does not exist holds none. */
export async function listModelFolders(parent: string): Promise<FoundModel[]> {
  const names = await readdir(parent).catch(() => []);
  // Names with a dot in front are downloads under way.
  const found = await Promise.all(
    names.filter((name) => !name.startsWith('.')).map((name) => readModelFolder(join(parent, name))),
  );
  return found.filter((model) => model !== null).sort((a, b) => (a.manifest.name < b.manifest.name ? -1 : 1));
}

/** The model in this folder, or null where there is no manifest that can be read: then it was never installed whole. */
export async function readModelFolder(folder: string): Promise<FoundModel | null> {
  try {
    const text = await readFile(join(folder, manifestFileName), 'utf8');
    return { folder, manifest: modelManifestSchema.parse(JSON.parse(text)) };
  } catch {
    // Not a model: what to do about it is told by whoever asks for it by name.
    return null;
  }
}
