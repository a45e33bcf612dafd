/** The commands of package.json: each sets up what it needs, then runs under Node 24. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from './chromium.mjs';
import { runClusterTests } from './clusterTests.mjs';
import { sandboxObstacle, windowObstacle } from './electronObstacle.mjs';
import { installDebian } from './installDebian.mjs';
import { openSearchObstacle } from './installOpenSearch.mjs';
import { areKernelsFresh } from './kernels.mjs';
import { runChild } from './runChild.mjs';
import { ensureNode, ensurePackages, giveUp, root, say } from './setup.mjs';
import { sumUpTests } from './sumUpTests.mjs';

const [task = '', ...args] = process.argv.slice(2);
const tasks = {
  start,
  test,
  cli,
  'test:cluster': testCluster,
  check,
  sources,
  dev,
  build,
  format,
  durability,
  fuzz,
  'bench:check': benchCheck,
  package: pack,
  'tfjs-node': tfjsNode,
};
/** The exit status of what Ctrl-C ended. */
const interrupted = 130;
/** Node keeps compiled sources there: a start of the command line then takes half the time, and tests start hundreds of processes. */
const compileCache = { NODE_COMPILE_CACHE: join(root, '.cache', 'node') };
let node = process.execPath;

if (!Object.hasOwn(tasks, task)) giveUp(`no task "${task}"; there are ${Object.keys(tasks).join(', ')}.`);
node = ensureNode();
ensurePackages(node);
process.exitCode = await tasks[task]();

/** Opens the app: Electron where its binary and a display can be had, else the browser host. */
async function start() {
  if (buildIfStale() !== 0) return 1;
  const obstacle = await electronObstacle();
  if (obstacle === null) return run(electronPath(), ['.', ...args], { TWINSET_NODE: node });
  say(obstacle);
  say('opening the browser host instead.');
  return run(node, ['src/cli/cli.ts', 'serve', ...args]);
}

/** Thousands of damaged images and tables through the real decoders and readers; exit 1 where one finds a fault. */
function fuzz() {
  return runTool(['tests/fuzz/fuzzProcess.ts', ...args]);
}

function cli() {
  if (compileKernels() !== 0) return 1;
  return run(node, ['src/cli/cli.ts', ...args], {}, process.env.INIT_CWD);
}

/** Everything: formatting, lint, types, the import rule, then every test. Ends with "N passed, N failed". */
async function test() {
  // As they were committed: a build makes stale ones anew.
  if (args.length === 0 && checkKernels() !== 0) return 1;
  // Checking takes one core for a minute, and what the tests need is fetched and built meanwhile.
  const checks = args.length === 0 ? run(node, ['scripts/run.mjs', 'sources']) : 0;
  const ready = prepareTests();
  if ((await checks) !== 0 || ready === null) return 1;
  const report = join(root, 'test-results', 'vitest.json');
  const status = await runVitest('tests/vitest.config.ts', report, ready);
  // One after the other: three nodes beside them would make all of them late.
  const onCluster =
    args.length > 0 || status === interrupted
      ? null
      : await runClusterTests((env, file) =>
          runVitest('tests/cluster/vitest.config.ts', file, { ...ready, ...env }),
        );
  const runs = [{ report, status }, ...(onCluster === null ? [] : [onCluster])];
  return sumUpTests(runs);
}

function runVitest(config, report, extra) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return runTool([bin('vitest'), 'run', '--config', config, ...reporters, ...args], extra);
}

/** Builds and installs what the tests need. Returns what their environment says of it; null where the app cannot be built. */
function prepareTests() {
  if (buildIfStale() !== 0) return null;
  if (spawnNode(['scripts/buildTfjsNode.mjs']) !== 0) say('the tfjs-node tests will be skipped.');
  const chromium = findChromium(node, { install: true });
  if (chromium === null)
    say('no Chromium was found or could be installed: the browser tests will be skipped.');
  if (!existsSync('/usr/bin/mksquashfs')) installDebian('squashfs-tools');
  return chromium === null ? {} : { TWINSET_CHROMIUM: chromium };
}

/** What `npm test` begins with, and the static checks, which its tests have among them. */
function check() {
  if (checkKernels() !== 0 || sources() !== 0) return 1;
  const words = [bin('vitest'), 'run', '--config', 'tests/vitest.config.ts', '--reporter=dot'];
  return spawnNode(words, { TWINSET_TESTS: 'static' });
}

function checkKernels() {
  return spawnNode(['scripts/kernels.mjs', '--check']);
}

/** On a real cluster of three nodes, which Maven brings; says so where it cannot be had. */
async function testCluster() {
  const obstacle = openSearchObstacle();
  if (obstacle !== null) {
    say(`${obstacle}: the tests on a cluster are skipped.`);
    return 0;
  }
  if (compileKernels() !== 0) return 1;
  return runTool([bin('vitest'), 'run', '--config', 'tests/cluster/vitest.config.ts', ...args]);
}

/** Formatting, lint, types, the import rule and the licences. */
function sources() {
  const checks = [
    [bin('@biomejs/biome', 'biome'), 'check', '--error-on-warnings'],
    [bin('typescript', 'tsc'), '-b'],
    [bin('dependency-cruiser', 'depcruise'), 'src', 'tests', '--config', '.dependency-cruiser.mjs'],
    ['scripts/licences.mjs', '--check'],
  ];
  return checks.every((one) => spawnNode(one) === 0) ? 0 : 1;
}

function format() {
  const status = spawnNode([bin('@biomejs/biome', 'biome'), 'check', '--write']);
  return compileKernels() || spawnNode(['scripts/licences.mjs']) || status;
}

function build() {
  if (compileKernels() !== 0) return 1;
  return spawnNode([bin('electron-vite'), 'build']);
}

/** Runs the whole of `bench` on a small sample and looks at every number. */
function benchCheck() {
  const words = [bin('vitest'), 'run', '--config', 'tests/vitest.config.ts', ...args];
  return runTool(words, { TWINSET_TESTS: 'bench' });
}

/** Kills the program at random moments and looks whether anything is lost. Takes some minutes. */
function durability() {
  return runTool(['tests/durability/killRuns.ts', ...args]);
}

async function dev() {
  const obstacle = await electronObstacle();
  if (obstacle !== null) {
    say(obstacle);
    giveUp('"npm start" opens the browser host.');
  }
  if (compileKernels() !== 0) return 1;
  return runTool([bin('electron-vite'), 'dev', ...args], { TWINSET_NODE: node });
}

async function pack() {
  if (build() !== 0 || spawnNode(['scripts/licences.mjs', '--check']) !== 0) return 1;
  return runTool(['scripts/package.mjs', ...args]);
}

function tfjsNode() {
  return spawnNode(['scripts/buildTfjsNode.mjs', ...args]);
}

/** Makes the kernels anew where their sources have changed. */
function compileKernels() {
  return areKernelsFresh() ? 0 : spawnNode(['scripts/kernels.mjs']);
}

function buildIfStale() {
  if (compileKernels() !== 0) return 1;
  const stampFile = join(root, 'out', '.built');
  const sources = ['src', 'package-lock.json', 'electron.vite.config.ts'].map((path) => join(root, path));
  const newest = Math.max(...sources.map(newestChangeMs));
  if (existsSync(stampFile) && Number(readFileSync(stampFile, 'utf8')) === newest) return 0;
  say('building …');
  const status = build();
  if (status === 0) writeFileSync(stampFile, String(newest));
  return status;
}

function newestChangeMs(path) {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path).filter((name) => !name.endsWith('.tsbuildinfo'));
  return Math.max(0, ...inside.map((name) => newestChangeMs(join(path, name))));
}

function electronPath() {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8')) : null;
}

/** Why the Electron window cannot be opened here, or null. Electron's binary is fetched where it alone is missing. */
async function electronObstacle() {
  const obstacle = windowObstacle();
  if (obstacle !== null) return obstacle;
  if (!isElectronHere()) {
    const status = await runTool(['scripts/fetchElectron.mjs']);
    if (status === interrupted) process.exit(status);
    if (!isElectronHere()) return "Electron's binary is not here.";
  }
  return sandboxObstacle(electronPath());
}

function isElectronHere() {
  const path = electronPath();
  return path !== null && existsSync(path);
}

/** The script behind a package's command. */
function bin(name, command = name) {
  const require = createRequire(join(root, 'package.json'));
  const manifest = findManifest(require, name);
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[command]);
}

function findManifest(require, name) {
  const direct = join(root, 'node_modules', name, 'package.json');
  return existsSync(direct) ? direct : require.resolve(`${name}/package.json`);
}

function environment(extra = {}) {
  return { ...process.env, ...extra, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

/** Runs a short tool to its end, its output on standard error. Returns its exit status. */
function spawnNode(nodeArgs, extra = {}) {
  const env = environment({ ...compileCache, ...extra });
  return spawnSync(node, nodeArgs, { cwd: root, env, stdio: ['ignore', 2, 2] }).status ?? 1;
}

/** Runs the command itself: see runChild.mjs. Returns its exit status. */
function run(command, commandArgs, extra = {}, cwd = root) {
  const fullArgs = commandArgs.map((arg) =>
    arg.startsWith('src/') || arg.startsWith('scripts/') ? join(root, arg) : arg,
  );
  const hasConsole = command === node;
  const env = environment(hasConsole ? { ...compileCache, ...extra } : extra);
  return runChild(command, fullArgs, { cwd, env, hasConsole }).catch((error) => giveUp(error.message));
}

/** Runs a tool that does not know by itself when to end. */
function runTool(toolArgs, extra = {}) {
  const ending = pathToFileURL(join(root, 'scripts', 'endWithParent.mjs')).href;
  return run(node, ['--import', ending, ...toolArgs], extra);
}
