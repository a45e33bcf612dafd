/** Images and products change their names all at once: a.jpg and b.jpg may have changed places, and with them their products. */
import type { ProductPlace, Succession } from '../../../core/imports/storePort.ts';
import type { Arrival, Departures } from './departures.ts';
import type { CatalogDatabase } from './openDatabase.ts';
import type { Source } from './sourceStore.ts';

/** What a batch says of one image: `key` null where it is new. */
interface Homed {
  readonly key: number | null;
  readonly path: string;
  readonly place: ProductPlace | null;
  /** Left out where the content is as it was. */
  readonly imageId?: string | null;
  readonly leavesProduct?: boolean;
  readonly displaces?: boolean;
}

interface KnownRow {
  readonly key: number;
  readonly sourceId: number;
  readonly path: string;
  readonly productKey: number | null;
  readonly productId: string | null;
  readonly imageId: string | null;
}

/** A product that images of the batch leave. */
interface Leaving {
  readonly id: string;
  readonly key: number;
  /** By the image, where it goes. */
  readonly targets: Map<number, string>;
}

/** A product that leaves as a whole, and the one that it goes on as. */
interface Heir {
  readonly id: string;
  readonly key: number;
  readonly to: string;
  readonly isDivided: boolean;
}

/** A content as an image showed it, and the product that it showed. */
export interface Picture {
  readonly imageId: string;
  readonly productId: string | null;
}

export interface Rehoming {
  /**
   * Clears the way for a batch: forgets images whose paths it takes, and renames and merges products as a whole where
   * all of their images leave: where they part, the product goes with the one that stands for it. The ids of products that
   * changed, or may be empty afterwards, go into `touched`.
   */
  begin(batch: readonly Homed[], touched: Set<string>): Begun;
}

export interface Begun {
  readonly successions: readonly Succession[];
  /** Products that images left, and that others will come to. */
  readonly goOn: ReadonlySet<string>;
  /** Pictures that are not where they were: in another product, replaced by others, or forgotten. */
  readonly parted: readonly Picture[];
}

/** Binds it to one import of one source. */
export function createRehoming(database: CatalogDatabase, source: Source, departures: Departures): Rehoming {
  const selectKnown = database.prepare<[number], KnownRow>(
    `SELECT images.key, images.source_id AS sourceId, images.path, images.product_key AS productKey, products.id AS productId,
       images.image_id AS imageId
     FROM images LEFT JOIN products ON products.key = images.product_key WHERE images.key = ?`,
  );
  const selectHolder = database
    .prepare<[number, string], number>('SELECT key FROM images WHERE source_id = ? AND path = ?')
    .pluck();
  // No file has such a name: it is taken until every image of the batch has left its old path.
  const vacatePath = database.prepare('UPDATE images SET source_id = ?, path = char(0) || key WHERE key = ?');
  const removeImage = database.prepare('DELETE FROM images WHERE key = ?');
  const selectPresent = database
    .prepare<[number], number>("SELECT key FROM images WHERE product_key = ? AND state <> 'missing'")
    .pluck();
  const selectProduct = database.prepare<[string], number>('SELECT key FROM products WHERE id = ?').pluck();
  const vacateId = database.prepare('UPDATE products SET id = char(0) || key WHERE key = ?');
  const rename = database.prepare('UPDATE products SET id = ? WHERE key = ?');
  const giveImages = database.prepare('UPDATE images SET product_key = ? WHERE product_key = ?');
  const selectImages = database
    .prepare<[number], number>('SELECT key FROM images WHERE product_key = ?')
    .pluck();
  const removeProduct = database.prepare('DELETE FROM products WHERE key = ?');
  const selectLead = database
    .prepare<[number], number>(
      'SELECT key FROM images WHERE product_key = ? AND image_id IS NOT NULL ORDER BY rank, key LIMIT 1',
    )
    .pluck();

  function vacatePaths(
    batch: readonly Homed[],
    known: ReadonlyMap<number, KnownRow>,
    touched: Set<string>,
    forget: (key: number) => KnownRow | undefined,
  ): void {
    for (const { key, path } of batch) {
      const row = key === null ? undefined : known.get(key);
      if (row === undefined || (row.sourceId === source.id && row.path === path)) continue;
      const holder = selectHolder.get(source.id, path);
      if (holder !== undefined && !known.has(holder)) {
        const replaced = forget(holder);
        if (typeof replaced?.productId === 'string') touched.add(replaced.productId);
      }
    }
    for (const { key, path } of batch) {
      const row = key === null ? undefined : known.get(key);
      if (row !== undefined && (row.sourceId !== source.id || row.path !== path))
        vacatePath.run(source.id, row.key);
    }
  }

  /** The products that leave as a whole. Images that are missing do not hold a product back. */
  function findSuccessions(
    batch: readonly Homed[],
    known: ReadonlyMap<number, KnownRow>,
    goOn: ReadonlySet<string>,
  ): Heir[] {
    const leaving = new Map<string, Leaving>();
    for (const { key, place } of batch) {
      const row = key === null ? undefined : known.get(key);
      if (row === undefined || row.productId === null || row.productKey === null || place === null) continue;
      if (row.productId === place.id) continue;
      const one: Leaving = leaving.get(row.productId) ?? {
        id: row.productId,
        key: row.productKey,
        targets: new Map(),
      };
      one.targets.set(row.key, place.id);
      leaving.set(row.productId, one);
    }
    return [...leaving.values()]
      .filter(({ id }) => !goOn.has(id))
      .filter(({ key, targets }) => selectPresent.all(key).every((image) => targets.has(image)))
      .flatMap(({ id, key, targets }): Heir[] => {
        const [to, ...others] = new Set(targets.values());
        if (to === undefined) return [];
        if (others.length === 0) return [{ id, key, to, isDivided: false }];
        // What was said of it was said of the picture that stood for it; where that one is gone, it is said of none.
        const lead = targets.get(selectLead.get(key) ?? -1);
        return lead === undefined ? [] : [{ id, key, to: lead, isDivided: true }];
      })
      .sort((a, b) => a.key - b.key);
  }

  /** Forgets products whose pictures are gone and whose ids others take; a product that goes elsewhere is none of them. */
  function displace(
    batch: readonly Homed[],
    known: ReadonlyMap<number, KnownRow>,
    leaving: readonly Heir[],
    forget: (key: number) => void,
  ): ReadonlySet<string> {
    const goes = new Set(leaving.map(({ id }) => id));
    const displaced = new Set<string>();
    for (const { place, displaces } of batch) {
      if (displaces !== true || place === null || goes.has(place.id) || displaced.has(place.id)) continue;
      const key = selectProduct.get(place.id);
      if (key === undefined) continue;
      const images = selectImages.all(key);
      if (images.some((image) => known.has(image))) continue;
      for (const image of images) forget(image);
      removeProduct.run(key);
      displaced.add(place.id);
    }
    return displaced;
  }

  /** The first to come to an id that is free, or becomes free, takes its product along; others merge into it. */
  function succeed(leaving: readonly Heir[]): void {
    const goes = new Set(leaving.map(({ id }) => id));
    const heirs = new Map<string, number>();
    const renamed: { readonly key: number; readonly id: string }[] = [];
    const merged: { readonly key: number; readonly into: number }[] = [];
    for (const { key, to: id } of leaving) {
      const heir = heirs.get(id) ?? (goes.has(id) ? undefined : selectProduct.get(id));
      if (heir === undefined) renamed.push({ key, id });
      else merged.push({ key, into: heir });
      heirs.set(id, heir ?? key);
    }
    for (const { key } of renamed) vacateId.run(key);
    for (const { key, into } of merged) {
      giveImages.run(into, key);
      removeProduct.run(key);
    }
    for (const { key, id } of renamed) rename.run(id, key);
  }

  return {
    begin(batch, touched) {
      const known = new Map<number, KnownRow>();
      for (const { key } of batch) {
        const row = key === null ? undefined : selectKnown.get(key);
        if (row !== undefined) known.set(row.key, row);
      }
      for (const { productId } of known.values()) if (productId !== null) touched.add(productId);
      const forgotten: KnownRow[] = [];
      const forget = (key: number) => {
        const row = selectKnown.get(key);
        if (row !== undefined) forgotten.push(row);
        removeImage.run(key);
        return row;
      };
      vacatePaths(batch, known, touched, forget);
      const others = departures.settle(arrivalsOf(batch, known));
      const goOn = new Set(
        batch.flatMap(({ key, leavesProduct }) =>
          key === null || leavesProduct !== true ? [] : (known.get(key)?.productId ?? []),
        ),
      );
      const leaving = findSuccessions(batch, known, goOn);
      const displaced = displace(batch, known, leaving, forget);
      if (leaving.length > 0) succeed(leaving);
      const ended = new Set([...displaced, ...others]);
      const successions = leaving.map(({ id, to, isDivided }) => ({
        from: id,
        to,
        ...(ended.has(to) && { displaces: true as const }),
        ...(isDivided && { isDivided: true as const }),
      }));
      const taken = new Set(leaving.map(({ to }) => to));
      const ends = [...others]
        .filter((id) => !taken.has(id))
        .map((id) => ({ from: id, to: id, displaces: true as const }));
      return {
        successions: [...successions, ...ends],
        goOn,
        parted: picturesOf([...partedOf(batch, known), ...forgotten]),
      };
    },
  };
}

function arrivalsOf(batch: readonly Homed[], known: ReadonlyMap<number, KnownRow>): Arrival[] {
  return batch.flatMap((homed) => {
    const { place } = homed;
    if (place === null) return [];
    const imageId = contentOf(homed, known);
    return { productId: place.id, imageId, isFromRow: place.isFromRow === true };
  });
}

/** The known images that come to another product, or show another content. */
function partedOf(batch: readonly Homed[], known: ReadonlyMap<number, KnownRow>): KnownRow[] {
  return batch.flatMap((homed) => {
    const row = homed.key === null ? undefined : known.get(homed.key);
    const isParted = contentOf(homed, known) !== row?.imageId || homed.place?.id !== row?.productId;
    return row !== undefined && isParted ? row : [];
  });
}

function contentOf({ key, imageId }: Homed, known: ReadonlyMap<number, KnownRow>): string | null {
  if (imageId !== undefined) return imageId;
  return (key === null ? undefined : known.get(key)?.imageId) ?? null;
}

function picturesOf(rows: readonly KnownRow[]): Picture[] {
  return rows.flatMap(({ imageId, productId }) => (imageId === null ? [] : { imageId, productId }));
}
