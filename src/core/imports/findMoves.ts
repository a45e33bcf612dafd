/** Finds out where known contents are now, before anything is decided about any file. */

import { lookAhead } from '../work/lookAhead.ts';
import { type FolderListing, liesBelow } from './folderListing.ts';
import { lastSegment } from './imageNames.ts';
import type { FoundFile } from './ports.ts';
import type { ImportStore, StoredImage } from './storePort.ts';

/** A known image whose bytes are those of this file: of another path, or of the same with another time. */
export interface Move {
  readonly image: StoredImage;
  readonly file: FoundFile;
}

export interface MoveTools {
  readonly store: ImportStore;
  /** The imported folder, as stored images have it. */
  readonly folder: string;
  /** The sha256 of a file's bytes; null where it cannot be read, or need not be any more. */
  hash(path: string): Promise<string | null>;
  isFolderGone(folder: string): Promise<boolean>;
  /** Lets others have a turn. */
  nextTurn(): Promise<void>;
}

/** Rows read in one turn: a few milliseconds. */
const imagesAtOnce = 500;
const filesReadAhead = 8;

/**
 * A content that is no longer where it was has moved to the new or changed file that has it now, and each such file takes
 * one; further files with it are copies. Only files are read that are as long as one of the contents looked for. Of a
 * content that can have gone several ways, the same path comes first, then the same name, then the order of paths.
 */
export async function findMoves(listing: FolderListing, tools: MoveTools): Promise<Move[]> {
  const { left, arrived } = await compare(listing, tools);
  if (left.length === 0 || arrived.size === 0) return [];
  const sizes = new Set(left.map(({ sizeBytes }) => sizeBytes));
  const hashes = new Map<string, string | null>();
  const candidates = [...arrived.values()].filter(
    (file) => file.problem === null && sizes.has(file.sizeBytes),
  );
  const hashing = lookAhead(candidates, filesReadAhead, async ({ path }) => ({
    path,
    imageId: await tools.hash(path),
  }));
  for await (const { path, imageId } of hashing) hashes.set(path, imageId);

  const byContent = new Map<string, { images: StoredImage[]; files: FoundFile[] }>();
  for (const image of left) {
    const isOwn = image.folder === tools.folder;
    // What stands at its path now could not be read, and may be the same.
    if (image.imageId === null || (isOwn && hashes.get(image.path) === null)) continue;
    const content = byContent.get(image.imageId) ?? { images: [], files: [] };
    content.images.push(image);
    byContent.set(image.imageId, content);
  }
  for (const file of candidates) byContent.get(hashes.get(file.path) ?? '')?.files.push(file);
  return [...byContent.values()].flatMap(({ images, files }) => pair(images, files, tools.folder));
}

/** The known images that are not where they were, and the files that are new or changed. */
async function compare(
  { files, unlisted }: FolderListing,
  tools: MoveTools,
): Promise<{ left: StoredImage[]; arrived: Map<string, FoundFile> }> {
  const left: StoredImage[] = [];
  const arrived = new Map(files);
  for await (const image of imagesOf(tools.folder, tools)) {
    const file = files.get(image.path);
    if (file === undefined) {
      if (!liesBelow(image.path, unlisted)) left.push(image);
    } else if (file.isUnread || isSameFile(image, file)) {
      arrived.delete(image.path);
    } else left.push(image);
  }
  if (arrived.size === 0) return { left, arrived };
  for (const folder of tools.store.otherFolders()) {
    if (!(await tools.isFolderGone(folder))) continue;
    for await (const image of imagesOf(folder, tools)) left.push(image);
  }
  return { left: left.filter(({ imageId }) => imageId !== null), arrived };
}

/** The known images of a folder, by key, a few at a time. */
export async function* imagesOf(
  folder: string,
  { store, nextTurn }: Pick<MoveTools, 'store' | 'nextTurn'>,
): AsyncGenerator<StoredImage> {
  for (let key = 0; ; ) {
    const images = store.imagesAfter(folder, key, imagesAtOnce);
    yield* images;
    const last = images.at(-1);
    if (last === undefined) return;
    key = last.key;
    await nextTurn();
  }
}

/** Sizes and modification times equal: the bytes are taken to be the same, as every incremental tool does. */
export function isSameFile(known: StoredImage, file: FoundFile): boolean {
  return known.imageId !== null && known.sizeBytes === file.sizeBytes && known.modifiedMs === file.modifiedMs;
}

function pair(images: readonly StoredImage[], files: readonly FoundFile[], folder: string): Move[] {
  const moves: Move[] = [];
  const homeless = new Set(files);
  // The imported folder's own images are the first to find a home.
  const free = new Set(
    images.toSorted((a, b) => Number(a.folder !== folder) - Number(b.folder !== folder) || a.key - b.key),
  );
  for (const likeness of [(path: string) => path, lastSegment, () => '']) {
    const byLikeness = Map.groupBy(free, ({ path }) => likeness(path));
    for (const file of homeless) {
      const image = byLikeness.get(likeness(file.path))?.shift();
      if (image === undefined) continue;
      free.delete(image);
      homeless.delete(file);
      moves.push({ image, file });
    }
  }
  return moves;
}
