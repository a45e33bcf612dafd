/**
 * Builds the native addon of tfjs-node where its official download cannot be reached, against the TensorFlow libraries
 * of the PyPI wheel (Linux x64 and arm64). Does nothing where tfjs-node already loads. What it fetches stays in .tfjs-node/,
 * so that after a fresh `npm ci` only the addon is compiled again (seconds). Needs g++ and python3 with pip.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root, runNpm, say } from './setup.mjs';

const tensorflowVersion = '2.21.0';
/** PyPI has the CPU-only build for x64 alone; the plain package for arm64 is CPU-only too. */
const wheels = {
  x64: { project: 'tensorflow-cpu', machine: 'x86_64' },
  arm64: { project: 'tensorflow', machine: 'aarch64' },
};
const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

const addonPackage = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
const addon = join(addonPackage, 'lib', 'napi-v8', 'tfjs_binding.node');
const cache = join(root, '.tfjs-node');
const tensorflow = join(cache, `tensorflow-${tensorflowVersion}`);
const apiHeaders = join(cache, 'headers', 'node_modules', 'node-api-headers', 'include');

/** Unpacks the wheel argv[1] into the folder argv[2], but only what is needed of its 1.2 GB. */
const unpackScript = `
import sys, zipfile
wanted = ('tensorflow/include/tensorflow/c/', 'tensorflow/include/tensorflow/core/platform/',
          'tensorflow/include/xla/tsl/', 'tensorflow/include/tsl/',
          ${libraries.map((library) => `'tensorflow/${library}'`).join(', ')})
with zipfile.ZipFile(sys.argv[1]) as wheel:
    wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if name.startswith(wanted)])
`;

process.exitCode = main();

function main() {
  const present = loadedVersion();
  if (present.version) return report(present.version, 'already there');
  const wheel = process.platform === 'linux' ? wheels[process.arch] : undefined;
  if (!existsSync(join(addonPackage, 'binding'))) {
    return fail('the package @tensorflow/tfjs-node is not installed; run "npm ci" first.');
  }
  if (!wheel) {
    return fail(
      `it can be built on Linux x64 and arm64 only, and this is ${process.platform} ${process.arch}. ` +
        'Try "npm rebuild @tensorflow/tfjs-node"; the onnx engine works without it.',
    );
  }
  const done = ensureTools() && ensureTensorflow(wheel) && ensureApiHeaders() && compile();
  if (!done) return 1;
  const built = loadedVersion();
  return built.version
    ? report(built.version, 'built')
    : fail(`the addon was built but does not load: ${built.error}`);
}

function report(version, how) {
  say(`tfjs-node is ${how}, on TensorFlow ${version}.`);
  return 0;
}

function fail(text) {
  say(`tfjs-node: ${text}`);
  return 1;
}

/** Loads tfjs-node in a process of its own and multiplies two matrices with it. */
function loadedVersion() {
  const script = `
    const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    const tf = require('@tensorflow/tfjs-node');
    const [sum] = tf.matMul(tf.ones([1, 8]), tf.ones([8, 1])).dataSync();
    if (sum !== 8) throw new Error('it computes wrongly');
    process.stdout.write(tf.backend().binding.TF_Version);`;
  const child = spawnSync(process.execPath, ['-e', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
  });
  if (child.status === 0) return { version: child.stdout.trim() };
  const lines = child.stderr.split('\n').filter((line) => /Error|cannot|undefined symbol/.test(line));
  return { error: lines[0] ?? `it ended with ${child.signal ?? child.status}` };
}

/** g++ to compile, python3 with pip to fetch the wheel; installed where this is Debian and we may. */
function ensureTools() {
  const missing = [];
  if (!works('g++', ['--version'])) missing.push('g++');
  if (!hasTensorflow() && !works('python3', ['-m', 'pip', '--version'])) missing.push('python3-pip');
  if (missing.length === 0) return true;
  const command = `apt-get install -y ${missing.join(' ')}`;
  if (process.getuid() !== 0 || !works('apt-get', ['--version'])) {
    fail(`${missing.join(' and ')} is missing. Install it (on Debian: ${command}) and run this again.`);
    return false;
  }
  say(`installing ${missing.join(' and ')} …`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], environment);
  if (run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], environment))
    return true;
  fail(`${missing.join(' and ')} could not be installed.`);
  return false;
}

function hasTensorflow() {
  return existsSync(join(tensorflow, '.complete'));
}

/** Fetches the wheel and keeps the two libraries and the headers of it. */
function ensureTensorflow({ project, machine }) {
  if (hasTensorflow()) return true;
  const download = join(cache, 'download');
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  say(`fetching ${project} ${tensorflowVersion} from PyPI (about 270 MB, once) …`);
  const platforms = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];
  const fetched = run('python3', [
    ...['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check', '--quiet'],
    // The libraries inside are the same for every Python; this one is sure to be there.
    ...['--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.11'],
    ...platforms.flatMap((platform) => ['--platform', `${platform}_${machine}`]),
    ...['--dest', download, `${project}==${tensorflowVersion}`],
  ]);
  const file = readdirSync(download).find((name) => name.endsWith('.whl'));
  if (!fetched || !file) {
    fail('the TensorFlow wheel could not be fetched (pip says why above). Check that PyPI can be reached.');
    return false;
  }
  say('unpacking its libraries and headers …');
  const unpacked = join(download, 'unpacked');
  const isUnpacked = run('python3', ['-c', unpackScript, join(download, file), unpacked]);
  if (!isUnpacked || libraries.some((library) => !existsSync(join(unpacked, 'tensorflow', library)))) {
    fail(`the wheel could not be unpacked into ${cache}. Is the disk full (1.2 GB are needed)?`);
    return false;
  }
  rmSync(tensorflow, { recursive: true, force: true });
  renameSync(join(unpacked, 'tensorflow'), tensorflow);
  writeFileSync(join(tensorflow, '.complete'), '');
  rmSync(download, { recursive: true, force: true });
  return true;
}

/** Node's C interface, which is the same from Node 12.19 on. */
function ensureApiHeaders() {
  if (existsSync(join(apiHeaders, 'node_api.h'))) return true;
  const folder = dirname(dirname(dirname(apiHeaders)));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  say('fetching node-api-headers …');
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', 'node-api-headers@1'];
  if (runNpm(args, process.execPath, folder) === 0) return true;
  fail('node-api-headers could not be fetched. Check that the npm registry can be reached.');
  return false;
}

/** Compiles beside its place and renames, so that a cut build leaves nothing that half works. */
function compile() {
  say('compiling the addon …');
  const folder = dirname(addon);
  mkdirSync(folder, { recursive: true });
  const sources = readdirSync(join(addonPackage, 'binding')).filter((name) => name.endsWith('.cc'));
  const isCompiled = run('g++', [
    ...['-O2', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8', '-o', `${addon}.new`],
    ...[apiHeaders, join(tensorflow, 'include')].map((include) => `-I${include}`),
    ...sources.map((name) => join(addonPackage, 'binding', name)),
    `-L${tensorflow}`,
    ...libraries.map((library) => `-l:${library}`),
    // Relative, so that the checkout can be moved.
    `-Wl,-rpath,$ORIGIN/${relative(folder, tensorflow)}`,
  ]);
  if (!isCompiled) {
    fail('the addon could not be compiled; g++ says why above.');
    return false;
  }
  renameSync(`${addon}.new`, addon);
  return true;
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Runs a tool with its output on standard error. */
function run(command, args, environment = {}) {
  const child = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 2, 2],
  });
  return child.status === 0;
}
