/** Brings what is known up to date with the folder before any file is imported: where images are, and in which product. */

import { findMoves, imagesOf, type Move, type MoveTools } from './findMoves.ts';
import { type FolderListing, liesBelow } from './folderListing.ts';
import type { MetadataRow, PlaceFinder } from './placeFinder.ts';
import type { RehomedImage, StoredImage } from './storePort.ts';

/** An image with what it leaves and what it takes. */
interface Step {
  readonly image: StoredImage;
  readonly home: Omit<RehomedImage, 'displaces'>;
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
  const { steps, hasEnded } = await planSteps(listing, moves, tools);
  for (const batch of await batchesOf(steps, findDisplacing(steps, hasEnded, tools), tools)) {
    if (tools.isStopped()) return;
    tools.onRehomed(tools.store.rehome(batch));
    await tools.nextTurn();
  }
}

interface Plan {
  readonly steps: readonly Step[];
  /** True for a product none of whose pictures stays with it, and of which at least one is gone. */
  hasEnded(productId: string): boolean;
}

async function planSteps(
  { files, unlisted }: FolderListing,
  moves: readonly Move[],
  tools: SettleTools,
): Promise<Plan> {
  const { places, rowOf } = tools;
  // The metadata's product is the file that the metadata names: a new photo of it, and this one is the old.
  const isReplaced = ({ path, productId }: StoredImage) =>
    rowOf(path) !== null && places.find(path, null, null).id === productId;
  const steps: Step[] = [];
  const staying = new Set<string>();
  const left = new Set<string>();
  for await (const { image, file } of inTurns(moves, tools)) {
    const { path, sizeBytes, modifiedMs } = file;
    const place = places.find(path, image, null);
    const leavesProduct = path !== image.path && rowOf(path) === null && isReplaced(image);
    if (place.id === image.productId) staying.add(place.id);
    steps.push({ image, home: { key: image.key, path, sizeBytes, modifiedMs, place, leavesProduct } });
  }
  const moved = new Set(moves.map(({ image }) => image.key));
  const occupied = new Set(moves.map(({ file }) => file.path));
  for await (const image of imagesOf(tools.folder, tools)) {
    const { key, path, sizeBytes, modifiedMs, productId } = image;
    if (productId === null || moved.has(key)) continue;
    const file = files.get(path);
    const isGone = occupied.has(path) || (file === undefined && !liesBelow(path, unlisted));
    if (isGone) {
      left.add(productId);
      continue;
    }
    const isKnownAgain = file !== undefined && !file.isUnread;
    const place = isKnownAgain ? places.find(path, image, null) : null;
    if (place === null || place.id === productId) staying.add(productId);
    else steps.push({ image, home: { key, path, sizeBytes, modifiedMs, place, leavesProduct: false } });
  }
  const isElsewhere = (id: string) =>
    tools.store.findProduct(id)?.images.some(({ folder }) => folder !== tools.folder) === true;
  return { steps, hasEnded: (id) => left.has(id) && !staying.has(id) && !isElsewhere(id) };
}

/**
 * A product ends where another one's file is moved over its only picture, and where ids are handed on: 3 is called 2 now,
 * 2 is called 1, and the picture that 1 was is gone. A row that gives the id of a lost picture to another one merges them.
 */
function findDisplacing(
  steps: readonly Step[],
  hasEnded: (productId: string) => boolean,
  { rowOf }: SettleTools,
): ReadonlySet<Step> {
  const taken = new Set(steps.map(({ home }) => home.place.id));
  return new Set(
    steps.filter(({ image, home }) => {
      const { productId } = image;
      if (productId === null || productId === home.place.id) return false;
      const isMovedOver = image.path !== home.path && rowOf(home.path) === null;
      return (isMovedOver || taken.has(productId)) && hasEnded(home.place.id);
    }),
  );
}

/** Steps whose products or paths have to do with each other are never parted. */
async function batchesOf(
  steps: readonly Step[],
  displacing: ReadonlySet<Step>,
  tools: SettleTools,
): Promise<RehomedImage[][]> {
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
  for (const step of steps) {
    const { image } = step;
    const home = { ...step.home, displaces: displacing.has(step) };
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
