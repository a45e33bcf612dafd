/** An engine that cannot start, as the command line and the browser host tell it: one line with the way out, status 1. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeProblem } from '../../src/engine/nodeVersion.ts';
import { withoutSqlite } from '../fixtures/nodeWithoutSqlite.ts';
import { runCli } from './runCli.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([[['facets', '--catalog', 'x']], [['serve']]])('%j', (words) => {
  it('names the part that is missing', async () => {
    const change = { NODE_OPTIONS: `--import ${JSON.stringify(withoutSqlite)}` };
    expect(await runCli(words, join(folder, 'data'), folder, change)).toEqual({
      status: 1,
      stdout: '',
      stderr:
        "twinset: A part of Twinset could not be loaded (Cannot find package 'better-sqlite3'). Install Twinset again.\n",
    });
  });

  it('says what to do about a data folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const run = await runCli(words, join(folder, 'file', 'data'), folder);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toMatch(/^twinset: .*Set TWINSET_DATA to a folder that you may write to\.\n$/);
  });
});

describe('a Node that is too old', () => {
  it('is known by its version', () => {
    for (const version of ['24.0.0', '22.15.0', '22.21.3', '23.10.0', '100.0.0'])
      expect(nodeProblem(version)).toBeNull();
    for (const version of ['20.20.2', '22.14.1', '23.9.0', '18.0.0', '9.20.0']) {
      expect(nodeProblem(version)).toMatch(/needs Node 22\.15 or newer/);
    }
  });

  const oldNode = findOldNode();
  const entries = ['cli.js', 'serverProcess.js'].map((name) => join(root, 'out/main', name));

  it.skipIf(oldNode === null || !entries.every((entry) => existsSync(entry)))(
    'is refused in words by the built command line and browser host, before it crashes',
    () => {
      for (const entry of entries) {
        const run = spawnSync(
          oldNode ?? '',
          [entry, 'facets', '--catalog', join(folder, 'x')].slice(0, entry.endsWith('cli.js') ? 4 : 1),
          {
            encoding: 'utf8',
            env: { ...process.env, TWINSET_DATA: join(folder, 'data') },
          },
        );
        expect(run).toMatchObject({ status: 1, stdout: '' });
        expect(run.stderr).toMatch(/^twinset: Twinset needs Node 22\.15 or newer .*; this is Node .*\n$/);
      }
    },
  );
});

/** Another Node on the path, older than Twinset takes; null where there is none. */
function findOldNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const nodes = folders.map((one) => join(one, 'node')).filter((file) => existsSync(file));
  return nodes.find((file) => nodeProblem(versionOf(file)) !== null) ?? null;
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
}
