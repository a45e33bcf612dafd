/** What the browser's picker sees of a folder: sub-folders, and the kinds of file that Twinset takes. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Output } from '../contract/contract.ts';
import { Failure } from '../contract/failure.ts';
import type { PathPolicy } from './pathPolicy.ts';

const shownEndings = new Set([
  ...['.csv', '.tsv', '.txt', '.xlsx', '.xlsm'],
  ...['.h5', '.hdf5', '.safetensors'],
  ...['.pem', '.crt', '.cer'],
  ...['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.tif', '.tiff'],
]);

/** A folder of photos may hold a hundred thousand files; a picker needs the first few. */
const shownFilesLimit = 1_000;

type Entry = { name: string; path: string };

/** Lists a folder below the roots, of a file the folder it is in; without a path, the first root. @throws Failure `not-allowed`, `folder-unreadable` */
export async function browseFolder(
  policy: PathPolicy,
  path: string | undefined,
): Promise<Output<'host.browse'>> {
  const asked = path ?? policy.roots[0];
  if (asked === undefined) throw new Failure('not-allowed', 'Twinset was started without a folder to list.');
  const named = await policy.check(asked);
  const isFile = await stat(named).then(
    (found) => found.isFile(),
    () => false,
  );
  const folder = isFile ? await policy.check(dirname(named)) : named;
  const folders: Entry[] = [];
  const files: Entry[] = [];
  for (const entry of await readEntries(folder)) {
    if (entry.name.startsWith('.')) continue;
    const found = { name: entry.name, path: join(folder, entry.name) };
    const kind = await kindOf(entry, found.path, policy);
    if (kind === 'folder') folders.push(found);
    else if (kind === 'file' && files.length < shownFilesLimit) files.push(found);
  }
  return {
    path: folder,
    file: isFile ? named : null,
    parent: await parentOf(policy, folder),
    folders,
    files,
  };
}

async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  } catch {
    throw new Failure(
      'folder-unreadable',
      `The folder ${folder} cannot be listed. Check that it exists and may be read.`,
    );
  }
}

async function kindOf(entry: Dirent, path: string, policy: PathPolicy): Promise<'folder' | 'file' | null> {
  const target = entry.isSymbolicLink() ? await followLink(path, policy) : entry;
  if (target?.isDirectory()) return 'folder';
  return target?.isFile() && shownEndings.has(extname(path).toLowerCase()) ? 'file' : null;
}

/** A link that leads nowhere or out of the roots is not shown. */
async function followLink(path: string, policy: PathPolicy) {
  try {
    return await stat(await policy.check(path));
  } catch {
    return null;
  }
}

async function parentOf(policy: PathPolicy, folder: string): Promise<string | null> {
  try {
    const parent = dirname(folder);
    return parent === folder ? null : await policy.check(parent);
  } catch {
    return null;
  }
}
