/** Walks a folder of images: deterministic, one folder in memory at a time, through links without going in circles. */
import { Buffer } from 'node:buffer';
import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Cancellation, FoundFile } from '../../core/imports/ports.ts';
import { formatProblem, isImageName, sizeProblem } from './imageFileProblem.ts';
import { describeSystemError } from './systemError.ts';

/** Folders that systems and programs put beside the images; names in lower case. */
const skippedFolders = new Set([
  '__macosx',
  '@eadir',
  '$recycle.bin',
  'system volume information',
  'lost+found',
]);
/** A folder with this file is a catalog: its thumbnails are no products. */
const catalogFile = 'twinset.db';
/** File sizes are asked for in groups, since one at a time waits most of the time. */
const statsAtOnce = 32;

interface Folder {
  /** Relative to the root with forward slashes; empty for the root. */
  readonly path: string;
  /** True where a link led here or above. */
  readonly isLinked: boolean;
}

type Step = { readonly folder: Folder } | { readonly files: readonly string[] };

/** Every image file below the folder; see the port `ImageFolder`. Never throws for what is in the folder. */
export async function* walkFolder(root: string, signal: Cancellation): AsyncGenerator<FoundFile> {
  const realRoot = await realpath(root).catch(() => root);
  const visited = new Set<string>();
  const steps: Step[] = [{ folder: { path: '', isLinked: false } }];
  for (let step = steps.pop(); step !== undefined && !signal.aborted; step = steps.pop()) {
    if ('files' in step) {
      yield* describeFiles(root, step.files, signal);
      continue;
    }
    const { folder } = step;
    try {
      const absolute = join(root, folder.path);
      if (await leadsBack(absolute, folder, realRoot, visited)) continue;
      const content = await readFolder(absolute, folder);
      for (const file of content.problems) yield file;
      // The stack gives back the last first.
      steps.push(...content.steps.reverse());
    } catch (thrown) {
      yield refuse(
        folder.path === '' ? '.' : folder.path,
        `The folder cannot be read: ${describeSystemError(thrown)}.`,
      );
    }
  }
}

/** True for a folder that is walked elsewhere: a link to within the root or to above it, or a place seen before. */
async function leadsBack(
  absolute: string,
  folder: Folder,
  realRoot: string,
  visited: Set<string>,
): Promise<boolean> {
  if (folder.isLinked) {
    const real = await realpath(absolute);
    if (isWithin(real, realRoot) || isWithin(realRoot, real)) return true;
  }
  const stats = await stat(absolute, { bigint: true });
  const key = `${stats.dev}:${stats.ino}`;
  // Some network drives give no numbers; then links to them may be walked twice, but paths end somewhere.
  if (stats.ino === 0n) return false;
  if (visited.has(key)) return true;
  visited.add(key);
  return false;
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[a-z]:/i.test(way));
}

async function readFolder(
  absolute: string,
  folder: Folder,
): Promise<{ steps: Step[]; problems: FoundFile[] }> {
  const entries = await readdir(absolute, { encoding: 'buffer', withFileTypes: true });
  const steps: Step[] = [];
  const problems: FoundFile[] = [];
  if (folder.path !== '' && entries.some(({ name }) => name.toString() === catalogFile))
    return { steps, problems };
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  let files: string[] = [];
  for (const entry of entries) {
    const name = entry.name.toString('utf8');
    if (name.startsWith('.')) continue;
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    const isFolder = await leadsToFolder(entry, join(absolute, name));
    if (isFolder ? skippedFolders.has(name.toLowerCase()) : !isImageName(name)) continue;
    if (!Buffer.from(name, 'utf8').equals(entry.name)) {
      problems.push(refuse(path, 'The name is not valid text (UTF-8), so it cannot be opened; rename it.'));
      continue;
    }
    if (!isFolder) {
      files.push(path);
      continue;
    }
    if (files.length > 0) steps.push({ files });
    files = [];
    steps.push({ folder: { path, isLinked: folder.isLinked || entry.isSymbolicLink() } });
  }
  if (files.length > 0) steps.push({ files });
  return { steps, problems };
}

async function leadsToFolder(entry: Dirent<Buffer>, absolute: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const stats = await stat(absolute).catch(() => null);
  return stats?.isDirectory() ?? false;
}

async function* describeFiles(
  root: string,
  paths: readonly string[],
  signal: Cancellation,
): AsyncGenerator<FoundFile> {
  for (let at = 0; at < paths.length && !signal.aborted; at += statsAtOnce) {
    yield* await Promise.all(paths.slice(at, at + statsAtOnce).map((path) => describeFile(root, path)));
  }
}

async function describeFile(root: string, path: string): Promise<FoundFile> {
  const unsupported = formatProblem(path);
  let stats: BigIntStats;
  try {
    stats = await stat(join(root, path), { bigint: true });
  } catch (thrown) {
    return refuse(path, unsupported ?? `The file cannot be read: ${describeSystemError(thrown)}.`);
  }
  const sizeBytes = Number(stats.size);
  const special = stats.isFile() ? null : 'This is a device, a pipe or a socket, not a file.';
  return {
    path,
    sizeBytes,
    // Whole milliseconds: what a database keeps and compares without rounding.
    modifiedMs: Number(stats.mtimeMs),
    problem: special ?? unsupported ?? sizeProblem(sizeBytes),
  };
}

function refuse(path: string, problem: string): FoundFile {
  return { path, sizeBytes: 0, modifiedMs: 0, problem };
}
