import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DownloadOptions, downloadFile } from '../../../src/adapters/weights/downloadFile.ts';
import { type Behaviour, type FileServer, startFileServer } from './fileServer.ts';

const bytes = randomBytes(3_000_000);
const published = { bytes: bytes.length, md5: createHash('md5').update(bytes).digest('hex') };

let folder = '';
let part = '';
let server: FileServer | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinset-download-'));
  part = join(folder, 'downloads', 'model.part');
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function download(behaviours: readonly Behaviour[], options: DownloadOptions = {}, served = bytes) {
  server = await startFileServer(served, behaviours);
  await downloadFile(server.url, published, part, options);
}

async function isWhole(): Promise<boolean> {
  return bytes.equals(await readFile(part));
}

it('brings the whole file and tells how much is there', async () => {
  const told: number[] = [];
  await download([{ kind: 'serve' }], { onProgress: (received) => told.push(received) });
  expect(await isWhole()).toBe(true);
  expect(told.at(-1)).toBe(bytes.length);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
});

it('goes on where the connection was cut, again and again', async () => {
  const cut: Behaviour = { kind: 'cut', afterBytes: 400_000 };
  await download([cut, cut, cut, cut, cut, { kind: 'serve' }]);
  expect(await isWhole()).toBe(true);
  expect(server?.ranges[0]).toBeUndefined();
  expect(server?.ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true);
});

it('goes on from what an earlier run left', async () => {
  await download([
    { kind: 'cut', afterBytes: 1_000_000 },
    { kind: 'status', status: 404 },
  ]).catch(() => null);
  const { size } = await stat(part);
  await server?.close();
  await download([{ kind: 'serve' }]);
  expect(server?.ranges).toEqual([`bytes=${size}-`]);
  expect(await isWhole()).toBe(true);
});

it('starts over where the server cannot resume', async () => {
  await download([{ kind: 'cut', afterBytes: 1_000_000 }, { kind: 'ignoreRange' }]);
  expect(await isWhole()).toBe(true);
});

it('starts over where more is there than there should be', async () => {
  await download([{ kind: 'serve' }]);
  await writeFile(part, Buffer.concat([bytes, bytes]));
  await server?.close();
  await download([{ kind: 'serve' }]);
  expect(await isWhole()).toBe(true);
});

it('refuses and discards a file with another md5', async () => {
  await expect(download([{ kind: 'serve' }], {}, randomBytes(bytes.length))).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringMatching(/is not the expected file .*expected [0-9a-f]{32}.*models import FILE/),
  });
  await expect(stat(part)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('stops taking in a file that does not end where it should', async () => {
  const endless = Buffer.concat([bytes, bytes]);
  await expect(download([{ kind: 'serve' }], {}, endless)).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining(`more than the expected ${bytes.length} bytes`),
  });
  expect((await stat(part)).size).toBeLessThanOrEqual(bytes.length);
});

it('takes silence for a cut', async () => {
  await download([{ kind: 'stall', afterBytes: 500_000 }, { kind: 'serve' }], { stallTimeoutMs: 100 });
  expect(await isWhole()).toBe(true);
});

it('gives up when nothing new arrives, keeps what there is and says how to go on', async () => {
  await expect(
    download([
      { kind: 'cut', afterBytes: 500_000 },
      { kind: 'status', status: 503 },
    ]),
  ).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringMatching(/start the download again to go on.*models import FILE/),
  });
  expect((await stat(part)).size).toBeGreaterThan(0);
});

it('does not ask again where the file is not there', async () => {
  await expect(download([{ kind: 'status', status: 404 }])).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('status 404'),
  });
  expect(server?.ranges).toHaveLength(1);
});

it('says so when the server cannot be reached', async () => {
  server = await startFileServer(bytes, []);
  const { url } = server;
  await server.close();
  await expect(downloadFile(url, published, part, {})).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringMatching(/^The download from 127\.0\.0\.1:\d+ failed: .*ECONNREFUSED/),
  });
});

it('can be cancelled and keeps what arrived', async () => {
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  await expect(
    download([{ kind: 'stall', afterBytes: 500_000 }], { signal: controller.signal, onProgress }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect((await stat(part)).size).toBeGreaterThan(0);
});
