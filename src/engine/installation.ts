/** Finds what belongs to this installation, whether it runs from source, from a build or from a packaged app. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../contract/failure.ts';

const thisFile = fileURLToPath(import.meta.url);
const isSource = thisFile.endsWith('.ts');

/**
 * The folder with the bundled weights and icons: `TWINSET_RESOURCES` where set, else the nearest `resources` above this file
 * (the repository's; in a packaged app the extra resource beside the archive).
 * @throws Failure `internal` when the installation is incomplete
 */
export function findResourcesFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['TWINSET_RESOURCES'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  const found = findAbove(
    (folder) => join(folder, 'resources'),
    (path) => existsSync(join(path, 'models')),
  );
  if (found !== null) return found;
  throw new Failure('internal', 'The resources folder of Twinset is missing. Install Twinset again.');
}

/** The built interface (`out/renderer`); it may not be built yet. */
export function findRendererFolder(): string {
  const candidate = (folder: string): string => join(folder, 'out', 'renderer');
  return findAbove(candidate, existsSync) ?? join(dirname(thisFile), '..', '..', 'out', 'renderer');
}

/**
 * What a process that has an engine is started with. V8 would give new objects up to 50 MB, and keep them: with 25 a large catalog is opened
 * in the same time. It would begin with 1 MB, three times as often full: with 4 all pairs take a twentieth less, and at rest it is the same.
 */
export const engineArguments: readonly string[] = ['--min-semi-space-size=4', '--max-semi-space-size=8'];

/**
 * The file that starts a process of ours.
 * @param source its path below `src`, for example `engine/processes/engineProcess.ts`; builds have it as `out/main/engineProcess.js`
 * @returns an absolute path outside any asar archive: plain Node cannot read inside one
 */
export function findProcessEntry(source: string): string {
  if (isSource) return join(dirname(thisFile), '..', source);
  const built = basename(source).replace(/\.ts$/, '.js');
  // A shared chunk may stand one folder below the entries.
  const entry = [dirname(thisFile), join(dirname(thisFile), '..')]
    .map((folder) => join(folder, built))
    .find((path) => existsSync(path));
  if (entry === undefined) {
    throw new Failure('internal', `A part of Twinset is missing (${built}). Install Twinset again.`);
  }
  return entry.replace(/([/\\])app\.asar([/\\])/, '$1app.asar.unpacked$2');
}

function findAbove(place: (folder: string) => string, isThere: (path: string) => boolean): string | null {
  let folder = dirname(thisFile);
  for (;;) {
    const path = place(folder);
    if (isThere(path)) return path;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}
