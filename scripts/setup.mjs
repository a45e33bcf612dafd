/**
 * Sets up what is missing, so that `npm start`, `npm test` and `npm run cli` work from a fresh clone on any Node ≥ 20:
 * a private Node 24 (native packages need it) and the packages of package-lock.json. Says what it does on standard error.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isNode24 = Number(process.versions.node.split('.')[0]) === 24;
const isWindows = process.platform === 'win32';
const privateNode = join(root, '.node', 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');

export function say(text) {
  process.stderr.write(`twinset: ${text}\n`);
}

/** Ends the process with a sentence that says what to do. */
export function giveUp(text) {
  say(text);
  process.exit(1);
}

/** Path of a Node 24: the one that runs this, or a private one, fetched from the npm registry if need be. */
export function ensureNode() {
  if (isNode24) return process.execPath;
  if (!fetchNode()) {
    giveUp(
      'Node 24 could not be fetched. Check that the npm registry can be reached, or install Node 24 yourself.',
    );
  }
  return privateNode;
}

/** Path of the Node 24 that a package is to carry: the private one, an official build; where it cannot be had, the one that runs this. */
export function ensurePrivateNode() {
  return fetchNode() || !isNode24 ? privateNode : process.execPath;
}

/** Whether the private Node is there, now that it was fetched where it was missing. */
function fetchNode() {
  if (existsSync(privateNode)) return true;
  say('fetching a private Node 24 into .node/ (once) …');
  const folder = join(root, '.node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { node: true } }),
  );
  const words = ['install', '--no-save', '--no-audit', '--no-fund', 'node@24'];
  return runNpm(words, process.execPath, folder) === 0 && existsSync(privateNode);
}

/** Installs the locked packages where they are missing or belong to another lock file. */
export function ensurePackages(node) {
  const stampFile = join(root, 'node_modules', '.twinset-stamp');
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('installing packages (npm ci) …');
  if (runNpm(['ci', '--no-audit', '--no-fund'], node, root) !== 0) {
    giveUp('The packages could not be installed; npm says why above. Then run the same command again.');
  }
  writeFileSync(stampFile, stamp);
}

/** Runs npm under the given Node, its output on standard error. */
export function runNpm(args, node, cwd) {
  const environment = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [node, [npm]] : [isWindows ? 'npm.cmd' : 'npm', []];
  const done = spawnSync(command, [...first, ...args, '--loglevel=warn'], {
    cwd,
    env: environment,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm.cmd',
  });
  return done.status ?? 1;
}
