/** Brings what is known up to date with the folder before any file is imported: where images are, and in which product. */

import { findMoves, imagesOf, type Move, type MoveTools } from './findMoves.ts';
import type { FolderListing } from './folderListing.ts';
import type { MetadataRow, PlaceFinder } from './placeFinder.ts';
import type { RehomedImage, StoredImage } from './storePort.ts';

/** An image with what it leaves and what it takes. */
interface Step {
  readonly image: StoredImage;
  readonly home: RehomedImage;
}

export interface SettleTools extends MoveTools {
  rowOf(path: string): MetadataRow | null;
  readonly places: PlaceFinder;
  /** Told before anything is placed. */
  onMoves(moves: readonly Move[]): void;
  onRehomed(productIds: readonly string[]): void;
  isStopped(): boolean;
}

/** Images that are stored in one transaction where they have nothing to do with each other: some 10 ms. */
const stepsAtOnce = 256;

/**
 * Files may have changed places, and products their names: what depends on each other is stored in one transaction, so
 * that nobody ever sees one half, and decisions can follow. Afterwards the catalog is as the folder is, but for new contents.
 */
export async function settleKnown(listing: FolderListing, tools: SettleTools): Promise<void> {
  const moves = await findMoves(listing, tools);
  tools.onMoves(moves);
  const steps = await planSteps(listing, moves, tools);
  for (const batch of await batchesOf(steps, tools)) {
    if (tools.isStopped()) return;
    tools.onRehomed(tools.store.rehome(batch));
    await tools.nextTurn();
  }
}

async function planSteps(
  { files }: FolderListing,
  moves: readonly Move[],
  tools: SettleTools,
): Promise<Step[]> {
  const { places, rowOf } = tools;
  // The metadata's product is the file that the metadata names: a new photo of it, and this one is the old.
  const isReplaced = ({ path, productId }: StoredImage) =>
    rowOf(path) !== null && places.find(path, null, null).id === productId;
  const steps: Step[] = [];
  for await (const { image, file } of inTurns(moves, tools)) {
    const { path, sizeBytes, modifiedMs } = file;
    const place = places.find(path, image, null);
    const leavesProduct = path !== image.path && rowOf(path) === null && isReplaced(image);
    steps.push({ image, home: { key: image.key, path, sizeBytes, modifiedMs, place, leavesProduct } });
  }
  const moved = new Set(moves.map(({ image }) => image.key));
  const occupied = new Set(moves.map(({ file }) => file.path));
  for await (const image of imagesOf(tools.folder, tools)) {
    const { key, path, sizeBytes, modifiedMs, productId } = image;
    const file = files.get(path);
    if (file === undefined || file.isUnread || moved.has(key) || occupied.has(path)) continue;
    if (productId === null) continue;
    const place = places.find(path, image, null);
    if (place.id === productId) continue;
    const home = { key, path, sizeBytes, modifiedMs, place, leavesProduct: false };
    steps.push({ image, home });
  }
  return steps;
}

/** Steps whose products or paths have to do with each other are never parted. */
async function batchesOf(steps: readonly Step[], tools: SettleTools): Promise<RehomedImage[][]> {
  const { store, folder } = tools;
  const groups = createGroups();
  for await (const { image, home } of inTurns(steps, tools)) {
    const own = nodeOf(image);
    groups.join(own, `product ${home.place.id}`);
    if (image.folder === folder && image.path === home.path) continue;
    const holder = store.findImage(home.path);
    if (holder !== null) groups.join(own, nodeOf(holder));
  }
  const byGroup = new Map<string, RehomedImage[]>();
  for (const { image, home } of steps) {
    const group = groups.of(nodeOf(image));
    const homes = byGroup.get(group);
    if (homes === undefined) byGroup.set(group, [home]);
    else homes.push(home);
  }
  const batches: RehomedImage[][] = [];
  for (const homes of byGroup.values()) {
    const last = batches.at(-1);
    if (last === undefined || last.length + homes.length > stepsAtOnce) batches.push(homes);
    else last.push(...homes);
  }
  return batches;
}

/** The items, and a turn for others after every few. */
async function* inTurns<Item>(
  items: readonly Item[],
  { nextTurn }: Pick<SettleTools, 'nextTurn'>,
): AsyncGenerator<Item> {
  for (let at = 0; at < items.length; at += stepsAtOnce) {
    yield* items.slice(at, at + stepsAtOnce);
    await nextTurn();
  }
}

function nodeOf({ key, productId }: StoredImage): string {
  return productId === null ? `image ${key}` : `product ${productId}`;
}

/** Names in groups that are joined: each name is asked for its group's first. */
function createGroups(): { join(a: string, b: string): void; of(name: string): string } {
  const parents = new Map<string, string>();
  function of(name: string): string {
    let first = name;
    for (let next = parents.get(first); next !== undefined; next = parents.get(first)) first = next;
    // Shortens the way for the next who asks.
    for (let at = name; at !== first; ) {
      const next = parents.get(at) ?? first;
      parents.set(at, first);
      at = next;
    }
    return first;
  }
  return {
    join(a, b) {
      const [one, other] = [of(a), of(b)];
      if (one !== other) parents.set(one, other);
    },
    of,
  };
}
