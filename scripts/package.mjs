/**
 * Packages the built app for the system it runs on: `npm run package`, with electron-builder's own options behind `--`
 * (`--dir` for a folder instead of an installer). Each system packages itself: native packages are installed per system.
 * `--electron-dist FOLDER` takes Electron from a folder instead of the network.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { placeNode } from './placeNode.mjs';
import { ensurePrivateNode, giveUp, root } from './setup.mjs';

const { values, tokens } = parseArgs({
  options: { 'electron-dist': { type: 'string' }, output: { type: 'string' } },
  strict: false,
  tokens: true,
});

if (!existsSync(join(root, 'out', 'main', 'main.js')))
  giveUp('the app is not built yet: run npm run build first.');
const problem = placeNode(ensurePrivateNode(), join(root, '.cache', 'package', 'node'));
if (problem !== null) giveUp(problem);
process.exitCode = runBuilder();

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
