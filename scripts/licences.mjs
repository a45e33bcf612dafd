/**
 * Writes `resources/licences.json`, which is committed and goes into every package: what Twinset is made of, with the licences. It lists
 * what package-lock.json installs for use, what the interface bundles, and what is no npm package. `npm run check` compares every
 * byte (`node scripts/licences.mjs --check`), so it must not depend on the system: builds that are installed on one system only
 * are listed by family, with the text of their licence from `licenceTexts/`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, root, say } from './setup.mjs';

const target = join(root, 'resources', 'licences.json');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
const texts = new Map();

const made = `${JSON.stringify({ parts: listParts(), texts: Object.fromEntries([...texts].sort()) }, null, 2)}\n`;
const isFresh = existsSync(target) && readFileSync(target, 'utf8').replaceAll('\r\n', '\n') === made;
if (process.argv.includes('--check')) {
  if (!isFresh)
    giveUp('resources/licences.json does not list what is bundled now: run node scripts/licences.mjs.');
} else if (!isFresh) {
  writeFileSync(target, made);
  say('resources/licences.json is new.');
}

function listParts() {
  const packages = [...reach([...neededPaths(), ...interfacePaths()])].map(describePackage);
  const unique = new Map(packages.map((part) => [`${part.name} ${part.version} ${part.licence}`, part]));
  const byName = [...unique.values()].sort((a, b) =>
    compare(`${a.name} ${a.version}`, `${b.name} ${b.version}`),
  );
  return [...otherParts(), ...byName];
}

/** What is no npm package of the app, or one that brings more than its own licence. */
function otherParts() {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const weights = JSON.parse(
    readFileSync(join(root, 'resources/models/fashion-resnet50/manifest.json'), 'utf8'),
  );
  const electron = 'node_modules/electron';
  return [
    part(own.productName, own.version, own.license, [join(root, 'LICENSE')]),
    part('Electron', lock[electron].version, 'MIT', licenceFiles(electron)),
    // Texts as long as a book, which lie as files in the package: beside the program (macOS: in its resources), beside Node.
    {
      name: 'Chromium',
      version: 'of this Electron',
      licence: 'BSD-3-Clause and others',
      file: 'LICENSES.chromium.html',
    },
    { name: 'Node.js', version: '24', licence: 'MIT and others', file: 'node/LICENSE' },
    part(weights.title, weights.sha256.slice(0, 8), weights.licence, [join(root, 'LICENSE')]),
  ];
}

/** The packages that are installed beside the app. */
function neededPaths() {
  const { dependencies, optionalDependencies } = lock[''];
  return Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => resolve('', name));
}

/** The packages that the build puts into the interface. */
function interfacePaths() {
  const names = new Set();
  for (const file of readdirSync(join(root, 'src', 'renderer'), { recursive: true })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(join(root, 'src', 'renderer', file), 'utf8');
    for (const [, name] of source.matchAll(/from '((?:@[\w-]+\/)?[\w][\w.-]*)[^']*';/g)) names.add(name);
  }
  return [...names].map((name) => resolve('', name));
}

/** The paths in the lock of these packages and of all that they need, as Node would find it. */
function reach(paths) {
  const reached = new Set();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (path === null || reached.has(path)) continue;
    reached.add(path);
    const { dependencies, optionalDependencies } = lock[path];
    // What belongs to one system's build is that build's own.
    if (isForOneSystem(path)) continue;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      open.push(resolve(path, name));
  }
  return reached;
}

/** Path in the lock of a package as it is found from another one, or null where it is not installed (peers, the optional). */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (folder === '') return null;
  }
}

function isForOneSystem(path) {
  const { os, cpu, optional } = lock[path];
  return optional === true && (os !== undefined || cpu !== undefined);
}

function describePackage(path) {
  const { version, license } = lock[path];
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  if (isForOneSystem(path)) {
    const family = name.replace(/-(darwin|freebsd|linux|linuxmusl|webcontainers|win32)-\w+$/, '');
    return part(`${family} (a build for each system)`, version, license, standardFiles(license));
  }
  if (!existsSync(join(root, path))) giveUp(`The package ${name} is not installed: run npm ci.`);
  const files = licenceFiles(path);
  return part(name, version, license, files.length > 0 ? files : standardFiles(license));
}

function licenceFiles(path) {
  return readdirSync(join(root, path))
    .filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name) && !/\.(js|ts)$/.test(name))
    .sort(compare)
    .map((name) => join(root, path, name));
}

/** For a package that names its licence and does not carry the text. */
function standardFiles(licence) {
  const files = readdirSync(join(root, 'scripts', 'licenceTexts')).filter(
    (name) =>
      // The LGPL is the GPL with permissions added: both are to be read.
      licence.includes(name.replace(/\.txt$/, '')) ||
      (name.startsWith('GPL') && licence.includes('LGPL-3.0')),
  );
  if (files.length === 0) giveUp(`There is no text of the licence ${licence} in scripts/licenceTexts.`);
  return files.sort(compare).map((name) => join(root, 'scripts', 'licenceTexts', name));
}

/** Texts that many share are kept once, under the beginning of their hash. */
function part(name, version, licence, files) {
  const text = files.map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
  const key = createHash('sha256').update(text).digest('hex').slice(0, 12);
  texts.set(key, text);
  return { name, version, licence, text: key };
}

/** By code unit: the same on every system, whatever its language. */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
