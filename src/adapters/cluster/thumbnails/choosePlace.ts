/** Where the thumbnails of a catalog are to be once it is published. */
import type { ObjectKeys, ThumbnailPlace } from '../../../contract/cluster.ts';
import { parseObjectAddress } from '../../../core/cluster/objectAddress.ts';
import type { OutsidePlace, ReachedPlace, ThumbnailAccess } from '../../../core/cluster/thumbnails.ts';
import { openPlace, type PublishedPlace } from './openThumbnails.ts';
import { claimPlace } from './placedThumbnails.ts';

export interface ChoiceOrder {
  /** Left out: where they are, of a new catalog the index. */
  readonly thumbnails?: ThumbnailPlace | undefined;
  /** For an address that is chosen. */
  readonly objectKeys?: ObjectKeys | null | undefined;
  readonly access: ThumbnailAccess;
}

export interface ChosenPlace {
  readonly place: PublishedPlace;
  /** Goes there as well: whoever chose a place accepted it. */
  readonly access: ThumbnailAccess;
}

/**
 * A place that is chosen is marked as such, where it is not yet.
 * @param before undefined: nothing is published yet
 * @throws Failure `bad-input` for what can be no such place; `thumbnails-away` where it cannot be written
 */
export async function choosePlace(
  before: PublishedPlace | undefined,
  { thumbnails: chosen, objectKeys = null, access }: ChoiceOrder,
): Promise<ChosenPlace> {
  if (chosen === undefined) return { place: before ?? { kind: 'index' }, access };
  if (chosen.kind === 'index') return { place: chosen, access };
  if (chosen.kind === 'folder') {
    const reached = { kind: 'folder', folder: chosen.path } as const;
    const place = await claim({ ...chosen, mark: '' }, reached, access);
    // The same under the path that it has on this machine.
    const isSame = before?.kind === 'folder' && before.mark === place.mark;
    return follow(isSame ? before : place, reached, access);
  }
  const reached = { kind: 'objects', keys: objectKeys } as const;
  const address = parseObjectAddress(chosen.address);
  return follow(await claim({ kind: 'objects', address, mark: '' }, reached, access), reached, access);
}

async function claim(
  place: OutsidePlace,
  reached: ReachedPlace,
  { ca }: ThumbnailAccess,
): Promise<OutsidePlace> {
  const opened = openPlace(place, reached, ca);
  try {
    return { ...place, mark: await claimPlace(opened.files) };
  } finally {
    opened.close();
  }
}

function follow(place: OutsidePlace, reached: ReachedPlace, access: ThumbnailAccess): ChosenPlace {
  return {
    place,
    access: {
      ca: access.ca,
      reach: (asked) => (isSamePlace(asked, place) ? reached : access.reach(asked)),
    },
  };
}

/** A folder is known by its mark, whatever its path is on a machine. */
export function isSamePlace(one: PublishedPlace, other: PublishedPlace): boolean {
  if (one.kind === 'index' || other.kind === 'index') return one.kind === other.kind;
  if (one.mark !== other.mark) return false;
  if (one.kind === 'objects' && other.kind === 'objects') return one.address === other.address;
  return one.kind === other.kind;
}
