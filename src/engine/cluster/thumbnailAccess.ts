/** How this machine gets to the thumbnails of a shared catalog: places that were accepted, and keys for their address. */
import type { KeptConnection, ObjectKeys } from '../../contract/cluster.ts';
import { type ThumbnailAccess, whereOf } from '../../core/cluster/thumbnails.ts';
import type { EngineContext } from '../context.ts';
import type { FollowedPlaces } from './followedPlaces.ts';

export interface AccessTools {
  /** Of the catalog. */
  readonly address: string;
  readonly ca: string | undefined;
  /** Keys that were kept, for the address that they were given for. */
  readonly kept: KeptConnection['objects'];
  /** From a file or the environment: good where none were kept for the address. */
  readonly fromElsewhere: ObjectKeys | null;
  readonly followed: FollowedPlaces;
}

export interface HeldAccess extends ThumbnailAccess {
  /** @param address of objects */
  keysFor(address: string): ObjectKeys | null;
  /** For this address alone, and until the catalog is closed. */
  hold(address: string, keys: ObjectKeys): void;
}

/** Of a catalog that is not open. */
export function accessFrom(
  { credentials, followed }: Pick<EngineContext, 'credentials' | 'followed'>,
  { address, ca, fromElsewhere }: Pick<AccessTools, 'address' | 'ca' | 'fromElsewhere'>,
): HeldAccess {
  const kept = credentials.of(address)?.objects;
  return createThumbnailAccess({ address, ca, kept, fromElsewhere, followed });
}

export function createThumbnailAccess(tools: AccessTools): HeldAccess {
  const { address, ca, followed, fromElsewhere } = tools;
  let held = tools.kept;

  function keysFor(asked: string): ObjectKeys | null {
    return held?.address === asked ? held.keys : fromElsewhere;
  }

  return {
    ca,
    reach: (place) => followed.reach(address, place, keysFor(whereOf(place))),
    keysFor,
    hold(asked, keys) {
      held = { address: asked, keys };
    },
  };
}
