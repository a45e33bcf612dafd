/** The principal axes that came with the weights of an embedding space. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Axes, parseAxes } from '../../adapters/vectors/prefixes/axes.ts';
import { listModelFolders } from '../../adapters/weights/modelFolders.ts';

/** Null where none came, or what came is damaged or of other weights: searches then read all rows. */
export async function findShippedAxes(bundledFolder: string, space: string): Promise<Axes | null> {
  for (const { folder, manifest } of await listModelFolders(bundledFolder)) {
    const file = manifest.axes?.[space];
    if (file === undefined) continue;
    const bytes = await readFile(join(folder, file)).catch(() => null);
    return bytes === null ? null : parseAxes(bytes, manifest.sha256);
  }
  return null;
}
