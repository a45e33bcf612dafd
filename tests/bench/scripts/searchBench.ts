/**
 * Times look-alikes as a click asks for them, on drawn vectors in clusters: `node tests/bench/searchBench.ts [products]`.
 * The unit of the table is one plain loop over all vectors in JavaScript on the same machine, so that runs compare.
 */
import { createVectorIndex } from '../../../src/adapters/vectors/vectorIndex.ts';
import type { Metric } from '../../../src/contract/search.ts';
import { createProductRows } from '../../../src/core/products/productRows.ts';
import { distanceBetween } from '../../../src/core/search/metrics.ts';
import {
  createRandom,
  dimensions,
  findSimilar,
  normalise,
  plain,
  type SearchOptions,
} from '../../core/search/searchCatalog.ts';

const count = Number(process.argv[2] ?? 44_000);
const queries = 40;
const random = createRandom(1);

/** A quarter of the features active, long-tailed, as pooled features are. */
function drawFeatures(): Float32Array {
  const vector = new Float32Array(dimensions);
  for (let i = 0; i < dimensions; i++) vector[i] = Math.max(0, random() ** 4 - 0.05);
  return normalise(vector);
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const millisecondsOf = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

const centres = Array.from({ length: 150 }, drawFeatures);
const pool = Array.from({ length: 600 }, drawFeatures);
/** The stored vectors, outside the index, as the database holds them. */
const stored = new Float32Array(count * dimensions);
for (let row = 0; row < count; row++) {
  const centre = centres[row % centres.length] ?? new Float32Array(dimensions);
  const own = pool[Math.floor(random() * pool.length)] ?? centre;
  const other = pool[Math.floor(random() * pool.length)] ?? centre;
  const [near, far] = [0.2 + 0.5 * random(), 0.3 * random()];
  stored.set(
    normalise(centre.map((value, i) => value + near * (own[i] ?? 0) + far * (other[i] ?? 0))),
    row * dimensions,
  );
}
const vectorAt = (row: number): Float32Array => stored.subarray(row * dimensions, (row + 1) * dimensions);
const load = (imageId: string) => ({ key: 1, vector: vectorAt(Number(imageId)).slice() });

const before = process.memoryUsage();
const rows = createProductRows();
const index = createVectorIndex(load);
rows.setFields(['share']);
rows.upsert(
  Array.from({ length: count }, (_, row) => ({
    id: `p${row}`,
    name: `Product ${row}`,
    attributes: { share: row % 20 === 0 ? '5 %' : row % 10 < 3 ? '25 %' : 'rest' },
    images: [{ imageId: String(row), path: `${row}.jpg` }],
  })),
);
const buildMs = millisecondsOf(() => {
  for (let row = 0; row < count; row++) index.add([{ imageId: String(row), vector: vectorAt(row) }]);
});
const after = process.memoryUsage();
say(
  `${count} products: index built in ${Math.round(buildMs)} ms, memory +${megabytes(after.rss - before.rss)}`,
);

const share = (...values: string[]): Partial<SearchOptions> => ({ where: [{ field: 'share', values }] });
const cases: [string, Partial<SearchOptions>][] = [
  ['cosine', {}],
  ['euclidean', { metric: 'euclidean' }],
  ['manhattan', { metric: 'manhattan' }],
  ['k 50', { k: 50 }],
  ['k 200', { k: 200 }],
  ['5 % allowed', share('5 %')],
  ['30 % allowed', share('5 %', '25 %')],
  ['30 % allowed, manhattan', { metric: 'manhattan', ...share('5 %', '25 %') }],
  ['diversity 0.5, k 50', { k: 50, diversity: 0.5 }],
  ['diversity 0.5, k 200', { k: 200, diversity: 0.5 }],
  ['diversity 1, k 200', { k: 200, diversity: 1 }],
];

function loop(metric: Metric): number {
  const query = vectorAt(17).slice();
  return millisecondsOf(() => {
    for (let row = 0; row < count; row++) distanceBetween(query, vectorAt(row), metric);
  });
}
loop('cosine');
const unit = loop('cosine');
say(`one loop over all vectors in JavaScript: ${unit.toFixed(1)} ms = 1`);
for (const [name, part] of cases) {
  const times: number[] = [];
  while (times.length < queries) {
    const id = `p${Math.floor(random() * count)}`;
    const start = performance.now();
    await findSimilar({ rows, index }, { kind: 'product', id }, { ...plain, ...part });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const [median, last] = [times[Math.floor(queries / 2)] ?? 0, times.at(-1) ?? 0];
  say(
    `${name.padEnd(26)} p50 ${median.toFixed(1)} ms (${(median / unit).toFixed(3)}), worst ${last.toFixed(1)} ms`,
  );
}
