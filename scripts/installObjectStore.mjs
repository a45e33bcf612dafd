/** Puts an S3-compatible object store (S3Proxy, over a folder) together for the cluster's tests: jars from the machine's Maven, once, in the project's cache folder. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { maven } from './installOpenSearch.mjs';
import { root, say } from './setup.mjs';

const pom = join(root, 'tests', 'cluster', 'objects.pom.xml');

/** The folder of its jars (43 MB), made where it is missing. @throws Error where Maven cannot get it */
export function installObjectStore() {
  const stamp = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const home = join(root, '.cache', `objects-${stamp}`);
  if (existsSync(home)) return home;
  say('putting an object store together with Maven (once) …');
  const made = `${home}.part`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  maven('copy-dependencies', [`-DoutputDirectory=${made}`], pom, 'the object store');
  renameSync(made, home);
  return home;
}
