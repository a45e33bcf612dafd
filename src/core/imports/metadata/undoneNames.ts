/** Names as they were before a web address or a spreadsheet wrote them its own way: "red%20shoe", "12,345". */
import { lastSegment, withoutImageEnding } from '../imageNames.ts';
import type { MetadataRow } from '../placeFinder.ts';
import { countAll, type ImageIndex, looseKey, stemOf } from './imageIndex.ts';
import { referencePath, withoutPictureEnding } from './referencePath.ts';
import type { TableProduct } from './tableProducts.ts';

/** Groups of three digits: "12,345", "1.234.567", "12 345". */
const thousands = /^\d{1,3}(?:([,.'’\s\u00a0\u202f])\d{3})(?:\1\d{3})*$/;

/** @returns the row that alone has this name once both are undone, where no other file has; null where nothing is undone */
export function createUndoneNames(
  products: readonly TableProduct[],
  index: ImageIndex,
  hasIds: boolean,
): (path: string) => MetadataRow | null {
  let made: { rows: Map<string, Named>; files: Map<string, number> } | null = null;

  function make() {
    const rows = new Map<string, Named>();
    const keep = (name: string, row: MetadataRow) => {
      if (index.hasStem(name)) return;
      const key = undoneKey(name);
      const known = rows.get(key);
      const isAlone = known === undefined || known.row === row;
      rows.set(key, { row: isAlone ? row : null, isUndone: isUndone(name, key) });
    };
    for (const { row, references, keys } of products) {
      const named = references.map((reference) =>
        withoutPictureEnding(lastSegment(referencePath(reference))),
      );
      const ids = hasIds ? [withoutImageEnding(row.id), ...keys] : keys;
      for (const name of [...named, ...ids]) keep(name, row);
    }
    return { rows, files: countAll(index.paths.map((path) => undoneKey(stemOf(path)))) };
  }

  return (path) => {
    made ??= make();
    const stem = stemOf(path);
    const key = undoneKey(stem);
    const named = made.rows.get(key);
    if (named === undefined || (made.files.get(key) ?? 0) > 1) return null;
    return named.isUndone || isUndone(stem, key) ? named.row : null;
  };
}

interface Named {
  /** Null where several rows have the name. */
  readonly row: MetadataRow | null;
  readonly isUndone: boolean;
}

function isUndone(name: string, key: string): boolean {
  return looseKey(name) !== key;
}

function undoneKey(name: string): string {
  const plain = decoded(name).trim();
  return looseKey(thousands.test(plain) ? plain.replace(/\D/g, '') : plain);
}

function decoded(name: string): string {
  if (!/%[0-9a-f]{2}/i.test(name)) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
