/** Walks a folder of images: deterministic, one folder in memory at a time, through links without going in circles. */
import { Buffer } from 'node:buffer';
import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Cancellation, FoundFile, UnlistedFolder } from '../../core/imports/ports.ts';
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

interface FolderContent {
  readonly steps: Step[];
  readonly unlisted: UnlistedFolder[];
  readonly problems: FoundFile[];
}

const unspeakable = 'The name is not valid text (UTF-8), so it cannot be opened; rename it.';

/** Every image file below the folder; see the port `ImageFolder`. Never throws for what is in the folder. */
export async function* walkFolder(
  root: string,
  signal: Cancellation,
  onUnlisted: (folder: UnlistedFolder) => void = () => undefined,
): AsyncGenerator<FoundFile> {
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
      for (const unlisted of content.unlisted) onUnlisted(unlisted);
      for (const file of content.problems) yield file;
      // The stack gives back the last first.
      steps.push(...content.steps.reverse());
    } catch (thrown) {
      onUnlisted({
        path: folder.path,
        reason: `The folder cannot be read: ${describeSystemError(thrown)}.`,
      });
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

async function readFolder(absolute: string, folder: Folder): Promise<FolderContent> {
  const entries = await readdir(absolute, { encoding: 'buffer', withFileTypes: true });
  const content: FolderContent = { steps: [], unlisted: [], problems: [] };
  if (folder.path !== '' && entries.some(({ name }) => name.toString() === catalogFile)) return content;
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  let files: string[] = [];
  for (const entry of entries) {
    const name = entry.name.toString('utf8');
    if (name.startsWith('.') || skippedFolders.has(name.toLowerCase())) continue;
    const path = folder.path === '' ? name : `${folder.path}/${name}`;
    const kind = await kindOf(entry, join(absolute, name));
    const isText = Buffer.from(name, 'utf8').equals(entry.name);
    if (kind === 'folder') {
      if (files.length > 0) content.steps.push({ files });
      files = [];
      if (!isText) content.unlisted.push({ path, reason: unspeakable });
      else content.steps.push({ folder: { path, isLinked: folder.isLinked || entry.isSymbolicLink() } });
    } else if (isImageName(name)) {
      if (isText) files.push(path);
      else content.problems.push(refuse(path, unspeakable));
    } else if (kind !== 'file') {
      // It may have led to a folder of images.
      content.unlisted.push({ path, reason: `The link leads nowhere: ${describeSystemError(kind.thrown)}.` });
    }
  }
  if (files.length > 0) content.steps.push({ files });
  return content;
}

/** What an entry is, or where it leads; a link that leads nowhere gives what the system says to it. */
async function kindOf(
  entry: Dirent<Buffer>,
  absolute: string,
): Promise<'folder' | 'file' | { readonly thrown: unknown }> {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'folder' : 'file';
  try {
    return (await stat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch (thrown) {
    return { thrown };
  }
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
  let stats: BigIntStats;
  try {
    stats = await stat(join(root, path), { bigint: true });
  } catch (thrown) {
    return refuse(path, `The file cannot be read: ${describeSystemError(thrown)}.`, true);
  }
  const sizeBytes = Number(stats.size);
  const unsupported = formatProblem(path);
  const special = stats.isFile() ? null : 'This is a device, a pipe or a socket, not a file.';
  return {
    path,
    sizeBytes,
    // Whole milliseconds: what a database keeps and compares without rounding.
    modifiedMs: Number(stats.mtimeMs),
    problem: special ?? unsupported ?? sizeProblem(sizeBytes),
    isUnread: false,
  };
}

function refuse(path: string, problem: string, isUnread = false): FoundFile {
  return { path, sizeBytes: 0, modifiedMs: 0, problem, isUnread };
}
