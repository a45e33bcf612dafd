import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createVisionWorker } from '../../../src/adapters/vision/visionWorker.ts';

const repository = resolve(import.meta.dirname, '../../..');
const catalogFolder = resolve(repository, '../shared/data/fashion-hd');
const hasCatalog = existsSync(join(catalogFolder, 'styles.csv'));
const folder = mkdtempSync(join(tmpdir(), 'twinset-quality-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Mean share of the five nearest neighbours (cosine) that carry the query's label. */
function precisionAt5(vectors: readonly Float32Array[], labels: readonly string[]): number {
  const shares = vectors.map((query, at) => {
    const scored = vectors.flatMap((other, index) => {
      if (index === at) return [];
      let score = 0;
      for (let d = 0; d < query.length; d += 1) score += (query[d] ?? 0) * (other[d] ?? 0);
      return [{ index, score }];
    });
    scored.sort((a, b) => b.score - a.score);
    return scored.slice(0, 5).filter(({ index }) => labels[index] === labels[at]).length / 5;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

describe.skipIf(!hasCatalog)(
  'look-alikes of fashion-hd through the vision worker (needs ../shared/data)',
  () => {
    it('are as good as the reference: precision@5 of articleType within 0.01 of 0.700', async () => {
      const rows = readFileSync(join(catalogFolder, 'styles.csv'), 'utf8').trim().split('\n').slice(1);
      const articleTypes = new Map(rows.map((row) => [row.split(',')[0] ?? '', row.split(',')[4] ?? '']));
      const names = readdirSync(join(catalogFolder, 'images'));
      const worker = createVisionWorker({
        embedding: { engine: 'onnx', precision: 'fp32' },
        bundledModelsFolder: join(repository, 'resources/models'),
        installedModelsFolder: join(folder, 'models'),
      });
      const outcomes = await worker.at(join(folder, 'thumbnails')).process(
        names.map((name) => ({
          file: join(catalogFolder, 'images', name),
          imageId: name.padStart(64, '0'),
          bytes: null,
          wantsThumbnail: false,
          wantsVector: true,
        })),
      );
      await worker.close();
      const vectors = outcomes.flatMap((outcome) => (outcome.ok && outcome.vector ? [outcome.vector] : []));
      expect(vectors.length).toBe(names.length);
      const labels = names.map((name) => articleTypes.get(name.replace('.jpg', '')) ?? '');
      expect(Math.abs(precisionAt5(vectors, labels) - 0.7)).toBeLessThanOrEqual(0.01);
    });
  },
);
