/** The whole of `bench`, for `npm run bench:check`: every name with a number or the reason why there is none, and nothing left behind. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli, startCli, textOf } from '../../cli/runCli.ts';

interface Result {
  readonly name: string;
  readonly unit: string;
  readonly value?: number;
  readonly note?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'twinset-bench-test-'));
const data = join(folder, 'data');
const temporary = join(folder, 'temporary');

beforeAll(() => {
  mkdirSync(temporary);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const names = [
  'decode',
  'decode.parallel',
  ...[112, 224].flatMap((size) => [
    `embed.onnx.fp32.${size}`,
    `embed.onnx.int8.${size}`,
    `embed.tfjs-node.fp32.${size}`,
    `embed.ratio.int8.${size}`,
  ]),
  'embed.kerasLoop',
  'embed.ratio.keras.112',
  'embed.ratio.keras.224',
  'import',
  'import.ratio.keras',
  'import.preparation',
  'memory.import',
  'catalog',
  'open.process',
  'open.firstAnswer',
  'open.firstAnswer.noCache',
  'memory.rest',
  'search.loop',
  ...['plain', 'filter5', 'filter30', 'manhattan'].flatMap((kind) =>
    ['p50', 'p99', 'call.p50', 'recall'].map((what) => `search.${kind}.${what}`),
  ),
  'search.plain.ratio.loop',
  'facets.p50',
  'facets.p99',
  'text.p50',
  'text.p99',
  'allPairs.seconds',
  'allPairs.lists',
  'allPairs.recall',
  'memory.allPairs',
];

/** What is ours: native libraries leave files of their own there. */
function leftovers(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('twinset'));
}

function numberOf(results: readonly Result[], name: string): number | undefined {
  return results.find((result) => result.name === name)?.value;
}

describe('bench', () => {
  it('measures everything on a small drawn sample', async () => {
    const words = ['bench', '--count', '24', '--products', '60', '--queries', '5', '--runs', '1', '--json'];
    const { status, stdout, stderr } = await runCli(words, data);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('Importing') });
    const { machine, results } = JSON.parse(stdout) as { machine: object; results: Result[] };
    expect(machine).toMatchObject({
      processor: expect.any(String),
      cores: expect.any(Number),
      memoryBytes: expect.any(Number),
      platform: expect.any(String),
      versions: { node: process.versions.node, twinset: expect.any(String) },
    });
    expect(results.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { name, unit, value, note } of results) {
      expect(unit).not.toBe('');
      if (value === undefined) expect(note, name).toMatch(/\w/);
      else expect(Number.isFinite(value) && value > 0, name).toBe(true);
    }
    for (const name of ['decode', 'embed.onnx.fp32.112', 'import', 'search.plain.p50', 'allPairs.seconds']) {
      expect(numberOf(results, name), name).toBeGreaterThan(0);
    }
    expect(numberOf(results, 'catalog')).toBe(60);
    for (const kind of ['plain', 'filter5', 'filter30', 'manhattan']) {
      expect(numberOf(results, `search.${kind}.recall`)).toBe(1);
    }
    expect(numberOf(results, 'allPairs.recall')).toBe(1);
    expect(leftovers()).toEqual([]);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const child = startCli(['bench', '--count', '40', '--only', 'import', '--json', '--progress'], data);
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      if (part.includes('"step":"Importing"')) child.kill('SIGINT');
    });
    const [stderr, status] = await Promise.all([
      textOf(child.stderr),
      new Promise((resolve) => child.on('close', resolve)),
    ]);
    expect({ stderr, status }).toEqual({
      stderr: expect.stringMatching(/^twinset: .*stopped.*\n$/),
      status: 1,
    });
    expect(leftovers()).toEqual([]);
  });
});
