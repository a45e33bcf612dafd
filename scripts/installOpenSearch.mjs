/**
 * Puts an OpenSearch with the k-NN plugin together for the cluster's tests, out of the jars that the machine's Maven finds:
 * once, in the project's cache folder. The jars lack what the official download has beside them: descriptors and policies of
 * modules, and empty folders.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root, say } from './setup.mjs';

const pom = join(root, 'tests', 'cluster', 'pom.xml');
/** With logins and roles. */
const guardedPom = join(root, 'tests', 'cluster', 'security.pom.xml');
const leastJava = 17;
/** 52 MB; a registry that cannot be reached is not waited for. */
const mavenLimitMs = 300_000;

/** What each module is made of: jars by the beginnings of their names, its class, and what it may do. */
const modules = [
  {
    name: 'transport-netty4',
    jars: ['transport-netty4-client-', 'netty-'],
    className: 'org.opensearch.transport.Netty4Plugin',
    permissions: [
      'java.io.FilePermission "/proc/sys/net/core/somaxconn", "read"',
      'java.net.SocketPermission "*", "accept,connect"',
      'java.lang.RuntimePermission "*", "setContextClassLoader"',
      'java.lang.RuntimePermission "getClassLoader"',
      'java.util.PropertyPermission "sun.nio.ch.bugLevel", "write"',
    ],
  },
  {
    name: 'lang-painless',
    jars: ['lang-painless-', 'opensearch-scripting-painless-spi-', 'antlr4-runtime-', 'asm-'],
    className: 'org.opensearch.painless.PainlessPlugin',
    permissions: [
      'java.lang.RuntimePermission "createClassLoader"',
      'java.lang.RuntimePermission "getClassLoader"',
      'java.lang.RuntimePermission "accessDeclaredMembers"',
    ],
  },
  {
    name: 'analysis-common',
    jars: ['analysis-common-'],
    className: 'org.opensearch.analysis.common.CommonAnalysisPlugin',
    permissions: [],
  },
];

/** Why the cluster's tests cannot run here, or null. */
export function openSearchObstacle() {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.status !== 0) return `Java ${leastJava} is not here`;
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1]);
  if (!(version >= leastJava)) return `Java ${leastJava} is needed, and Java ${version} is here`;
  return spawnSync('mvn', ['--version']).status === 0 ? null : 'Maven (mvn) is not here';
}

/** The folder of OpenSearch, made where it is missing. @throws Error where Maven cannot get it */
export function installOpenSearch() {
  const text = readFileSync(pom, 'utf8');
  const version = versionOf(text);
  const stamp = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const home = join(root, '.cache', `opensearch-${version}-${stamp}`);
  if (existsSync(home)) return home;
  say(`putting OpenSearch ${version} together with Maven (once) …`);
  const made = `${home}.part`;
  rmSync(made, { recursive: true, force: true });
  for (const folder of ['bin', 'config', 'extensions', 'lib', 'plugins'])
    mkdirSync(join(made, folder), { recursive: true });
  maven('copy-dependencies', ['-DexcludeTypes=zip', `-DoutputDirectory=${join(made, 'lib')}`]);
  unpackPlugin(made, 'opensearch-knn', pom);
  for (const module of modules) makeModule(made, module, version);
  renameSync(made, home);
  return home;
}

/** The same with OpenSearch's security plugin (44 MB). @throws Error where Maven cannot get it */
export function installGuardedOpenSearch() {
  const plain = installOpenSearch();
  const home = `${plain}-security`;
  if (existsSync(home)) return home;
  say('adding the security plugin of OpenSearch with Maven (once) …');
  const made = `${home}.part`;
  rmSync(made, { recursive: true, force: true });
  cpSync(plain, made, { recursive: true, dereference: true });
  unpackPlugin(made, 'opensearch-security', guardedPom);
  renameSync(made, home);
  return home;
}

function unpackPlugin(home, name, of) {
  const words = [
    `-Dopensearch=${versionOf(readFileSync(pom, 'utf8'))}`,
    '-DincludeTypes=zip',
    `-DoutputDirectory=${join(home, 'plugins', name)}`,
    // Else it is noted beside the project's files that this was done, and left undone the next time.
    `-DmarkersDirectory=${join(home, 'markers')}`,
  ];
  maven('unpack-dependencies', words, of);
}

function versionOf(text) {
  return /<opensearch>(.*)<\/opensearch>/.exec(text)?.[1];
}

/** @param what in words. @throws Error where Maven cannot get it */
export function maven(goal, words, of = pom, what = 'OpenSearch') {
  const done = spawnSync(
    'mvn',
    ['-q', '-B', '-f', of, `dependency:${goal}`, '-DincludeScope=runtime', ...words],
    {
      stdio: ['ignore', 2, 2],
      timeout: mavenLimitMs,
    },
  );
  if (done.error?.code === 'ETIMEDOUT')
    throw new Error(`Maven could not get ${what} within ${mavenLimitMs / 60_000} minutes`);
  if (done.status !== 0) throw new Error(`Maven could not get ${what} (it says why above)`);
}

function makeModule(home, { name, jars, className, permissions }, version) {
  const folder = join(home, 'modules', name);
  mkdirSync(folder, { recursive: true });
  const lib = join(home, 'lib');
  for (const jar of readdirSync(lib))
    if (jars.some((beginning) => jar.startsWith(beginning))) renameSync(join(lib, jar), join(folder, jar));
  const descriptor = {
    name,
    description: name,
    version,
    classname: className,
    'opensearch.version': version,
    'java.version': '11',
    'extended.plugins': '',
    'has.native.controller': 'false',
  };
  const lines = Object.entries(descriptor).map(([key, value]) => `${key}=${value}`);
  writeFileSync(join(folder, 'plugin-descriptor.properties'), `${lines.join('\n')}\n`);
  if (permissions.length === 0) return;
  const granted = permissions.map((permission) => `  permission ${permission};`);
  writeFileSync(join(folder, 'plugin-security.policy'), `grant {\n${granted.join('\n')}\n};\n`);
}
