/**
 * Packages the built app for the system it runs on: `npm run package`, with electron-builder's own options behind `--`
 * (`--dir` for a folder instead of an installer). Each system packages itself: native packages are installed per system.
 * `--electron-dist FOLDER` takes Electron from a folder instead of the network.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, tokens } = parseArgs({
  options: { 'electron-dist': { type: 'string' }, output: { type: 'string' } },
  strict: false,
  tokens: true,
});

if (!existsSync(join(root, 'out', 'main', 'main.js'))) {
  process.stderr.write('twinset: the app is not built yet: run npm run build first.\n');
  process.exit(1);
}
placeNode();
process.exitCode = runBuilder();

/** The Node that runs this (version 24, see setup.mjs) becomes the engine's Node of the package. */
function placeNode() {
  const folder = join(root, '.cache', 'package', 'node');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  copyFileSync(process.execPath, file);
  chmodSync(file, 0o755);
}

function runBuilder() {
  const own = new Set(['electron-dist', 'output']);
  const passedOn = tokens.filter((token) => token.kind !== 'option' || !own.has(token.name));
  const options = [
    ...(values['electron-dist'] === undefined ? [] : [`--config.electronDist=${values['electron-dist']}`]),
    ...(values.output === undefined ? [] : [`--config.directories.output=${values.output}`]),
    ...passedOn.flatMap(wordsOf),
  ];
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const words = [builder, '--config', 'electron-builder.yml', '--publish', 'never', ...options];
  return spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

function wordsOf(token) {
  if (token.kind === 'positional') return [token.value];
  if (token.kind !== 'option') return [];
  return token.inlineValue ? [`${token.rawName}=${token.value}`] : [token.rawName];
}
