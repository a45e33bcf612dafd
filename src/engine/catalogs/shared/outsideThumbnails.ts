/** Thumbnails of an open shared catalog that lie outside its cluster: this machine goes there once its person accepted the place. */
import { isAbsolute } from 'node:path';
import type {
  ClusterCatalog,
  createSharedThumbnails,
  findObjectKeys,
  SharedThumbnails,
  tryPlace,
} from '../../../adapters/cluster/cluster.ts';
import type { ObjectKeys, OutsideThumbnails } from '../../../contract/cluster.ts';
import { Failure } from '../../../contract/failure.ts';
import { parseObjectAddress } from '../../../core/cluster/objectAddress.ts';
import {
  type OutsidePlace,
  type OutsideThumbnailsPort,
  type ReachedPlace,
  whereOf,
} from '../../../core/cluster/thumbnails.ts';
import type { FollowedPlaces } from '../../cluster/followedPlaces.ts';
import { type AccessTools, createThumbnailAccess, type HeldAccess } from '../../cluster/thumbnailAccess.ts';

/** What is used of the room of clusters, which whoever opens a shared catalog has loaded. */
interface Adapter {
  readonly createSharedThumbnails: typeof createSharedThumbnails;
  readonly findObjectKeys: typeof findObjectKeys;
  readonly tryPlace: typeof tryPlace;
}

export interface OpenThumbnailsHere {
  readonly access: HeldAccess;
  /** What shows them. */
  readonly thumbnails: SharedThumbnails;
  readonly port: OutsideThumbnailsPort;
  /** Before an import: what comes would have no pictures for others. @throws Failure `thumbnails-away` */
  requireFollowed(): void;
}

/** @param onChanged as of `createSharedThumbnails` */
export function openThumbnailsHere(
  adapter: Adapter,
  catalog: ClusterCatalog,
  known: Pick<AccessTools, 'ca' | 'kept' | 'followed'>,
  onChanged: () => void,
): OpenThumbnailsHere {
  const { text: address } = catalog.cluster.address;
  const { followed } = known;
  const access = createThumbnailAccess({
    ...{ ...known, address },
    fromElsewhere: adapter.findObjectKeys(undefined),
  });
  const thumbnails = adapter.createSharedThumbnails(catalog, access, onChanged);
  return {
    access,
    thumbnails,
    port: createOutsideThumbnails({ address, access, followed, thumbnails, tryPlace: adapter.tryPlace }),
    requireFollowed() {
      const outside = thumbnails.state();
      if (outside?.isFollowed === false) throw notFollowedYet(outside, address);
    },
  };
}

export interface FollowTools {
  readonly address: string;
  readonly access: HeldAccess;
  readonly followed: FollowedPlaces;
  readonly thumbnails: Pick<SharedThumbnails, 'outside' | 'state' | 'renew'>;
  tryPlace(place: OutsidePlace, reached: ReachedPlace, ca: string | undefined): Promise<void>;
}

export function createOutsideThumbnails(tools: FollowTools): OutsideThumbnailsPort {
  const { address, access, followed, thumbnails } = tools;

  function requireOutside<Known>(known: Known | null): Known {
    if (known !== null) return known;
    throw new Failure(
      'bad-input',
      `The thumbnails of ${address} are in its cluster, and there is nothing to accept.`,
    );
  }

  return {
    state: thumbnails.state,
    async follow(where, { folder, keys }): Promise<OutsideThumbnails> {
      const place = requireOutside(thumbnails.outside());
      if (whereOf(place) !== where) {
        throw new Failure(
          'bad-input',
          `The thumbnails of ${address} are elsewhere by now: ${whereOf(place)}. Look again, then accept that.`,
        );
      }
      const reached = reachOf(place, folder, keys ?? access.keysFor(where));
      await tools.tryPlace(place, reached, access.ca);
      followed.keep(address, place, reached.kind === 'folder' ? reached.folder : null);
      if (keys !== null) access.hold(where, keys);
      thumbnails.renew();
      return requireOutside(thumbnails.state());
    },
  };
}

function notFollowedYet({ where }: OutsideThumbnails, address: string): Failure {
  return new Failure(
    'thumbnails-away',
    `The thumbnails of ${address} are kept at ${where}, and what is imported has its own there as well. Accept that place on this machine first: under "Shared" in the toolbar, or with "cluster thumbnails --follow".`,
  );
}

function reachOf(place: OutsidePlace, folder: string | undefined, keys: ObjectKeys | null): ReachedPlace {
  if (place.kind === 'objects') {
    // As Twinset writes it; whatever else is there is none of its addresses.
    if (parseObjectAddress(place.address) === place.address) return { kind: 'objects', keys };
    throw new Failure('bad-input', `${place.address} is no address of thumbnails that Twinset wrote.`);
  }
  // What a catalog says of a path is nobody's word on this machine.
  if (folder !== undefined && isAbsolute(folder)) return { kind: 'folder', folder };
  throw new Failure('bad-input', `Say with its full path where the folder ${place.path} is on this machine.`);
}
