/** UMAP (McInnes 2018) of a neighbour graph, in WebAssembly. */
import type { NeighbourGraph } from '../../core/map/ports.ts';

/** The narrow piece of the library that is used; its own types need packages that are not there. */
interface UmapModule {
  createUMAPFromKNN(
    count: number,
    dimensions: number,
    neighbours: Int32Array,
    distances: Float32Array,
    options: { seed: number; progress(share: number): void },
  ): Promise<{ readonly embedding: Float32Array; run(): Promise<void>; destroy(): void }>;
}

const seed = 1;

/**
 * UMAP's own defaults: least distance 0.1, spectral beginning, 500 epochs for few points and 200 for many. The same graph gives the same layout.
 * @param graph at least two points
 * @param onProgress told, from within the work, of the share that is done
 * @returns x and y in turn
 */
export async function layOutUmap(
  graph: NeighbourGraph,
  onProgress: (done: number) => void,
): Promise<Float32Array> {
  const { createUMAPFromKNN } = await loadLibrary();
  const { count, neighbours, distances } = graph;
  const umap = await createUMAPFromKNN(count, 2, neighbours, distances, { seed, progress: onProgress });
  await umap.run();
  const positions = umap.embedding.slice();
  umap.destroy();
  return positions;
}

/** The library's main file also loads its views, whose own libraries are left out; the file beside it has the layouts alone. */
async function loadLibrary(): Promise<UmapModule> {
  const file = new URL('umap.js', import.meta.resolve('embedding-atlas'));
  return (await import(file.href)) as UmapModule;
}
