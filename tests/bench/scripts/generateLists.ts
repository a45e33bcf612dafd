/**
 * How long lists by three rules take over a whole catalog with the fields of Fashion Product Images, and whether lists taken at
 * random are those of comparing everything: `node tests/bench/scripts/generateLists.ts CATALOG [CHECKED]`, as JSON. It writes the
 * lists into the catalog and takes them back: use a copy, on which nothing was decided.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { generationRulesSchema, type Rule } from '../../../src/contract/generation.ts';
import type { Filter } from '../../../src/contract/products.ts';
import { compareVectors } from '../../../src/core/search/metrics.ts';
import { openCatalog } from '../../../src/engine/catalogs/openCatalog.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { createRandom } from '../../core/search/searchCatalog.ts';

const [catalogFolder = '', count = '200'] = process.argv.slice(2);
const checked = Number(count);
const order = generationRulesSchema.parse({
  type: 'substitute',
  length: 10,
  rules: [
    {
      source: [{ field: 'articleType', values: ['Shirts', 'Tshirts'] }],
      target: [{ field: 'masterCategory', values: ['Apparel'] }],
      same: ['gender'],
      different: ['articleType'],
      atMostPer: { baseColour: 2 },
      exposureCap: 60,
      priority: 1,
    },
    {
      source: [{ field: 'masterCategory', values: ['Footwear', 'Accessories'] }],
      same: ['gender', 'masterCategory'],
      atMostPer: { baseColour: 3, articleType: 4 },
      minScore: 0.6,
      exposureCap: 30,
      priority: 2,
    },
    { same: ['gender', 'articleType'], atMostPer: { baseColour: 4 }, exposureCap: 60 },
  ],
});

interface Exported {
  readonly product_id: string;
  readonly recommendations: readonly { readonly id: string }[];
}

const work = mkdtempSync(join(tmpdir(), 'twinset-generate-'));
const resourcesFolder = findResourcesFolder();
try {
  const engine = await createEngine({ dataFolder: join(work, 'data'), resourcesFolder });
  await engine.call('catalogs.open', { folder: catalogFolder });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const cpu = process.cpuUsage();
  const startedAtMs = performance.now();
  const { jobId } = await engine.call('lists.generate', { order });
  const job = await engine.call('jobs.wait', { id: jobId });
  const seconds = (performance.now() - startedAtMs) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  if (job.kind !== 'generate' || job.result === null) throw new Error(`It failed: ${job.message}`);
  const { products, entries, full } = job.result;

  const file = join(work, 'lists.json');
  const { jobId: exportId } = await engine.call('lists.export', {
    ...{ what: { kind: 'all' }, top: order.length, format: 'json', file },
  });
  await engine.call('jobs.wait', { id: exportId });
  await engine.call('lists.undo', {});
  await engine.close();
  const exported = JSON.parse(readFileSync(file, 'utf8')) as Exported[];
  const lists = new Map(exported.map((list) => [list.product_id, list.recommendations.map(({ id }) => id)]));
  const wrong = await findWrong(lists, checked);
  const figures = { seconds, processorSeconds: (user + system) / 1e6, megabytes: Math.round(peak / 1e6) };
  process.stdout.write(`${JSON.stringify({ products, entries, full, ...figures, checked, wrong })}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The products at random whose list is another one than comparing them with everything makes, with the lists before theirs as they are. */
async function findWrong(lists: ReadonlyMap<string, readonly string[]>, many: number): Promise<string[]> {
  const catalog = await openCatalog(catalogFolder, {
    create: false,
    onProblem: () => undefined,
    axesOf: async () => null,
  });
  const { rows } = catalog;
  const index = catalog.index();
  const all = [...rows.mask([])].flatMap((isThere, row) => (isThere === 1 ? [row] : []));
  const vectors = all.map((row) =>
    rows.imagesAt(row).flatMap(({ imageId }) => index.vectorOf(imageId) ?? []),
  );
  const random = createRandom(7);
  const chosen = new Set(Array.from({ length: many }, () => Math.floor(random() * all.length)));
  const exposure = new Map<string, number>();
  const wrong: string[] = [];
  for (const [at, row] of all.entries()) {
    const list = lists.get(rows.idAt(row)) ?? [];
    if (chosen.has(at) && makeList(at).join() !== list.join()) wrong.push(rows.idAt(row));
    for (const id of list) exposure.set(id, (exposure.get(id) ?? 0) + 1);
  }
  catalog.close();
  return wrong;

  function makeList(at: number): string[] {
    const row = all[at] ?? 0;
    const valueIn = (of: number, field: string): string => rows.valueOf(of, field);
    const fits = (of: number, filters: readonly Filter[]): boolean =>
      filters.every((filter) => 'values' in filter && filter.values.includes(valueIn(of, filter.field)));
    const byPriority = order.rules.toSorted((a, b) => (a.priority ?? 1e9) - (b.priority ?? 1e9));
    const rule = byPriority.find(({ source }) => fits(row, source));
    const near = all
      .flatMap((other, place) => {
        if (other === row || (rule !== undefined && !admits(rule, other))) return [];
        const pairs = (vectors[at] ?? []).flatMap((one) =>
          (vectors[place] ?? []).map((its) => compareVectors(one, its, 'cosine')),
        );
        const [nearest] = pairs.sort((a, b) => a.distance - b.distance);
        return nearest === undefined ? [] : [{ id: rows.idAt(other), other, ...nearest }];
      })
      .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1));
    const made: { id: string; other: number }[] = [];
    for (const one of near) {
      if (made.length === order.length) break;
      if (one.score < (rule?.minScore ?? -1)) continue;
      const isFull = Object.entries(rule?.atMostPer ?? {}).some(([field, most]) => {
        const value = valueIn(one.other, field);
        return value !== '' && made.filter(({ other }) => valueIn(other, field) === value).length >= most;
      });
      if (!isFull) made.push(one);
    }
    return made.map(({ id }) => id);

    function admits({ target, same, different, exposureCap }: Rule, other: number): boolean {
      const isBlank = (field: string): boolean => valueIn(row, field) === '';
      return (
        fits(other, target) &&
        same.every((field) => isBlank(field) || valueIn(row, field) === valueIn(other, field)) &&
        different.every((field) => isBlank(field) || valueIn(row, field) !== valueIn(other, field)) &&
        (exposure.get(rows.idAt(other)) ?? 0) < (exposureCap ?? Number.POSITIVE_INFINITY)
      );
    }
  }
}
