/**
 * Kills Twinset without warning at random moments of deciding, hiding duplicates, correcting, reading colours, importing, exporting and
 * upgrading a catalog, and looks whether anything is lost that was answered as done. Run: npm run durability [-- RUNS [SEED]]; it ends with status 1 where
 * something is.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createEngine } from '../../src/engine/createEngine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { seedRandom } from '../../src/sample/random.ts';
import { cliEntry, runJson } from '../cli/runCli.ts';
import { killAtRandom } from './killAtRandom.ts';
import { killColours } from './killColours.ts';
import { killCorrecting } from './killCorrecting.ts';
import { releasedDecisions, writeReleasedCatalog } from './releasedCatalog.ts';

const runs = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const random = seedRandom(seed);
const folder = mkdtempSync(join(tmpdir(), 'twinset-kills-'));
const dataFolder = join(folder, 'data');
const images = join(folder, 'sample');
const catalog = join(folder, 'catalog');
const environment = { TWINSET_DATA: dataFolder };
const losses: string[] = [];
const products = 48;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function lose(what: string): void {
  losses.push(what);
  say(`LOST: ${what}`);
}

async function withCatalog<T>(at: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await createEngine({
    dataFolder,
    resourcesFolder: join(import.meta.dirname, '../../resources'),
  });
  try {
    await engine.call('catalogs.open', { folder: at });
    return await work(engine);
  } finally {
    await engine.close();
  }
}

interface Said {
  readonly number: number;
  readonly id: string;
  readonly lookAlikeId: string;
  readonly state: string;
}

/** Every decision that was answered must stand, also those of earlier rounds. */
async function killDeciding(): Promise<void> {
  const standing = new Map<string, Said>();
  let answered = 0;
  for (let run = 0; run < runs; run++) {
    const words = [join(import.meta.dirname, 'decideProcess.ts'), catalog, dataFolder, String(answered)];
    const lines = await killAtRandom(words, environment, random.between(0, 400), true);
    for (const line of lines) {
      const said = JSON.parse(line) as Said;
      standing.set(`${said.id} ${said.lookAlikeId}`, said);
      answered = said.number + 1;
    }
    const database = new Database(join(catalog, 'curation.db'));
    const intact = database.pragma('quick_check', { simple: true });
    if (intact !== 'ok') lose(`run ${run}: curation.db is damaged: ${String(intact)}`);
    const stored = database.prepare<[string, string], { state: string; reason: string }>(
      'SELECT state, reason FROM decisions WHERE product_id = ? AND look_alike_id = ?',
    );
    for (const said of standing.values()) {
      const found = stored.get(said.id, said.lookAlikeId);
      // The decision under way when it was killed may be there although nobody was told.
      const isThere = found !== undefined && Number(found.reason) >= said.number;
      if (!isThere)
        lose(
          `run ${run}: decision ${said.number} (${said.id}, ${said.lookAlikeId}) was answered and is not there`,
        );
    }
    database.close();
  }
  say(`deciding: ${runs} kills, ${answered} decisions answered`);
}

interface SaidOfDuplicates {
  readonly number: number;
  readonly keep: string;
  readonly hide: string;
  readonly isHidden: boolean;
}

/** What was hidden or shown stays so; what a hidden product had went over with its hiding or not at all. */
async function killKeeping(): Promise<void> {
  const standing = new Map<string, SaidOfDuplicates>();
  let answered = 0;
  for (let run = 0; run < runs; run++) {
    const words = [join(import.meta.dirname, 'keepProcess.ts'), catalog, dataFolder, String(answered)];
    for (const line of await killAtRandom(words, environment, random.between(0, 400), true)) {
      const said = JSON.parse(line) as SaidOfDuplicates;
      standing.set(said.hide, said);
      answered = said.number + 1;
    }
    const database = new Database(join(catalog, 'curation.db'));
    const keptFor = database
      .prepare<[string], string>('SELECT kept_id FROM hidden_products WHERE product_id = ?')
      .pluck();
    const underWay = answered % (products >> 1);
    const pairs = [...standing.values()].filter(({ number }) => number % (products >> 1) !== underWay);
    for (const { number, keep, hide, isHidden } of pairs)
      if (keptFor.get(hide) !== (isHidden ? keep : undefined))
        lose(`run ${run}: ${number} (${hide} hidden: ${isHidden}) was answered and is not so`);
    const halves = database
      .prepare<[], string>(
        "SELECT product_id FROM hidden_products JOIN tastes USING (product_id) WHERE board = 'Kept'",
      )
      .pluck()
      .all();
    for (const id of halves) lose(`run ${run}: ${id} is hidden, and its place on the board did not go over`);
    database.close();
  }
  say(`keeping the best: ${runs} kills, ${answered} decisions on duplicates answered`);
}

/** After any number of kills an import comes to its end, and everything is sound. */
async function killImporting(): Promise<void> {
  const target = join(folder, 'imported');
  for (let run = 0; run < runs; run++) {
    if (run % 5 === 0) rmSync(target, { recursive: true, force: true });
    await killAtRandom(
      [cliEntry, 'import', join(images, 'images'), '--catalog', target, '--json', '--progress'],
      environment,
      random.between(0, 1500),
      random.chance(0.8),
    );
  }
  const report = await runJson(['import', join(images, 'images'), '--catalog', target], dataFolder);
  const verdict = await runJson(['verify', '--catalog', target], dataFolder);
  if (report['found'] !== products || report['failed'] !== 0) lose(`import: ${JSON.stringify(report)}`);
  if (verdict['ok'] !== true || verdict['products'] !== products) lose(`import: ${JSON.stringify(verdict)}`);
  say(`importing: ${runs} kills, then ${String(verdict['products'])} products, verified`);
}

/** A file that was exported is the old one or the new one, never a half. */
async function killExporting(): Promise<void> {
  const file = join(folder, 'lists.csv');
  await runJson(['export', file, '--catalog', catalog], dataFolder);
  const whole = readFileSync(file, 'utf8');
  for (let run = 0; run < runs; run++) {
    if (run % 2 === 0) rmSync(file, { force: true });
    const words = [cliEntry, 'export', file, '--catalog', catalog, '--json', '--progress'];
    await killAtRandom(words, environment, random.between(300, 1200), false);
    if (existsSync(file) && readFileSync(file, 'utf8') !== whole)
      lose(`run ${run}: the exported file is another`);
  }
  say(`exporting: ${runs} kills`);
}

/** A catalog of the first release that is killed while it is brought up to date. */
async function killUpgrading(): Promise<void> {
  const old = join(folder, 'released');
  const target = join(folder, 'upgraded');
  mkdirSync(old);
  writeReleasedCatalog(join(old, 'twinset.db'));
  for (let run = 0; run < runs; run++) {
    rmSync(target, { recursive: true, force: true });
    cpSync(old, target, { recursive: true });
    const words = [cliEntry, 'verify', '--catalog', target, '--json'];
    await killAtRandom(words, environment, random.between(250, 850), false);
    const found = await withCatalog(target, (engine) => engine.call('lists.history', {}));
    if (found.decisions !== releasedDecisions)
      lose(`run ${run}: ${found.decisions} of ${releasedDecisions} decisions`);
  }
  say(`upgrading: ${runs} kills, ${releasedDecisions} decisions carried over each time`);
}

say(`seed ${seed}`);
try {
  await runJson(['sample', images, '--count', String(products)], dataFolder);
  await runJson(['import', join(images, 'images'), '--catalog', catalog], dataFolder);
  await killDeciding();
  await killKeeping();
  const bench = { runs, random, folder, dataFolder, environment, catalog, say, lose };
  await killCorrecting(bench);
  await killColours(bench);
  await killImporting();
  await killExporting();
  await killUpgrading();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
say(losses.length === 0 ? 'Nothing was lost.' : `${losses.length} losses.`);
process.exitCode = losses.length === 0 ? 0 : 1;
