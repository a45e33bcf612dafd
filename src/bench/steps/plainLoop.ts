/** The unit of the search's times: a plain loop over all vectors in JavaScript, on the same machine in the same run. */
import { createEmbeddingStore } from '../../adapters/sqlite/catalog/embeddingStore.ts';
import { openReadOnly } from '../../adapters/sqlite/openSqlite.ts';
import { embeddingLength } from '../../core/models/ports.ts';
import { catalogFiles } from '../../engine/catalogs/catalogFiles.ts';

export interface PlainLoop {
  /** Milliseconds of one loop over all vectors of the catalog. */
  run(): number;
  /** What it went over: a very large catalog's time is scaled up. */
  readonly note: string;
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
    for (const page of store.pages(space)) {
      for (const { vector } of page.slice(0, count - row)) {
        matrix.set(vector, row * embeddingLength);
        row += 1;
      }
      if (row === count) break;
      await breathe();
    }
    const query = matrix.slice(0, embeddingLength);
    return {
      run() {
        const startedAt = performance.now();
        const nearest = largestProduct(query, matrix);
        const ms = performance.now() - startedAt;
        return Number.isFinite(nearest) ? (ms * stored) / count : Number.NaN;
      },
      note:
        count === stored
          ? 'a plain JavaScript loop over all vectors'
          : `a plain JavaScript loop over ${count.toLocaleString('en-US')} vectors, scaled to ${stored.toLocaleString('en-US')}`,
    };
  } finally {
    database.close();
  }
}

/** Four sums at a time: the fastest that such a loop was seen to be. */
function largestProduct(query: Float32Array, matrix: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < matrix.length; row += query.length) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < query.length; i += 4) {
      a += (query[i] ?? 0) * (matrix[row + i] ?? 0);
      b += (query[i + 1] ?? 0) * (matrix[row + i + 1] ?? 0);
      c += (query[i + 2] ?? 0) * (matrix[row + i + 2] ?? 0);
      d += (query[i + 3] ?? 0) * (matrix[row + i + 3] ?? 0);
    }
    if (a + b + c + d > largest) largest = a + b + c + d;
  }
  return largest;
}
