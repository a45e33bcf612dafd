/** One folder for all test files of a run: what is measured of this machine or made of the same pictures takes seconds, and is the same for all. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const variable = 'TWINSET_TEST_RUN';

/** Vitest's global set-up: the forks inherit the variable. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-run-'));
  for (const name of ['models', 'catalogs']) mkdirSync(join(folder, name));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Where catalogs are that others copy; null outside of a run of tests. */
export function sharedCatalogs(): string | null {
  const shared = process.env[variable];
  return shared === undefined ? null : join(shared, 'catalogs');
}

/** A data folder for what all tests of a run share; outside of a run, of its own. */
export function sharedDataFolder(): string {
  return process.env[variable] ?? mkdtempSync(join(tmpdir(), 'twinset-run-'));
}

/** A data folder that knows what other tests measured. Not for tests that install models. */
export function makeDataFolder(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true });
  const shared = process.env[variable];
  if (shared !== undefined) symlinkSync(join(shared, 'models'), join(dataFolder, 'models'), 'junction');
  return dataFolder;
}
