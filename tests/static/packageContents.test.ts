/** What packages say of themselves, and what goes into their archive: read from package.json and electron-builder.yml, nothing is built. */
import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../packaging/packTwinset.ts';
import { readYaml } from '../packaging/readYaml.ts';

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What deb, NSIS and the program's own properties are made of; electron-builder fails, or leaves a gap, without it. */
const manifest = z.looseObject({
  productName: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: z.string().min(1),
  license: z.string().min(1),
  author: z.object({ name: z.string().min(1), email: z.email() }),
  homepage: z.url(),
  desktopName: z.string().endsWith('.desktop'),
  main: z.string(),
  bin: z.record(z.string(), z.string()),
});

const documentType = z.strictObject({
  CFBundleTypeName: z.string().min(1),
  CFBundleTypeRole: z.literal('Viewer'),
  LSHandlerRank: z.literal('Alternate'),
  LSItemContentTypes: z.array(z.string()).min(1),
});
const builder = z.looseObject({
  appId: z.literal('app.twinset.desktop'),
  productName: z.string(),
  copyright: z.string().min(1),
  files: z.array(z.string()),
  asar: z.literal(true),
  asarUnpack: z.array(z.string()),
  linux: z.looseObject({ category: z.string().min(1), synopsis: z.string().min(1), icon: z.string() }),
  win: z.looseObject({ icon: z.string() }),
  mac: z.looseObject({
    icon: z.string(),
    category: z.string().startsWith('public.app-category.'),
    extendInfo: z.strictObject({ CFBundleDocumentTypes: z.array(documentType) }),
  }),
});

const described = manifest.parse(JSON.parse(textOf('package.json')));
const packed = builder.parse(readYaml('electron-builder.yml'));

it('every package has a name, a version that has its news, and who stands for it', () => {
  expect(packed.productName).toBe(described.productName);
  expect(textOf('resources/CHANGELOG.md')).toContain(`\n## ${described.version} (`);
});

it('the Dock takes folders and images', () => {
  const types = packed.mac.extendInfo.CFBundleDocumentTypes.flatMap((one) => one.LSItemContentTypes);
  expect(types).toEqual(['public.folder', 'public.image']);
});

/** Whether a file lies in the archive, where only Electron's own processes can read it. Dependencies are in every package. */
function isInArchive(file: string): boolean {
  const taken = ['node_modules/**', ...packed.files.filter((one) => !one.startsWith('!'))];
  if (!taken.some((one) => matchesGlob(file, one))) throw new Error(`${file} is in no package.`);
  return !packed.asarUnpack.some((one) => matchesGlob(file, one));
}

it('what is run or mapped from disk lies beside the archive, and what the window reads inside', () => {
  const entries = [...textOf('electron.vite.config.ts').matchAll(/(\w+): '(src\/[^']+\.ts)'/g)].map(
    ([, name]) => name,
  );
  expect(entries).toEqual(expect.arrayContaining(['main', 'cli', 'engineProcess', 'visionProcess']));
  const beside = [
    ...entries.filter((name) => name !== 'preload').map((name) => `out/main/${name}.js`),
    ...[described.main, ...Object.values(described.bin), 'package.json'],
    'node_modules/better-sqlite3/build/Release/better_sqlite3.node',
    'node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
  ];
  expect(beside.filter(isInArchive)).toEqual([]);
  const inside = ['out/preload/preload.cjs', 'out/renderer/index.html', 'out/renderer/assets/index.js'];
  expect(inside.filter(isInArchive)).toEqual(inside);
});
