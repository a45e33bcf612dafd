/** Who has no cluster has nothing of it: no file of its room and no library is loaded for a catalog on this machine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'twinset-alone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs in a process of its own: tells every module that was loaded. */
const program = `
import { registerHooks } from 'node:module';
const loaded = [];
registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
const { openEngine } = await import(process.argv[1]);
const engine = await openEngine({ dataFolder: process.argv[2], resourcesFolder: process.argv[3] });
await engine.call('catalogs.open', { folder: process.argv[4], create: true });
await engine.call('products.list', { view: {}, offset: 0, limit: 1 });
if (process.argv[5] !== undefined)
  await engine.call('cluster.doctor', { address: process.argv[5] }).catch(() => undefined);
await engine.close();
process.stdout.write(JSON.stringify(loaded));
`;

function modulesOf(...more: string[]): string[] {
  const root = join(import.meta.dirname, '../..');
  const run = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      program,
      pathToFileURL(join(root, 'src/engine/openEngine.ts')).href,
      join(folder, 'data'),
      join(root, 'resources'),
      join(folder, 'catalog'),
      ...more,
    ],
    { encoding: 'utf8', windowsHide: true },
  );
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as string[];
}

const ofCluster = (url: string): boolean => /adapters\/cluster\/|opensearch|aws4fetch/.test(url);

describe('a catalog on this machine', () => {
  it('loads nothing of the cluster, which is loaded once it is asked for', () => {
    const alone = modulesOf();
    expect(alone.some((url) => url.includes('adapters/sqlite/'))).toBe(true);
    expect(alone.filter(ofCluster)).toEqual([]);
    expect(modulesOf('http://127.0.0.1:1/none').filter(ofCluster).length).toBeGreaterThan(2);
  });
});
