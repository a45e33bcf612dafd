/** The map of a catalog on this machine: laid out on a thread, kept in its database. */
import { layOut } from '../../../adapters/layout/layOut.ts';
import { createLayoutStore } from '../../../adapters/sqlite/catalog/layoutStore.ts';
import type { MapLayout, MapMethod } from '../../../contract/insight/map.ts';
import type { Cancellation } from '../../../core/imports/ports.ts';
import { nothingToLayOut } from '../../../core/map/mapFailures.ts';
import { findNeighbourGraph } from '../../../core/map/neighbourGraph.ts';
import { placeAmong } from '../../../core/map/placeAmong.ts';
import type { MapPort, NeighbourGraph, StoredLayout } from '../../../core/map/ports.ts';
import { fitToSquare } from '../../../core/map/square.ts';
import { tsneNeighbours } from '../../../core/map/tsne/layOutTsne.ts';
import { embeddingLength } from '../../../core/models/ports.ts';
import type { VectorIndex } from '../../../core/search/ports.ts';
import type { OpenCatalog } from '../loadCatalog.ts';

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
    const isShown = rows.mask([]);
    return Array.from({ length: rows.rowCount }, (_, row) => row).flatMap((row) => {
      const main = isShown[row] === 1 ? rows.imagesAt(row)[0] : undefined;
      const slot = main === undefined ? undefined : index.slotOf(main.imageId);
      if (main === undefined || slot === undefined) return [];
      return [{ id: rows.idAt(row), imageId: main.imageId, slot }];
    });
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

  /** Of the products and the embedding space of now, whatever takes their place. @throws Failure `not-found`, `cancelled` */
  async function findGraph(
    method: MapMethod,
    signal: Cancellation,
    onDone: (share: number) => void,
  ): Promise<Found> {
    for (;;) {
      const space = catalog.runtime()?.space;
      const index = catalog.index();
      const products = productsThere();
      const imageIds = [...new Set(products.map(({ imageId }) => imageId))];
      if (space === undefined || imageIds.length === 0) throw nothingToLayOut();
      const graph = await findNeighbourGraph(
        index,
        Uint32Array.from(imageIds, (imageId) => index.slotOf(imageId) ?? 0),
        neighboursOf[method],
        signal,
        (points) => onDone(points / imageIds.length),
        onProblem,
      );
      // Else some were removed meanwhile, and it begins again with what is left.
      if (graph !== null) return { space, index, graph, imageIds, products: products.length };
    }
  }

  return {
    layout(method) {
      const answer = placing.then(() => readLayout(method));
      placing = answer.catch(() => undefined);
      return answer;
    },
    async make({ method, trustworthiness: isMeasured }, signal, onProgress) {
      const found = await findGraph(method, signal, (done) => onProgress('neighbours', done));
      const { space, index, graph, imageIds } = found;
      const { positions, trustworthiness } = await layOut(
        { method, graph, trustworthiness: isMeasured },
        {
          signal,
          onProgress,
          vectorsOf: (points) =>
            readVectors(
              index,
              Array.from(points, (point) => imageIds[point] ?? ''),
            ),
        },
      );
      store.keep({
        space,
        method,
        madeAt: new Date().toISOString(),
        trustworthiness,
        laidOut: imageIds.length,
        imageIds,
        places: fitToSquare(positions),
      });
      return { points: found.products, trustworthiness };
    },
  };
}

interface Found {
  readonly space: string;
  readonly index: VectorIndex;
  readonly graph: NeighbourGraph;
  /** Of the graph's points. */
  readonly imageIds: readonly string[];
  /** Products that these images stand for. */
  readonly products: number;
}

/** One after the other; zeros for one that left the index after the graph was made. */
function readVectors(index: VectorIndex, imageIds: readonly string[]): Float32Array<ArrayBuffer> {
  const vectors = new Float32Array(imageIds.length * embeddingLength);
  for (const [at, imageId] of imageIds.entries()) {
    const vector = index.vectorOf(imageId);
    if (vector !== undefined) vectors.set(vector, at * embeddingLength);
  }
  return vectors;
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
