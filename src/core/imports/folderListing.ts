/** The one walk of an import: it runs ahead, counts, and knows in the end what is there and what could not be looked at. */
import type { Cancellation, FoundFile, ImageFolder, UnlistedFolder } from './ports.ts';

export interface FolderListing {
  /** By path, in the order of the walk. 500,000 of them take some 150 MB. */
  readonly files: ReadonlyMap<string, FoundFile>;
  readonly unlisted: readonly UnlistedFolder[];
}

export interface Walk {
  /** Files found so far. */
  counted(): number;
  isComplete(): boolean;
  /** The folder holds at least one image: known as soon as it is found. */
  readonly hasImages: Promise<boolean>;
  /** Cut short where it was stopped. @throws what the walk throws */
  readonly listing: Promise<FolderListing>;
  stop(): void;
}

/** Begins to walk at once. */
export function startWalk(images: ImageFolder, folder: string, signal: Cancellation): Walk {
  const files = new Map<string, FoundFile>();
  const unlisted: UnlistedFolder[] = [];
  const first = Promise.withResolvers<boolean>();
  let isStopped = false;
  let isComplete = false;
  const untilStopped: Cancellation = {
    get aborted() {
      return isStopped || signal.aborted;
    },
  };

  async function walk(): Promise<FolderListing> {
    for await (const file of images.walk(folder, untilStopped, (one) => unlisted.push(one))) {
      files.set(file.path, file);
      first.resolve(true);
    }
    isComplete = !untilStopped.aborted;
    first.resolve(false);
    return { files, unlisted };
  }

  const listing = walk();
  // Told to those who wait for either; nobody may be waiting yet.
  listing.catch(first.reject);
  first.promise.catch(() => undefined);
  return {
    counted: () => files.size,
    isComplete: () => isComplete,
    hasImages: first.promise,
    listing,
    stop() {
      isStopped = true;
    },
  };
}

/** True for what lies below one of the folders. */
export function liesBelow(path: string, folders: readonly UnlistedFolder[]): boolean {
  return folders.some((folder) => folder.path === '' || path.startsWith(`${folder.path}/`));
}
