/** The packages of Linux, as far as they can be proved without Electron's binary: made around a stub, unpacked, run by their own Node. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngineProcess } from '../../src/engine/processes/engineClient.ts';
import type { SmallCatalog } from '../contract/smallCatalog.ts';
import { makeSmallCatalog } from '../contract/smallCatalog.ts';
import { hasTool, isBuilt, mustRun, packTwinset, root, run, stubRuntime } from './packTwinset.ts';
import { readArchive } from './readArchive.ts';
import { fusesOf, writeStubElectron } from './stubElectron.ts';

/** Where a package keeps its files, once unpacked below the test's folder. */
const layouts = [
  {
    name: 'folder',
    app: process.arch === 'x64' ? 'dist/linux-unpacked' : `dist/linux-${process.arch}-unpacked`,
  },
  { name: 'deb', app: 'deb/opt/Twinset' },
  { name: 'AppImage', app: 'AppImage' },
] as const;

const canMake = {
  folder: true,
  deb: hasTool('dpkg-deb'),
  AppImage: hasTool('mksquashfs') && hasTool('unsquashfs'),
};

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** `Name: value` lines, or `Name=value` lines. */
function fieldsOf(text: string, separator: string): Record<string, string> {
  const pairs = text
    .split('\n')
    .filter((line) => !line.startsWith(' ') && line.includes(separator))
    .map((line) => [
      line.slice(0, line.indexOf(separator)),
      line.slice(line.indexOf(separator) + separator.length),
    ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

// Other systems lay the package out differently; the stub is Linux's. Without a build there is nothing to pack.
describe.skipIf(process.platform !== 'linux' || !isBuilt)('the packed app', () => {
  let small: SmallCatalog;
  let folder: string;

  const below = (...path: string[]): string => join(folder, ...path);
  const resourcesOf = (layout: (typeof layouts)[number]): string => below(layout.app, 'resources');
  const resources = (): string => resourcesOf(layouts[0]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-packed-'));
    small = await makeSmallCatalog();
    writeStubElectron(below('electron'));
    const targets = ['deb', 'AppImage'].filter((name) => canMake[name as keyof typeof canMake]);
    // Without targets electron-builder makes those of electron-builder.yml.
    const words = targets.length === 2 ? [] : targets.length === 0 ? ['--dir'] : ['--linux', ...targets];
    await packTwinset(below('electron'), words);
    const packages = readdirSync(below('dist'));
    const packageOf = (ending: string): string =>
      below('dist', packages.find((name) => name.endsWith(ending)) ?? '');
    if (canMake.deb) {
      await mustRun('dpkg-deb', ['-R', packageOf('.deb'), below('deb')]);
    }
    if (canMake.AppImage) {
      const words = ['-q', '-n', '-offset', String(stubRuntime.length), '-d', below('AppImage')];
      await mustRun('unsquashfs', [...words, packageOf('.AppImage')]);
    }
  });

  afterAll(() => {
    small?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const layout of layouts) {
    it.skipIf(!canMake[layout.name])(
      `answers a look-alike from the engine of the ${layout.name}, run by its own Node`,
      async () => {
        const inside = resourcesOf(layout);
        const engine = await startEngineProcess({
          nodePath: join(inside, 'node', 'node'),
          entry: join(inside, 'app.asar.unpacked', 'out', 'main', 'engineProcess.js'),
          options: { dataFolder: small.dataFolder, resourcesFolder: join(inside, 'resources') },
        });
        try {
          await engine.call('catalogs.open', { folder: small.catalog });
          const found = await engine.call('search.similar', { query: { kind: 'product', id: '1001' }, k: 3 });
          expect(found.results).toHaveLength(3);
          // From outside: its own vision worker decodes and embeds.
          const file = join(small.images, '1003.jpg');
          const { imageId } = await engine.call('search.addOutsideImage', { name: '1003.jpg', file });
          const outside = await engine.call('search.similar', { query: { kind: 'outside', imageId }, k: 1 });
          expect(outside.results[0]?.id).toBe('1003');
        } finally {
          await engine.close();
        }
      },
    );
  }

  it('carries a command line that finds its own resources', async () => {
    const environment = { HOME: folder, TWINSET_DATA: below('data'), PATH: process.env['PATH'] };
    const words = ['import', small.images, '--catalog', below('catalog'), '--json'];
    const imported = await run(join(resources(), 'bin', 'twinset'), words, environment);
    expect(imported.stderr).toBe('');
    expect(JSON.parse(imported.stdout)).toMatchObject({ found: 12, embedded: 12, model: 'fashion-resnet50' });
    expect(existsSync(join(resources(), 'out', 'renderer', 'index.html'))).toBe(true);
  });

  it('has its fuses set', () => {
    // runAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar alone, V8 snapshot, file:// privileges
    expect(fusesOf(readFileSync(join(resources(), '..', 'twinset'), 'latin1'))).toBe('00001100');
  });

  it('keeps in the archive what Electron alone reads: the preload and the interface', () => {
    const { packed } = readArchive(join(resources(), 'app.asar'));
    const kinds = packed.map((path) => path.replace(/-[\w-]{8}\.(js|css)$/, '.$1'));
    expect(kinds.sort()).toEqual([
      'out/preload/preload.cjs',
      'out/renderer/assets/index.css',
      'out/renderer/assets/index.js',
      'out/renderer/assets/lassoThread.js',
      'out/renderer/icon.svg',
      'out/renderer/index.html',
    ]);
  });

  it('keeps beside the archive all that is run or mapped from disk', () => {
    const { unpacked } = readArchive(join(resources(), 'app.asar'));
    const beside = join(resources(), 'app.asar.unpacked');
    expect(unpacked.filter((path) => !existsSync(join(beside, path)))).toEqual([]);
    const entries = readdirSync(join(root, 'out', 'main')).map((name) => `out/main/${name}`);
    expect(unpacked).toEqual(expect.arrayContaining([...entries, 'package.json']));
    for (const kind of [/\.node$/, /\.so(\.\d+)*$/])
      expect(unpacked.filter((path) => kind.test(path))).not.toEqual([]);
    const weights = join(resources(), 'resources', 'models', 'fashion-resnet50', 'weights.safetensors');
    expect(statSync(weights).size).toBeGreaterThan(40_000_000);
  });

  it('leaves out what is for other systems and what only a build needs', () => {
    const { packed, unpacked } = readArchive(join(resources(), 'app.asar'));
    const all = [...packed, ...unpacked];
    const onnx = all.filter((path) => path.startsWith('node_modules/onnxruntime-node/bin/'));
    expect(onnx.filter((path) => !path.includes('/linux/'))).toEqual([]);
    expect(onnx).not.toEqual([]);
    expect(onnx.filter((path) => !path.includes(`/${process.arch}/`))).toEqual([]);
    const buildOnly =
      /^(src|tests|scripts|docs)\/|^node_modules\/(electron|vite|vitest|typescript|react)\/|\.built$/;
    expect(all.filter((path) => buildOnly.test(path))).toEqual([]);
  });

  it('carries its history, its licences and what contact sheets are made of where the app finds them', () => {
    const inside = join(resources(), 'resources');
    for (const name of ['CHANGELOG.md', 'licences.json', 'contactSheet/sheet.css', 'contactSheet/sheet.js'])
      expect(readFileSync(join(inside, name))).toEqual(readFileSync(join(root, 'resources', name)));
    const { parts } = JSON.parse(readFileSync(join(inside, 'licences.json'), 'utf8')) as {
      parts: { name: string; version: string; file?: string }[];
    };
    const listed = new Set(parts.map(({ name, version }) => `${name} ${version}`));
    const { unpacked } = readArchive(join(resources(), 'app.asar'));
    const isPackage = /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/;
    const carried = unpacked
      .filter((path) => isPackage.test(path) && !path.startsWith('node_modules/@img/sharp-'))
      .map((path) => readFileSync(join(resources(), 'app.asar.unpacked', path), 'utf8'))
      .map((text) => JSON.parse(text) as { name: string; version: string })
      .map(({ name, version }) => `${name} ${version}`);
    expect(carried.some((one) => one.startsWith('sharp '))).toBe(true);
    expect(carried.filter((one) => !listed.has(one))).toEqual([]);
    // Those that are as long as a book lie as files: Electron's beside its binary, Node's beside Node.
    expect(parts.flatMap(({ file }) => file ?? [])).toEqual(['LICENSES.chromium.html', 'node/LICENSE']);
    expect(existsSync(join(resources(), '..', 'LICENSES.chromium.html'))).toBe(true);
    expect(readFileSync(join(resources(), 'node', 'LICENSE'), 'utf8')).toContain('Node.js is licensed');
  });

  it('has windows that the desktop knows: their class is the name of the desktop file', () => {
    const manifest = readFileSync(join(resources(), 'app.asar.unpacked', 'package.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({
      desktopName: 'twinset.desktop',
      productName: 'Twinset',
      version,
    });
  });

  it.skipIf(!canMake.deb)('is a deb that says what it is, whose it is and what it needs', () => {
    const control = fieldsOf(readFileSync(below('deb', 'DEBIAN', 'control'), 'utf8'), ': ');
    expect(control).toMatchObject({
      Package: 'twinset',
      Version: version,
      Maintainer: 'Twinset <hello@twinset.app>',
      Homepage: 'https://twinset.app',
      Section: 'graphics',
      License: 'MIT',
      Description: 'Finds look-alike products in a catalog of images',
    });
    const needed = (control['Depends'] ?? '').split(', ');
    for (const library of [
      'libgtk-3-0t64 | libgtk-3-0',
      'libasound2t64 | libasound2',
      'libgbm1',
      'libnss3',
      'libstdc++6',
    ])
      expect(needed).toContain(library);
    expect(control['Recommends']).toBeUndefined();
  });

  it.skipIf(!canMake.deb)('is a deb with a starter, icons and a way past restricted namespaces', () => {
    const shared = below('deb', 'usr', 'share');
    const starter = fieldsOf(readFileSync(join(shared, 'applications', 'twinset.desktop'), 'utf8'), '=');
    expect(starter).toEqual({
      Name: 'Twinset',
      // Paths, not addresses.
      Exec: '/opt/Twinset/twinset %F',
      Terminal: 'false',
      Type: 'Application',
      Icon: 'twinset',
      StartupWMClass: 'twinset',
      Comment: expect.stringContaining('look-alike products'),
      Categories: 'Graphics;Photography;',
    });
    for (const size of ['16x16', '48x48', '256x256', '512x512'])
      expect(existsSync(join(shared, 'icons', 'hicolor', size, 'apps', 'twinset.png'))).toBe(true);
    // Ubuntu 24.04: a profile that allows Electron its namespaces, put in place by the package.
    const profile = readFileSync(below('deb', 'opt', 'Twinset', 'resources', 'apparmor-profile'), 'utf8');
    expect(profile).toMatch(/profile "twinset" "\/opt\/Twinset\/twinset" flags=\(unconfined\) \{\s+userns,/);
    expect(readFileSync(below('deb', 'DEBIAN', 'postinst'), 'utf8')).toContain("'/etc/apparmor.d/twinset'");
  });

  it.skipIf(!canMake.AppImage)(
    'is an AppImage that starts without FUSE 2, and without a sandbox where none can be',
    async () => {
      const file = readdirSync(below('dist')).find((name) => name.endsWith('.AppImage')) ?? '';
      // The layout of the static runtime's tools: the older one has no `runtimes` folder.
      expect(readFileSync(below('dist', file)).subarray(0, stubRuntime.length).toString()).toBe(stubRuntime);
      const starter = fieldsOf(readFileSync(below('AppImage', 'twinset.desktop'), 'utf8'), '=');
      expect(starter).toMatchObject({
        Exec: 'AppRun %U',
        Icon: 'twinset',
        StartupWMClass: 'twinset',
        Categories: 'Graphics;Photography;',
      });
      expect(existsSync(below('AppImage', 'twinset.png'))).toBe(true);
      const startWith = (namespaces: 'refused' | 'allowed'): Promise<string> => {
        const tools = placeUnshare(namespaces === 'allowed');
        return mustRun(below('AppImage', 'AppRun'), ['/photos'], { PATH: `${tools}:${process.env['PATH']}` });
      };
      expect(await startWith('refused')).toBe('--no-sandbox\n/photos\n');
      expect(await startWith('allowed')).toBe('/photos\n');
    },
  );

  /** A folder with the tool by which the launcher finds out whether there are namespaces. */
  function placeUnshare(isAllowed: boolean): string {
    const tools = below(`unshare-${isAllowed}`);
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'unshare'), `#!/bin/sh\nexit ${isAllowed ? 0 : 1}\n`);
    chmodSync(join(tools, 'unshare'), 0o755);
    return tools;
  }
});
