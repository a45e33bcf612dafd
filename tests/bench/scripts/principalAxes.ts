/**
 * Finds the principal axes of a catalog's embeddings and writes the file that comes with the weights:
 * `node tests/bench/scripts/principalAxes.ts CATALOG FILE [EVERY]`. One embedding in EVERY (10) is looked at; on the others it says how
 * many rows the bound leaves for the ten nearest of 100 of them (and the query itself), for 64 to 256 axes, in exact numbers.
 * The bundled model's were found so on fashion-44k, which the search is measured on.
 */
import { writeFileSync } from 'node:fs';
import { createEmbeddingStore } from '../../../src/adapters/sqlite/catalog/embeddingStore.ts';
import { createSourceStore } from '../../../src/adapters/sqlite/catalog/sourceStore.ts';
import { openReadOnly } from '../../../src/adapters/sqlite/openSqlite.ts';
import { allAxisCount } from '../../../src/adapters/vectors/kernelLayout.ts';
import { formatAxes } from '../../../src/adapters/vectors/prefixes/axes.ts';
import { findAxes } from '../../../src/adapters/vectors/prefixes/findAxes.ts';
import { createModelStore } from '../../../src/adapters/weights/modelStore.ts';
import { runtimeSchema } from '../../../src/contract/models.ts';
import { embeddingLength } from '../../../src/core/models/ports.ts';
import { catalogFiles } from '../../../src/engine/catalogs/catalogFiles.ts';
import { bundledModelsFolder } from '../../golden/sharedFolder.ts';

const [folder = '', file = '', every = '10'] = process.argv.slice(2);
const counts = [64, 128, 192, allAxisCount];
const queryCount = 100;
const wanted = 11;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const store = createModelStore({ bundledFolder: bundledModelsFolder, installedFolder: 'no-such-folder' });
const { manifest } = await store.resolve(undefined);
const database = openReadOnly(catalogFiles(folder).database);
const { space } = runtimeSchema.parse(JSON.parse(createSourceStore(database).fact('runtime') ?? 'null'));
const vectors: Float32Array[] = [];
for (const page of createEmbeddingStore(database).pages(space))
  for (const { vector } of page) vectors.push(vector.slice());
database.close();
const sample = vectors.filter((_, i) => i % Number(every) === 0);
const found = findAxes(sample);
writeFileSync(file, formatAxes(found, manifest.sha256));
say(`${sample.length} of ${vectors.length} embeddings of ${space} looked at`);

const others = vectors.filter((_, i) => i % Number(every) !== 0);
const coordinates = others.map((vector) => project(vector, found.axes));
const queries = [...others.keys()].filter((i) => i % Math.ceil(others.length / queryCount) === 0);
const left = new Map(counts.map((count): [number, number[]] => [count, []]));
for (const query of queries) {
  const products = others.map((vector) => dot(vector, others[query] ?? vector)).sort((a, b) => b - a);
  const least = products[wanted - 1] ?? 0;
  for (const [count, survivors] of left) {
    const own = coordinates[query] ?? new Float64Array(0);
    const ownRest = restOf(own, count);
    let survived = 0;
    for (const other of coordinates) {
      let bound = ownRest * restOf(other, count);
      for (let i = 0; i < count; i++) bound += (own[i] ?? 0) * (other[i] ?? 0);
      if (bound >= least) survived++;
    }
    survivors.push(survived);
  }
}
for (const [count, survivors] of left) {
  survivors.sort((a, b) => a - b);
  const rests = coordinates.map((own) => restOf(own, count)).sort((a, b) => a - b);
  const median = rests[Math.floor(rests.length / 2)] ?? 0;
  const [half, most] = [0.5, 0.95].map((share) => survivors[Math.floor(share * (survivors.length - 1))]);
  say(
    `${count} axes: rest ${median.toFixed(3)}, rows left ${half}, in 95 of 100 at most ${most} of ${others.length}`,
  );
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < embeddingLength; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function project(vector: Float32Array, axes: Float32Array): Float64Array {
  const count = axes.length / embeddingLength;
  return Float64Array.from({ length: count }, (_, i) =>
    dot(vector, axes.subarray(i * embeddingLength, (i + 1) * embeddingLength)),
  );
}

/** Of a normalised vector, what lies beside the first axes. */
function restOf(coordinates: Float64Array, count: number): number {
  let squares = 1;
  for (let i = 0; i < count; i++) squares -= (coordinates[i] ?? 0) ** 2;
  return Math.sqrt(Math.max(0, squares));
}
