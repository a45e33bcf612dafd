/** `bench` in small: one step, its table, and its words. The whole of it is measured by `npm run bench:check`. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from './runCli.ts';

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

/** What is ours: native libraries leave files of their own there. */
function leftovers(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('twinset'));
}

describe('bench', () => {
  it('does only the steps that were asked for, on the images it was given, as a table', async () => {
    const drawn = join(folder, 'drawn');
    expect((await runCli(['sample', drawn, '--count', '4'], data)).status).toBe(0);
    writeFileSync(join(drawn, 'images', 'broken.jpg'), 'no picture at all');
    const words = ['bench', '--images', drawn, '--only', 'decode', '--runs', '1'];
    const { status, stdout } = await runCli(words, data);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^decode +[\d.,]+ +ms\/image .*4 images to 112 pixels.*1 unusable$/m);
    expect(stdout.match(/^\w.*? /gm)).toEqual(['decode ', 'decode.parallel ']);
    expect(leftovers()).toEqual([]);
  });

  it('says what is wrong with a folder without images', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const run = await runCli(['bench', '--images', empty, '--json'], data);
    expect(run).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`no images below`) });
    expect(leftovers()).toEqual([]);
  });

  it.each([
    [['--keep'], "option '--keep' goes with --cluster"],
    [['--only', 'decide'], "option '--only': the steps are decode, embed"],
    [
      ['--cluster', 'https://search.example/bench', '--only', 'open'],
      "option '--only': the steps are load, search, facets, text, allPairs, decide",
    ],
    [
      ['--cluster', 'https://search.example/bench', '--catalog', 'a', '--images', 'b'],
      "option '--catalog' does not go with --images",
    ],
  ])('refuses words that do not go together: %j', async (words, reason) => {
    const run = await runCli(['bench', ...words], data);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(reason) });
  });
});
