/** What an asar archive lists: its files inside, and those that lie beside it. */
import { readFileSync } from 'node:fs';

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly unpacked?: boolean;
}

/** Two pickles: the first holds the size of the second, which holds the header, JSON with its length before it. */
export function readArchive(file: string): { packed: string[]; unpacked: string[] } {
  const archive = readFileSync(file);
  const length = archive.readUInt32LE(12);
  const header = JSON.parse(archive.toString('utf8', 16, 16 + length)) as Entry;
  const all = list(header, '');
  const pathsOf = (isUnpacked: boolean): string[] =>
    all.filter((one) => one.isUnpacked === isUnpacked).map(({ path }) => path);
  return { packed: pathsOf(false), unpacked: pathsOf(true) };
}

function list(folder: Entry, path: string): { path: string; isUnpacked: boolean }[] {
  return Object.entries(folder.files ?? {}).flatMap(([name, entry]) => {
    const inside = path === '' ? name : `${path}/${name}`;
    return entry.files === undefined
      ? [{ path: inside, isUnpacked: entry.unpacked === true }]
      : list(entry, inside);
  });
}
