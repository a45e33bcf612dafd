/** The map of a catalog on this machine: laid out on a thread, kept in its database. */
import { layOut } from '../../adapters/layout/layOut.ts';
import { createLayoutStore } from '../../adapters/sqlite/catalog/layoutStore.ts';
import type { MapLayout, MapMethod } from '../../contract/map.ts';
import type { Cancellation } from '../../core/imports/ports.ts';
import { nothingToLayOut } from '../../core/map/mapFailures.ts';
import { findNeighbourGraph } from '../../core/map/neighbourGraph.ts';
import { placeAmong } from '../../core/map/placeAmong.ts';
import type { MapPort, NeighbourGraph, StoredLayout } from '../../core/map/ports.ts';
import { fitToSquare } from '../../core/map/square.ts';
import { tsneNeighbours } from '../../core/map/tsne/layOutTsne.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import type { OpenCatalog } from './openCatalog.ts';

/** Neighbours that each layout begins with; UMAP's own default. */
const neighboursOf: Readonly<Record<MapMethod, number>> = { umap: 15, tsne: tsneNeighbours };

type Place = readonly [x: number, y: number];

/** @param onProblem told what made a slower way necessary */
export function createLocalMap(catalog: OpenCatalog, onProblem: (reason: unknown) => void): MapPort {
  const store = createLayoutStore(catalog.database);
  let placing: Promise<unknown> = Promise.resolve();

  /** What is there now: every product with an image in the index, and the slot of its main image. */
  function productsThere(): { readonly id: string; readonly imageId: string; readonly slot: number }[] {
    const { rows } = catalog;
    const index = catalog.index();
    return Array.from({ length: rows.rowCount }, (_, row) => row).flatMap((row) => {
      const main = rows.isAlive(row) ? rows.imagesAt(row)[0] : undefined;
      const slot = main === undefined ? undefined : index.slotOf(main.imageId);
      if (main === undefined || slot === undefined) return [];
      return [{ id: rows.idAt(row), imageId: main.imageId, slot }];
    });
  }

  function slotsThere(): Uint32Array {
    return Uint32Array.from(new Set(productsThere().map(({ slot }) => slot)));
  }

  /** The stored layout with a place for each image that came since. */
  async function extend(stored: StoredLayout): Promise<StoredLayout> {
    const index = catalog.index();
    const known = new Set(stored.imageIds);
    const newcomers = new Map(
      productsThere().flatMap(({ imageId, slot }) => (known.has(imageId) ? [] : [[slot, imageId] as const])),
    );
    if (newcomers.size === 0) return stored;
    const placeOf = new Map<number, Place>();
    for (let at = 0; at < stored.laidOut; at++) {
      const slot = index.slotOf(stored.imageIds[at] ?? '');
      if (slot !== undefined) placeOf.set(slot, placeAt(stored, at));
    }
    const places = await placeAmong(index, [...newcomers.keys()], placeOf, onProblem);
    const placed = [...newcomers.values()].flatMap((imageId, at) => {
      const place = places[at] ?? null;
      return place === null ? [] : [{ imageId, place }];
    });
    if (placed.length === 0) return stored;
    const extended = {
      ...stored,
      imageIds: [...stored.imageIds, ...placed.map(({ imageId }) => imageId)],
      places: Uint16Array.from([...stored.places, ...placed.flatMap(({ place }) => place)]),
    };
    // Meanwhile it may have been laid out anew.
    if (store.of(stored.space, stored.method)?.madeAt === stored.madeAt) store.keep(extended);
    return extended;
  }

  async function readLayout(method: MapMethod): Promise<MapLayout | null> {
    const space = catalog.runtime()?.space;
    const stored = space === undefined ? null : store.of(space, method);
    if (stored === null) return null;
    return describeLayout(await extend(stored), productsThere());
  }

  /** @throws Failure `not-found`, `cancelled` */
  async function findGraph(
    method: MapMethod,
    signal: Cancellation,
    onDone: (share: number) => void,
  ): Promise<{ readonly graph: NeighbourGraph; readonly imageIds: readonly string[] }> {
    const index = catalog.index();
    for (;;) {
      const slots = slotsThere();
      if (slots.length === 0) throw nothingToLayOut();
      const imageIds = Array.from(slots, (slot) => index.imageAt(slot) ?? '');
      const graph = await findNeighbourGraph(
        index,
        slots,
        neighboursOf[method],
        signal,
        (points) => onDone(points / slots.length),
        onProblem,
      );
      // Else some were removed meanwhile, and it begins again with what is left.
      if (graph !== null) return { graph, imageIds };
    }
  }

  return {
    layout(method) {
      const answer = placing.then(() => readLayout(method));
      placing = answer.catch(() => undefined);
      return answer;
    },
    async make({ method, trustworthiness: isMeasured }, signal, onProgress) {
      const space = catalog.runtime()?.space;
      if (space === undefined) throw nothingToLayOut();
      const index = catalog.index();
      const { graph, imageIds } = await findGraph(method, signal, (done) => onProgress('neighbours', done));
      const { positions, trustworthiness } = await layOut(
        { method, graph, trustworthiness: isMeasured },
        {
          signal,
          onProgress,
          vectorsOf(points) {
            const vectors = new Float32Array(points.length * embeddingLength);
            for (const [at, point] of points.entries()) {
              const vector = index.vectorOf(imageIds[point] ?? '');
              if (vector !== undefined) vectors.set(vector, at * embeddingLength);
            }
            return vectors;
          },
        },
      );
      const stored = {
        space,
        method,
        madeAt: new Date().toISOString(),
        trustworthiness,
        laidOut: imageIds.length,
        imageIds,
        places: fitToSquare(positions),
      };
      store.keep(stored);
      const points = describeLayout(stored, productsThere())?.points.ids.length ?? 0;
      return { points, trustworthiness };
    },
  };
}

function placeAt({ places }: StoredLayout, at: number): Place {
  return [places[2 * at] ?? 0, places[2 * at + 1] ?? 0];
}

/** Null where nothing that it has is there any more. */
function describeLayout(
  layout: StoredLayout,
  products: readonly { readonly id: string; readonly imageId: string }[],
): MapLayout | null {
  const { method, space, madeAt, trustworthiness, laidOut, imageIds } = layout;
  const at = new Map(imageIds.map((imageId, position) => [imageId, position]));
  const points: MapLayout['points'] = { ids: [], x: [], y: [] };
  let placed = 0;
  for (const { id, imageId } of products) {
    const position = at.get(imageId);
    if (position === undefined) continue;
    const [x, y] = placeAt(layout, position);
    points.ids.push(id);
    points.x.push(x);
    points.y.push(y);
    if (position >= laidOut) placed++;
  }
  return points.ids.length === 0 ? null : { method, space, madeAt, trustworthiness, points, placed };
}
