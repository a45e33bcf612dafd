/** The unit of the search's times: a plain loop over all vectors in JavaScript, on the same machine in the same run. */
import { createEmbeddingStore } from '../../adapters/sqlite/embeddingStore.ts';
import { openReadOnly } from '../../adapters/sqlite/openDatabase.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { cosineSimilarity } from '../../core/search/metrics.ts';
import { catalogFiles } from '../catalogFiles.ts';

export interface PlainLoop {
  /** Milliseconds of one loop over all vectors of the catalog. */
  run(): number;
  /** Set where the loop goes over some of them and its time is scaled up. */
  readonly note: string | undefined;
}

/** 410 MB; a larger catalog's loop takes as much longer as it has more of them. */
const mostVectors = 50_000;

/** Reads the vectors of a closed catalog into one array. */
export async function preparePlainLoop(
  folder: string,
  space: string,
  breathe: () => Promise<void>,
): Promise<PlainLoop> {
  const database = openReadOnly(catalogFiles(folder).database);
  try {
    const store = createEmbeddingStore(database);
    const stored = store.count(space);
    const count = Math.min(stored, mostVectors);
    const matrix = new Float32Array(count * embeddingLength);
    let row = 0;
    for (const { vector } of store.all(space)) {
      if (row === count) break;
      matrix.set(vector, row * embeddingLength);
      row += 1;
      if (row % 2048 === 0) await breathe();
    }
    const vectors = Array.from({ length: count }, (_, at) =>
      matrix.subarray(at * embeddingLength, (at + 1) * embeddingLength),
    );
    const query = matrix.slice(0, embeddingLength);
    return {
      run() {
        let nearest = Number.NEGATIVE_INFINITY;
        const startedAt = performance.now();
        for (const vector of vectors) nearest = Math.max(nearest, cosineSimilarity(query, vector));
        const ms = performance.now() - startedAt;
        return Number.isFinite(nearest) ? (ms * stored) / count : Number.NaN;
      },
      note:
        count === stored
          ? undefined
          : `over ${count.toLocaleString('en-US')} vectors, scaled to ${stored.toLocaleString('en-US')}`,
    };
  } finally {
    database.close();
  }
}
