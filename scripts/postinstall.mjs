/**
 * Fetches the two binaries that no npm package carries, where they can be had: TensorFlow for tfjs-node, and Electron.
 * Neither is needed to work in the browser host, so nothing here ever fails an installation.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const limitMs = 10 * 60_000;
const require = createRequire(import.meta.url);

tell(
  'tfjs-node',
  installTfjsNode(),
  'run "npm run tfjs-node" to build it instead; onnxruntime works without it',
);
tell('Electron', installElectron(), 'the browser host works without it');

function tell(name, isInstalled, otherwise) {
  if (!isInstalled) process.stderr.write(`twinset: ${name}'s binary could not be fetched; ${otherwise}.\n`);
}

function installTfjsNode() {
  const folder = packageFolder('@tensorflow/tfjs-node');
  if (folder === null) return false;
  if (existsSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'))) return true;
  return runNode([join(folder, 'scripts', 'install.js')], folder);
}

function installElectron() {
  const folder = packageFolder('electron');
  if (folder === null) return false;
  if (existsSync(join(folder, 'path.txt'))) return true;
  const script = join(folder, 'install.js');
  return existsSync(script) && runNode([script], folder);
}

function runNode(args, cwd) {
  const done = spawnSync(process.execPath, args, { cwd, stdio: 'ignore', timeout: limitMs });
  return done.status === 0;
}

function packageFolder(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
