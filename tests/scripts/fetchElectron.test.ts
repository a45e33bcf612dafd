/** Electron's binary is fetched from a server of ours: with its own installation script, from an archive that it takes for its own. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root, run } from '../packaging/packTwinset.ts';

const version = '45.0.0';
const binary =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ??
  'electron';

/** A zip archive of stored files. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]),
    );
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\u0005\u0006'), end]);
}

const archive = zipOf({ [binary]: 'stub of the binary', version });
const archiveName = `electron-v${version}-${process.platform}-${process.arch}.zip`;

describe("fetching Electron's binary", () => {
  let folder: string;
  let electron: string;
  let server: Server;
  let answer: RequestListener;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-electron-'));
    electron = join(folder, 'node_modules', 'electron');
    mkdirSync(electron, { recursive: true });
    cpSync(join(root, 'node_modules/electron/install.js'), join(electron, 'install.js'));
    for (const scope of ['@electron', '@electron-internal'])
      symlinkSync(join(root, 'node_modules', scope), join(folder, 'node_modules', scope), 'junction');
    writeFileSync(join(electron, 'package.json'), JSON.stringify({ name: 'electron', version }));
    const sum = createHash('sha256').update(archive).digest('hex');
    writeFileSync(join(electron, 'checksums.json'), JSON.stringify({ [archiveName]: sum }));
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const fetchElectron = (...words: string[]) =>
    run(process.execPath, ['scripts/fetchElectron.mjs', '--package', electron, ...words], {
      ...process.env,
      electron_config_cache: join(folder, 'cache'),
      ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    });

  it('installs it, and tells how far it is', async () => {
    answer = (request, response) => {
      expect(request.url).toBe(`/v${version}/${archiveName}`);
      response.setHeader('content-length', archive.length);
      response.end(archive);
    };
    const done = await fetchElectron();
    expect(done).toMatchObject({ status: 0, stdout: '' });
    expect(done.stderr).toContain('Electron: 100 %');
    expect(readFileSync(join(electron, 'path.txt'), 'utf8')).toBe(binary);
    expect(readFileSync(join(electron, 'dist', binary), 'utf8')).toBe('stub of the binary');
  });

  it('says in one sentence that it cannot be had, and is tried again', async () => {
    answer = (_request, response) => response.writeHead(404).end();
    const failed = await fetchElectron();
    expect(failed.status).toBe(1);
    expect(failed.stderr.trim().split('\n').at(-1)).toMatch(
      /^twinset: Electron's binary could not be fetched: .*404.* The next npm start tries again\.$/,
    );
    expect(existsSync(join(electron, 'path.txt'))).toBe(false);
    answer = (_request, response) => response.end(archive);
    expect(await fetchElectron()).toMatchObject({ status: 0 });
  });

  it('gives up at once where nothing can be reached', async () => {
    answer = () => undefined;
    const port = (server.address() as AddressInfo).port;
    await new Promise((resolve) => server.close(resolve));
    const failed = await run(process.execPath, ['scripts/fetchElectron.mjs', '--package', electron], {
      ...process.env,
      electron_config_cache: join(folder, 'cache'),
      ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
    });
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/could not be fetched: .*ECONNREFUSED/);
  });

  it('gives up on a server that says nothing', async () => {
    answer = () => undefined;
    const failed = await fetchElectron('--silence-ms', '200');
    expect(failed.status).toBe(1);
    expect(failed.stderr).toContain('could not be fetched: nothing came for 0.2 seconds');
  });

  it('takes nothing that is not what Electron published', async () => {
    answer = (_request, response) => response.end('another file');
    const failed = await fetchElectron();
    expect(failed.status).toBe(1);
    expect(existsSync(join(electron, 'dist'))).toBe(false);
  });
});
