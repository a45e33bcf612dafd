/** Exit status and streams: 0 done, 1 could not be done, 2 the words are wrong; nothing else on standard output. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog } from '../contract/smallCatalog.ts';
import { drawPicture } from '../engine/workplace.ts';
import { makeDataFolder } from '../runFolder.ts';
import { firstLine, runCli, startCli, textOf } from './runCli.ts';
import { runHere } from './runHere.ts';

let folder: string;
let data: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-exit-'));
  data = makeDataFolder(join(folder, 'data'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('wrong words', () => {
  it.each([
    [[]],
    [['destroy']],
    [['import', '--catalog', 'x']],
    [['import', '.']],
    [['import', '.', '--catalog', 'x', '--engine', 'magic']],
    [['import', '.', '--catalog', 'x', '--input-size', '8']],
    [['import', '.', '--catalog', 'x', '--map', 'nothing']],
    [['import', '.', '--catalog', 'x', '--delimiter', 'comma']],
    [['similar', '--catalog', 'x']],
    [['similar', '1', '--catalog', 'x', '-k', '0']],
    [['similar', '1', '--catalog', 'x', '--diversity', '2']],
    [['similar', '1', '--catalog', 'x', '--metric', 'hamming']],
    [['similar', '1', '--catalog', 'x', '--where', 'red']],
    [['export', 'x.csv', '--catalog', 'x', '--format', 'ods']],
    [['facets']],
    [['embed']],
    [['verify', '--catalog', 'x', '--no-such-option']],
    [['models', 'destroy']],
    [['sample']],
    [['jobs', '--no-such-option']],
    [['serve', '--port', '99999']],
    [['bench', '--queries', 'many']],
    [['bench', '--only', 'decode,everything']],
  ])('are told with the usage and 2: %j', async (words) => {
    const run = await runHere(words, data);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('Usage: twinset');
  });

  it('end the process with 2', async () => {
    const run = await runCli(['similar', '1', '--catalog', 'x', '-k', '0'], data);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: twinset') });
  });

  it('shows help and version on standard output with 0', async () => {
    expect(await runCli(['--help'], data)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('similar'),
    });
    expect(await runCli(['--version'], data)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('what could not be done', () => {
  const failed = { status: 1, stdout: '', stderr: expect.stringMatching(/^twinset: .*absent.*\n$/) };

  it.each([
    [['similar', '1', '--catalog', '/absent']],
    [['export', '/absent/x.csv', '--catalog', '/absent']],
    [['facets', '--catalog', '/absent']],
    [['jobs', '--catalog', '/absent']],
    [['import', '/absent', '--catalog', '/absent/new']],
    [['bench', '--images', '/absent']],
  ])('comes to 1 and one line that names the thing: %j', async (words) => {
    expect(await runHere([...words, '--json'], data)).toEqual(failed);
  });

  it.each([[['verify', '--catalog', 'absent']], [['serve', '--catalog', 'absent']]])(
    'ends the process so: %j',
    async (words) => {
      expect(await runCli([...words, '--json'], data, folder)).toEqual(failed);
    },
  );
});

describe('on a catalog', () => {
  let small: SmallCatalog;

  beforeAll(async () => {
    small = await makeSmallCatalog();
  });

  afterAll(() => small?.remove());

  it('tells an unknown product and an unknown field', async () => {
    const product = await runCli(['similar', 'nobody', '--catalog', small.catalog], small.dataFolder);
    expect(product).toMatchObject({ status: 1, stderr: expect.stringContaining('nobody') });
    const field = await runCli(['facets', '--catalog', small.catalog, '--where', 'mood=x'], small.dataFolder);
    expect(field).toMatchObject({ status: 1, stderr: expect.stringContaining('mood') });
  });

  it('tells on standard error that the database was lost, and leaves the export of before', async () => {
    const catalog = join(folder, 'lost');
    cpSync(small.catalog, catalog, { recursive: true });
    for (const ending of ['', '-wal', '-shm']) rmSync(join(catalog, `twinset.db${ending}`), { force: true });
    const run = await runCli(['facets', '--catalog', catalog, '--json'], small.dataFolder);
    expect(run).toMatchObject({ status: 0, stderr: expect.stringMatching(/^Attention: .+ was missing/) });
    expect(() => JSON.parse(run.stdout)).not.toThrow();
    const file = join(folder, 'kept.csv');
    writeFileSync(file, 'the export of before');
    const exported = await runCli(['export', file, '--catalog', catalog], small.dataFolder);
    expect(exported).toMatchObject({ status: 1, stderr: expect.stringContaining('has no products') });
    expect(readFileSync(file, 'utf8')).toBe('the export of before');
  });

  it('serves until it is told to stop, and a second one is told who has the catalog', async () => {
    const server = startCli(['serve', '--catalog', small.catalog, '--json'], small.dataFolder);
    const ended = new Promise((resolve) => server.on('exit', resolve));
    const { url } = JSON.parse(await firstLine(server)) as { url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
    const second = await runCli(['verify', '--catalog', small.catalog], small.dataFolder);
    expect(second).toMatchObject({ status: 1, stdout: '' });
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(await runCli(['verify', '--catalog', small.catalog], small.dataFolder)).toMatchObject({
      status: 0,
    });
  });

  it('serves without a catalog', async () => {
    const server = startCli(['serve', '--open'], small.dataFolder);
    const ended = new Promise((resolve) => server.on('exit', resolve));
    expect(await firstLine(server)).toMatch(/^Twinset is at http:\/\/127\.0\.0\.1:/);
    server.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('ends the server when the command is killed', async () => {
    const server = startCli(['serve', '--json'], small.dataFolder);
    const { url } = JSON.parse(await firstLine(server)) as { url: string };
    const closed = textOf(server.stdout);
    server.kill('SIGKILL');
    // The server holds the other end of the pipe: it closes when the server is gone.
    await closed;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('is quiet when nobody reads its output to the end', async () => {
    const child = startCli(['facets', '--catalog', small.catalog, '--json'], small.dataFolder);
    child.stdout?.destroy();
    const [stderr, status] = await Promise.all([
      textOf(child.stderr),
      new Promise((resolve) => child.on('exit', resolve)),
    ]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  it('cancels an import on Ctrl-C, prints what was done, and the next one goes on', async () => {
    const images = join(folder, 'many');
    mkdirSync(images);
    const picture = await drawPicture(1);
    // Distinct bytes behind the end of the picture: as many different files as wanted, at the price of one.
    for (let at = 0; at < 400; at += 1) {
      writeFileSync(join(images, `${at}.jpg`), Buffer.concat([picture, Buffer.from(`#${at}`)]));
    }
    const words = ['import', images, '--catalog', join(folder, 'many-catalog'), '--json', '--progress'];
    const child = startCli(words, data);
    let isInterrupted = false;
    let output = '';
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (part: string) => {
      output += part;
      if (isInterrupted || !output.includes('"state":"running"')) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(1);
    const report = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as {
      found: number;
      embedded: number;
    };
    expect(report.embedded).toBeLessThan(400);
    const again = await runCli(words.slice(0, -1), data);
    expect(JSON.parse(again.stdout)).toMatchObject({ found: 400, failed: 0, unchanged: report.embedded });
  });
});
