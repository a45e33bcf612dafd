/**
 * What a distance learned from a catalog's metadata finds beyond cosine among products that it has not seen, five parts held out in turn; and
 * whether it is declined where there is nothing to learn, of sixty of the products and of all with their metadata dealt out anew:
 * `node tests/bench/scripts/tuningGain.ts CATALOG`. Works on copies of the catalog's database.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import type { TuneResult } from '../../../src/contract/insight/tuning.ts';
import { createRandom } from '../../../src/core/map/random.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { findResourcesFolder } from '../../../src/engine/installation.ts';

const {
  positionals: [source = ''],
} = parseArgs({ allowPositionals: true });
const folder = mkdtempSync(join(tmpdir(), 'twinset-gain-'));
const random = createRandom(1);

/** A copy of the catalog with another database. */
function copyWith(name: string, change: (database: Database.Database) => void): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  cpSync(join(source, 'twinset.db'), join(copy, 'twinset.db'));
  const database = new Database(join(copy, 'twinset.db'));
  change(database);
  database.close();
  return copy;
}

function keepSixty(database: Database.Database): void {
  database.exec('DELETE FROM products WHERE key NOT IN (SELECT key FROM products ORDER BY key LIMIT 60)');
}

function dealOut(database: Database.Database): void {
  const rows = database
    .prepare<[], { key: number; name: string; attributes: string }>(
      'SELECT key, name, attributes FROM products',
    )
    .all();
  const update = database.prepare('UPDATE products SET name = ?, attributes = ? WHERE key = ?');
  database.transaction(() => {
    for (let last = rows.length - 1; last >= 0; last--) {
      const other = Math.floor(random() * (last + 1));
      const [own, dealt] = [rows[last], rows[other]];
      if (own === undefined || dealt === undefined) continue;
      update.run(dealt.name, dealt.attributes, own.key);
      rows[other] = { key: dealt.key, name: own.name, attributes: own.attributes };
    }
  })();
}

async function tune(catalog: string): Promise<TuneResult> {
  const engine = await createEngine({
    dataFolder: join(folder, 'data'),
    resourcesFolder: findResourcesFolder(),
  });
  try {
    await engine.call('catalogs.open', { folder: catalog });
    const { jobId } = await engine.call('tuning.start', { dryRun: true });
    const job = await engine.call('jobs.wait', { id: jobId });
    if (job.kind !== 'tune' || job.result === null) throw new Error(job.message ?? 'It did not end.');
    return job.result;
  } finally {
    await engine.close();
  }
}

function tell(name: string, { accepted, reason, seconds, products, gain, fields }: TuneResult): void {
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  const outcome = `${accepted ? 'accepted' : 'declined'}, ${products} pictures, ${seconds.toFixed(1)} s`;
  const lines = [
    `${name}: ${outcome}. ${reason}`,
    `  all weighed fields: ${signed(gain.mean)} (${signed(gain.low)} to ${signed(gain.high)})`,
    ...fields.map(
      ({ field, plain, tuned, low, high }) =>
        `  ${field}: ${plain.toFixed(3)} to ${tuned.toFixed(3)} (${signed(low)} to ${signed(high)})`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  tell('As it is', await tune(copyWith('whole', () => undefined)));
  tell('Sixty products', await tune(copyWith('sixty', keepSixty)));
  tell('Metadata dealt out anew', await tune(copyWith('noise', dealOut)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
