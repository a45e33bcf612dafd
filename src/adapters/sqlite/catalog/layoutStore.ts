/** The map's layouts, a line each. */
import type { MapMethod } from '../../../contract/insight/map.ts';
import type { LayoutStore } from '../../../core/map/ports.ts';
import type { CatalogDatabase } from './openDatabase.ts';

interface LayoutRow {
  madeAt: string;
  trustworthiness: number | null;
  laidOut: number;
  imageIds: Buffer;
  places: Buffer;
}

/** Of an image's id: a sha256. */
const idBytes = 32;

export function createLayoutStore(database: CatalogDatabase): LayoutStore {
  const select = database.prepare<[string, MapMethod], LayoutRow>(`
    SELECT made_at AS madeAt, trustworthiness, laid_out AS laidOut, image_ids AS imageIds, places
    FROM map_layouts WHERE space = ? AND method = ?`);
  const upsert = database.prepare(`
    INSERT INTO map_layouts (space, method, made_at, trustworthiness, laid_out, image_ids, places)
    VALUES (@space, @method, @madeAt, @trustworthiness, @laidOut, @ids, @places)
    ON CONFLICT DO UPDATE SET made_at = excluded.made_at, trustworthiness = excluded.trustworthiness,
      laid_out = excluded.laid_out, image_ids = excluded.image_ids, places = excluded.places`);

  return {
    of(space, method) {
      const row = select.get(space, method);
      if (row === undefined) return null;
      const { imageIds, places, ...rest } = row;
      const count = imageIds.length / idBytes;
      const hex = imageIds.toString('hex');
      return {
        ...rest,
        space,
        method,
        imageIds: Array.from({ length: count }, (_, at) =>
          hex.slice(at * 2 * idBytes, (at + 1) * 2 * idBytes),
        ),
        places: new Uint16Array(Uint8Array.from(places).buffer),
      };
    },
    keep({ imageIds, places, ...rest }) {
      upsert.run({
        ...rest,
        ids: Buffer.from(imageIds.join(''), 'hex'),
        places: Buffer.from(places.buffer, places.byteOffset, places.byteLength),
      });
    },
  };
}
