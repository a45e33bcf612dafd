/**
 * Fetches the binary of TensorFlow for tfjs-node, which no npm package carries, where it can be had. Twinset works without it, so
 * nothing here ever fails an installation. Electron's binary is fetched by the first `npm start` (fetchElectron.mjs).
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const limitMs = 10 * 60_000;
const require = createRequire(import.meta.url);

if (!installTfjsNode()) {
  process.stderr.write(
    `twinset: tfjs-node's binary could not be fetched; run "npm run tfjs-node" to build it instead; onnxruntime works without it.\n`,
  );
}

function installTfjsNode() {
  const folder = packageFolder('@tensorflow/tfjs-node');
  if (folder === null) return false;
  if (existsSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'))) return true;
  return runNode([join(folder, 'scripts', 'install.js')], folder);
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
