/** `duplicates` as a script uses it: its JSON is a contract. */
import { appendFileSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSmallCatalog, type SmallCatalog } from '../contract/smallCatalog.ts';
import { runCli, runJson } from './runCli.ts';

let small: SmallCatalog;
let copy: ReturnType<SmallCatalog['copy']>;

beforeAll(async () => {
  small = await makeSmallCatalog();
  copy = small.copy('duplicates');
  for (const id of ['1001', '1002']) {
    copyFileSync(join(small.images, `${id}.jpg`), join(small.images, `twin-${id}.jpg`));
    appendFileSync(small.metadata, `twin-${id},Shirts,Red,Twin ${id}\n`);
  }
  const words = ['import', small.images, '--metadata', small.metadata, '--catalog', copy.catalog];
  await runJson(words, copy.dataFolder);
}, 600_000);
afterAll(() => small.remove());

const words = (...more: string[]) => ['duplicates', ...more, '--catalog', copy.catalog];
const twins = [
  ['1001', 'twin-1001'],
  ['1002', 'twin-1002'],
];

describe('duplicates', () => {
  it.each(['file', 'picture', 'look-alike'])('finds groups by %s', async (mode) => {
    const found = await runJson(words('--mode', mode, '--min', '0.999'), copy.dataFolder);
    expect(found).toMatchObject({ mode, groups: twins.map((ids) => ({ ids, reason: 'same file' })) });
    expect(Object.keys(found)).toEqual(['mode', 'groups']);
  });

  it('says them in words, and writes them into a file', async () => {
    const file = join(small.folder, 'groups.csv');
    const { status, stdout } = await runCli(words('--mode', 'file', '--out', file), copy.dataFolder);
    expect(status).toBe(0);
    expect(stdout).toContain('2 groups among 14 products:');
    expect(stdout).toMatch(/1\.000\s+same file\s+1001, twin-1001/);
    const lines = readFileSync(file, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('1,1001,Red Shirts 0,1001.jpg,1,same file,open,');
  });

  it('refuses a minimum above the maximum before it opens anything', async () => {
    const { status, stderr } = await runCli(words('--min', '0.9', '--max', '0.5'), copy.dataFolder);
    expect(status).toBe(2);
    expect(stderr).toContain("'--min' lies above '--max'");
  });
});
