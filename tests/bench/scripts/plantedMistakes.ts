/**
 * Plants mistakes in a copy of a catalog and asks for them:
 * `node tests/bench/scripts/plantedMistakes.ts CATALOG OUT.json [FIELD] [SHARE] [FROM TO] [--alone]`.
 * With FROM and TO that share of the products that say FROM says TO; else that share says any other value of the field. With --alone
 * products have neither names nor other fields. Says how many
 * of the first hundred suggestions are planted ones, and what share is right at each confidence; OUT.json is for cleanlabAgainst.py.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { Suggestion } from '../../../src/contract/insight/repair.ts';
import { viewSchema } from '../../../src/contract/products.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';
import { seedRandom } from '../../../src/sample/random.ts';

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: { alone: { type: 'boolean', default: false } },
});
const [source = '', out = '', field = 'articleType', share = '0.05', from, to] = positionals;
const folder = mkdtempSync(join(tmpdir(), 'twinset-mistakes-'));
const catalog = join(folder, 'catalog');
cpSync(source, catalog, { recursive: true });
if (flags.alone) {
  const database = new Database(join(catalog, 'twinset.db'));
  database
    .prepare("UPDATE products SET name = '', attributes = json_object(@field, attributes ->> @field)")
    .run({ field });
  database.close();
}
const engine = await createEngine({
  dataFolder: join(folder, 'data'),
  resourcesFolder: findResourcesFolder(),
});
const random = seedRandom(7);
const atOnce = 1000;

/** Every value with its products: facets name the values, views the products. */
async function readValues(): Promise<Map<string, string>> {
  const counted = await engine.call('charts.values', { view: viewSchema.parse({}), field });
  const valueById = new Map<string, string>();
  for (const { value } of counted.values) {
    const view = viewSchema.parse({ where: [{ field, values: [value] }] });
    for (const id of (await engine.call('products.ids', { view })).ids) valueById.set(id, value);
  }
  return valueById;
}

try {
  await engine.call('catalogs.open', { folder: catalog });
  const truth = await readValues();
  const values = [...new Set(truth.values())].filter((value) => value !== '');
  const planted = [...truth].flatMap(([id, is]) => {
    if (is === '' || (from !== undefined && is !== from) || random.next() >= Number(share)) return [];
    const others = values.filter((value) => value !== is);
    return [{ id, field, value: to ?? others[Math.floor(random.next() * others.length)] ?? '' }];
  });
  for (let start = 0; start < planted.length; start += atOnce)
    await engine.call('repair.accept', { values: planted.slice(start, start + atOnce) });
  const { jobId } = await engine.call('repair.find', { fields: [field] });
  const job = await engine.call('jobs.wait', { id: jobId });
  const suggestions: Suggestion[] = [];
  for (let total = 1; suggestions.length < total; ) {
    const page = await engine.call('repair.list', {
      ...{ minConfidence: 0, kind: 'doubtful', offset: suggestions.length, limit: atOnce },
    });
    total = page.total;
    suggestions.push(...page.suggestions);
  }
  const wrong = new Map(planted.map(({ id, value }) => [id, value]));
  const isRight = ({ id, to: said }: Suggestion) => wrong.has(id) && said === truth.get(id);
  const bins = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 1.01];
  process.stdout.write(
    `${JSON.stringify(
      {
        products: truth.size,
        planted: planted.length,
        suggestions: suggestions.length,
        seconds: job.kind === 'repair' ? job.result?.seconds : null,
        plantedAmongFirst100: suggestions.slice(0, 100).filter(({ id }) => wrong.has(id)).length,
        confidence: bins.slice(1).map((above, at) => {
          const within = suggestions.filter(
            ({ confidence }) => confidence >= (bins[at] ?? 0) && confidence < above,
          );
          const said = within.reduce((sum, { confidence }) => sum + confidence, 0) / within.length;
          return {
            suggestions: within.length,
            said: Number(said.toFixed(3)),
            right: Number((within.filter(isRight).length / within.length).toFixed(3)),
          };
        }),
        first: suggestions
          .filter(({ id }) => !wrong.has(id))
          .slice(0, 20)
          .map(({ id, from: says, to: said }) => `${id}: ${says} → ${said}`),
      },
      null,
      1,
    )}\n`,
  );
  const said = new Map(suggestions.map(({ id, confidence }) => [id, confidence]));
  writeFileSync(
    out,
    JSON.stringify(
      [...truth].map(([id, is]) => ({ id, truth: is, says: wrong.get(id) ?? is, score: said.get(id) ?? 0 })),
    ),
  );
} finally {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
}
