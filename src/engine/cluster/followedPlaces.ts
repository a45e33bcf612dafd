/** Which places of thumbnails were accepted on this machine, by the shared catalog that names them; in a file of the data folder, without any keys. */
import { join } from 'node:path';
import { z } from 'zod';
import type { ObjectKeys } from '../../contract/cluster.ts';
import { type OutsidePlace, type ReachedPlace, whereOf } from '../../core/cluster/thumbnails.ts';
import { createJsonFile } from '../jsonFile.ts';

const followedSchema = z.object({
  kind: z.enum(['folder', 'objects']),
  /** What was accepted. */
  where: z.string(),
  mark: z.string(),
  /** Where the folder is on this machine. */
  folder: z.string().nullable(),
});

export interface FollowedPlaces {
  /**
   * Null for another place than was accepted of this catalog: a folder is known by its mark, and is the one on this machine whatever the
   * catalog says of its path; an address by itself.
   */
  reach(address: string, place: OutsidePlace, keys: ObjectKeys | null): ReachedPlace | null;
  /** In place of what was accepted of this catalog. @param folder where it is on this machine; null for an address. @throws Failure `disk-full`, `not-allowed` */
  keep(address: string, place: OutsidePlace, folder: string | null): void;
}

export function openFollowedPlaces(dataFolder: string): FollowedPlaces {
  const file = createJsonFile(join(dataFolder, 'thumbnails.json'), z.record(z.string(), followedSchema), {});
  return {
    reach(address, place, keys) {
      const followed = file.read()[address];
      if (followed?.kind !== place.kind || followed.mark !== place.mark) return null;
      if (place.kind === 'folder')
        return followed.folder === null ? null : { kind: 'folder', folder: followed.folder };
      return followed.where === place.address ? { kind: 'objects', keys } : null;
    },
    keep(address, place, folder) {
      const { kind, mark } = place;
      file.write({ ...file.read(), [address]: { kind, where: whereOf(place), mark, folder } });
    },
  };
}
