/** What is decided before any file is imported: rows, names, an order, and where everything known has gone. */
import { type FileNames, isNamedAfter, nameFiles } from './fileNames.ts';
import type { MoveTools } from './findMoves.ts';
import type { FolderListing } from './folderListing.ts';
import { createPlaceFinder, type MetadataRow, type PlaceFinder, type RowMatcher } from './placeFinder.ts';
import type { FoundFile } from './ports.ts';
import { createProductNames, type ProductNames } from './productNames.ts';
import { settleKnown } from './settleKnown.ts';

export interface PreparedImport {
  /**
   * The walk's order, those without a row of the metadata last: a copy without a row is linked to the product of its bytes,
   * which must be known by then.
   */
  readonly files: readonly FoundFile[];
  readonly hasMetadata: boolean;
  readonly places: PlaceFinder;
  readonly names: FileNames;
  readonly products: ProductNames;
  rowOf(path: string): MetadataRow | null;
}

export interface PrepareTools extends MoveTools {
  /** The metadata file, or null. */
  readonly metadata: string | null;
  /** Null where there is no metadata. */
  readonly rows: RowMatcher | null;
  readonly folders: RowMatcher;
  onRehomed(productIds: readonly string[]): void;
  isStopped(): boolean;
}

/** Files matched in one turn: some 10 ms. */
const filesAtOnce = 1000;

export async function prepareImport(listing: FolderListing, tools: PrepareTools): Promise<PreparedImport> {
  const { store, folder, rows } = tools;
  const byPath = await matchRows(listing, tools);
  const rowOf = (path: string) => byPath.get(path) ?? null;
  const unmatched = [...listing.files.keys()].filter((path) => !byPath.has(path));
  const names = nameFiles(unmatched, (path) => {
    const known = store.findImage(path);
    if (known === null || known.productId === null || !isNamedAfter(known.productId, path)) return null;
    return { id: known.productId, isMissing: known.state === 'missing' };
  });
  let moving: ReadonlySet<number> = new Set();
  const products = createProductNames({
    folder,
    metadata: tools.metadata,
    hasOthers: store.otherFolders().length > 0,
    find: store.findProduct,
    isMoving: (key) => moving.has(key),
  });
  const places = createPlaceFinder({
    hasMetadata: rows !== null,
    rowOf,
    rankOf: (path) => rows?.rankOf?.(path) ?? 0,
    folders: tools.folders,
    folder,
    files: names,
    products,
  });
  await settleKnown(listing, {
    ...tools,
    rowOf,
    places,
    onMoves(moves) {
      moving = new Set(moves.map(({ image }) => image.key));
    },
  });
  const all = [...listing.files.values()];
  const files =
    rows === null
      ? all
      : [...all.filter(({ path }) => byPath.has(path)), ...all.filter(({ path }) => !byPath.has(path))];
  return { files, hasMetadata: rows !== null, places, names, products, rowOf };
}

async function matchRows(
  { files }: FolderListing,
  { rows, nextTurn }: PrepareTools,
): Promise<Map<string, MetadataRow>> {
  const byPath = new Map<string, MetadataRow>();
  if (rows === null) return byPath;
  let matched = 0;
  for (const path of files.keys()) {
    const row = rows.matchFile(path);
    if (row !== null) byPath.set(path, row);
    matched++;
    if (matched % filesAtOnce === 0) await nextTurn();
  }
  return byPath;
}
