/** The package, as far as it can be proved without Electron's binary: packed around a stub, then run by its own Node. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngineProcess } from '../../src/engine/processes/engineClient.ts';
import { textOf } from '../cli/runCli.ts';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog } from '../contract/smallCatalog.ts';

const root = join(import.meta.dirname, '../..');
const isBuilt =
  existsSync(join(root, 'out/main/serverProcess.js')) && existsSync(join(root, 'out/renderer/index.html'));

/** What @electron/fuses looks for in Electron's binary: this text, the version, the number of fuses, a letter for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 8;

/** A folder that electron-builder takes for Electron's. */
function writeStubElectron(folder: string): void {
  for (const below of ['resources', 'locales']) mkdirSync(join(folder, below), { recursive: true });
  const wire = `${fuseSentinel}\u0001${String.fromCharCode(fuseCount)}${'0'.repeat(fuseCount)}`;
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 3\n# ${wire}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
  ]) {
    writeFileSync(join(folder, name), 'stub');
  }
}

async function run(command: string, words: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(command, words, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise((resolve) => child.on('exit', resolve)),
  ]);
  return { stdout, stderr, status };
}

// Other systems lay the package out differently; the stub is Linux's. Without a build there is nothing to pack.
describe.skipIf(process.platform !== 'linux' || !isBuilt)('the packed app', () => {
  let small: SmallCatalog;
  let folder: string;
  let resources: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-packed-'));
    small = await makeSmallCatalog();
    writeStubElectron(join(folder, 'electron'));
    const words = [
      'scripts/package.mjs',
      '--electron-dist',
      join(folder, 'electron'),
      '--output',
      join(folder, 'dist'),
      '--dir',
    ];
    const packed = await run(process.execPath, words, process.env);
    if (packed.status !== 0) throw new Error(`Packing failed: ${packed.stdout}${packed.stderr}`);
    const name = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`;
    resources = join(folder, 'dist', name, 'resources');
  });

  afterAll(() => {
    small?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers a look-alike from its unpacked engine, run by its own Node', async () => {
    const engine = await startEngineProcess({
      nodePath: join(resources, 'node', 'node'),
      entry: join(resources, 'app.asar.unpacked', 'out', 'main', 'engineProcess.js'),
      options: { dataFolder: small.dataFolder, resourcesFolder: join(resources, 'resources') },
    });
    await engine.call('catalogs.open', { folder: small.catalog });
    const found = await engine.call('search.similar', { query: { kind: 'product', id: '1001' }, k: 3 });
    expect(found.results).toHaveLength(3);
    // From outside: its own vision worker decodes and embeds.
    const file = join(small.images, '1003.jpg');
    const { imageId } = await engine.call('search.addOutsideImage', { name: '1003.jpg', file });
    const outside = await engine.call('search.similar', { query: { kind: 'outside', imageId }, k: 1 });
    expect(outside.results[0]?.id).toBe('1003');
    await engine.close();
  });

  it('carries a command line that finds its own resources', async () => {
    const environment = { HOME: folder, TWINSET_DATA: join(folder, 'data'), PATH: process.env['PATH'] };
    const words = ['import', small.images, '--catalog', join(folder, 'catalog'), '--json'];
    const imported = await run(join(resources, 'bin', 'twinset'), words, environment);
    expect(imported.stderr).toBe('');
    expect(JSON.parse(imported.stdout)).toMatchObject({ found: 12, embedded: 12, model: 'fashion-resnet50' });
    expect(existsSync(join(resources, 'out', 'renderer', 'index.html'))).toBe(true);
  });

  it('has its fuses set', () => {
    const binary = readFileSync(join(resources, '..', 'twinset'), 'latin1');
    const at = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2;
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar alone, V8 snapshot, file:// privileges
    expect(binary.slice(at, at + fuseCount)).toBe('00001100');
  });

  it('keeps the archive small: what plain Node needs is beside it, what other systems need is nowhere', () => {
    const megabyte = 1_000_000;
    expect(statSync(join(resources, 'app.asar')).size).toBeLessThan(20 * megabyte);
    const onnx = join(resources, 'app.asar.unpacked', 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
    expect(existsSync(join(onnx, 'linux'))).toBe(true);
    expect(existsSync(join(onnx, 'win32'))).toBe(false);
  });
});
