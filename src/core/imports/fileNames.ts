/** The names of files as ids of products: the path without its ending, told apart where several files share it. */
import { endingOf, hasImageEnding, imageEndings, withoutImageEnding } from './imageNames.ts';

/** The product that a file was known in. */
export interface KnownName {
  readonly id: string;
  readonly isMissing: boolean;
}

export interface FileNames {
  /** The id that the file's name stands for, before other sources are asked. */
  idOf(path: string): string;
  /** The files that share their name with this one, itself among them, in the order of their claim; null: none does. */
  sharersOf(path: string): readonly string[] | null;
}

/** The path without its ending, composed (NFC), so that it can be typed: what macOS stores is decomposed. */
export function plainIdOf(path: string): string {
  return withoutImageEnding(path).normalize('NFC');
}

/** True where the id was made of this file's name, in this version or an earlier one, alone or below a folder's name. */
export function isNamedAfter(productId: string, path: string): boolean {
  const id = `/${productId.normalize('NFC')}`;
  const name = path.normalize('NFC');
  return id.endsWith(`/${plainIdOf(path)}`) || id.endsWith(`/${name}`) || id.includes(`/${name} (`);
}

/**
 * Files that differ in nothing but their ending are different products: `100`, then `100.png`, `100.JPG`. A file keeps
 * the id it has, one that was missing only if it is still free; of new ones the commonest ending in lower case comes
 * first, whatever order they are found in.
 */
export function nameFiles(paths: Iterable<string>, knownOf: (path: string) => KnownName | null): FileNames {
  const firsts = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    if (!hasImageEnding(path)) continue;
    const id = plainIdOf(path);
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, path);
    else groups.set(id, [...(groups.get(id) ?? [first]), path]);
  }
  const ids = new Map<string, string>();
  const sharers = new Map<string, readonly string[]>();
  for (const [id, group] of groups) {
    const sorted = group.toSorted(byClaim);
    for (const path of sorted) sharers.set(path, sorted);
    nameGroup(id, sorted, knownOf, (candidate) => firsts.has(candidate)).forEach((own, path) => {
      ids.set(path, own);
    });
  }
  return {
    idOf: (path) => ids.get(path) ?? plainIdOf(path),
    sharersOf: (path) => sharers.get(path) ?? null,
  };
}

function nameGroup(
  id: string,
  paths: readonly string[],
  knownOf: (path: string) => KnownName | null,
  isOthers: (candidate: string) => boolean,
): Map<string, string> {
  const own = new Map<string, string>();
  const taken = new Set<string>();
  const take = (path: string, name: string) => {
    own.set(path, name);
    taken.add(name);
    // One below the name of its folder ("brandB/100") has the plain id as well.
    if (`/${name.normalize('NFC')}`.endsWith(`/${id}`)) taken.add(id);
  };
  const known = paths.map((path) => ({ path, name: knownOf(path) }));
  for (const isMissing of [false, true]) {
    for (const { path, name } of known)
      if (name?.isMissing === isMissing && !taken.has(name.id)) take(path, name.id);
  }
  for (const path of paths.filter((one) => !own.has(one))) {
    const whole = path.normalize('NFC');
    let candidate = id;
    for (let count = 1; taken.has(candidate) || (candidate !== id && isOthers(candidate)); count++)
      candidate = count === 1 ? whole : `${whole} (${count})`;
    take(path, candidate);
  }
  return own;
}

const endings = [...imageEndings];

function byClaim(a: string, b: string): number {
  const byEnding = endings.indexOf(endingOf(a)) - endings.indexOf(endingOf(b));
  const byCase = Number(!hasLowerEnding(a)) - Number(!hasLowerEnding(b));
  return byEnding || byCase || (a < b ? -1 : 1);
}

function hasLowerEnding(path: string): boolean {
  return path.endsWith(`.${endingOf(path)}`);
}
