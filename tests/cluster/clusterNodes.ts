/** A real OpenSearch of three nodes on this machine, with a small heap each. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface ClusterNodes {
  /** `127.0.0.1:PORT` of each. */
  readonly hosts: readonly string[];
  /** Ends one at once, as a machine that loses its power. */
  kill(node: number): Promise<void>;
  /** Lets one hang until it is resumed. */
  pause(node: number): void;
  resume(node: number): void;
  /** Starts one that was killed, over its data. */
  start(node: number): void;
  /** Once so many nodes know each other and every copy is there. */
  waitForGreen(nodes: number): Promise<void>;
  /** What ended one of them that nobody killed; null where all run. */
  fallen(): string | null;
  close(): Promise<void>;
}

/** OpenSearch refuses to run as root. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const heap = '512m';
/** It takes half a minute on an idle machine. */
const startLimitMs = 300_000;

const javaWords = [
  `-Xms${heap}`,
  `-Xmx${heap}`,
  '-XX:+UseG1GC',
  '-XX:ActiveProcessorCount=1',
  '-XX:TieredStopAtLevel=1',
  '-XX:MaxDirectMemorySize=512m',
  '-Xss1m',
  '-Djava.awt.headless=true',
  '-Dfile.encoding=UTF-8',
  '-Djna.nosys=true',
  '-Dio.netty.noUnsafe=true',
  '-Dio.netty.noKeySetOptimization=true',
  '-Dio.netty.recycler.maxCapacityPerThread=0',
  '-Dio.netty.allocator.numDirectArenas=0',
  '-Dlog4j.shutdownHookEnabled=false',
  '-Dlog4j2.disable.jmx=true',
  '-Djava.security.manager=allow',
  '-Djava.locale.providers=SPI,COMPAT',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '-Dopensearch.distribution.type=tar',
];

const logging = `status = error
appender.c.type = Console
appender.c.name = c
appender.c.layout.type = PatternLayout
appender.c.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1.} - %m%n
rootLogger.level = info
rootLogger.appenderRef.c.ref = c
`;

export interface NodeOptions {
  /** Lines of `opensearch.yml` beside the usual ones. */
  readonly settings?: readonly string[];
  /** By their paths within the folder of the configuration. */
  readonly files?: Readonly<Record<string, string>>;
  /** `user:password` of somebody who may ask how they are. */
  readonly login?: string;
}

/** @param home where OpenSearch is */
export async function startNodes(
  home: string,
  count = 3,
  { settings: more = [], files = {}, login }: NodeOptions = {},
): Promise<ClusterNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'twinset-cluster-'));
  chmodSync(folder, 0o755);
  const ports = await freePorts(2 * count);
  const http = ports.slice(0, count);
  const transport = ports.slice(count);
  const running = new Map<number, ChildProcess>();
  const hosts = http.map((port) => `127.0.0.1:${port}`);

  function folderOf(node: number): string {
    return join(folder, `n${node}`);
  }

  function prepare(node: number): void {
    const own = folderOf(node);
    for (const name of ['.', 'config', 'data', 'logs', 'tmp']) {
      mkdirSync(join(own, name), { recursive: true });
      if (isRoot) chownSync(join(own, name), nobody, nobody);
    }
    const names = http.map((_, at) => `n${at}`).join(', ');
    const settings = [
      'cluster.name: twinset-tests',
      `node.name: n${node}`,
      'network.host: 127.0.0.1',
      `http.port: ${http[node]}`,
      `transport.port: ${transport[node]}`,
      `discovery.seed_hosts: [${transport.map((port) => `"127.0.0.1:${port}"`).join(', ')}]`,
      `cluster.initial_cluster_manager_nodes: [${names}]`,
      `path.data: ${join(own, 'data')}`,
      `path.logs: ${join(own, 'logs')}`,
      'node.processors: 1',
      'cluster.routing.allocation.disk.threshold_enabled: false',
      ...more,
    ];
    const written = {
      'opensearch.yml': `${settings.join('\n')}\n`,
      'log4j2.properties': logging,
      ...files,
    };
    for (const [name, text] of Object.entries(written)) {
      const file = join(own, 'config', name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      if (isRoot) chownSync(file, nobody, nobody);
    }
  }

  function start(node: number): void {
    const own = folderOf(node);
    const log = openSync(join(own, 'out.log'), 'a');
    const child = spawn(
      'java',
      [
        ...javaWords,
        `-Djna.tmpdir=${join(own, 'tmp')}`,
        `-Djava.io.tmpdir=${join(own, 'tmp')}`,
        `-Dopensearch.path.home=${home}`,
        `-Dopensearch.path.conf=${join(own, 'config')}`,
        '-cp',
        join(home, 'lib', '*'),
        'org.opensearch.bootstrap.OpenSearch',
      ],
      {
        cwd: own,
        stdio: ['ignore', log, log],
        windowsHide: true,
        ...(isRoot && { uid: nobody, gid: nobody }),
      },
    );
    closeSync(log);
    running.set(node, child);
  }

  async function kill(node: number): Promise<void> {
    const child = running.get(node);
    running.delete(node);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  function signal(node: number, name: 'SIGSTOP' | 'SIGCONT'): void {
    running.get(node)?.kill(name);
  }

  function fallen(): string | null {
    for (const [node, { exitCode, signalCode }] of running) {
      if (exitCode === null && signalCode === null) continue;
      const lastWords = readFileSync(join(folderOf(node), 'out.log'), 'utf8')
        .trimEnd()
        .slice(-3000);
      return `Node ${node} ended (${signalCode ?? exitCode}):\n${lastWords}`;
    }
    return null;
  }

  async function waitForGreen(nodes: number, mostMs = Number.POSITIVE_INFINITY): Promise<void> {
    const startedAtMs = performance.now();
    for (;;) {
      const end = fallen();
      if (end !== null) throw new Error(end);
      if (performance.now() - startedAtMs > mostMs)
        throw new Error(`The nodes did not come together within ${mostMs / 60_000} minutes`);
      const health = await askHealth(hosts, login);
      if (health?.status === 'green' && health.number_of_nodes === nodes) return;
      await wait(500);
    }
  }

  /** Whatever ends this process. */
  function killAll(): void {
    for (const child of running.values()) child.kill('SIGKILL');
  }

  async function close(): Promise<void> {
    process.off('exit', killAll);
    await Promise.all([...running.keys()].map(kill));
    rmSync(folder, { recursive: true, force: true });
  }

  process.on('exit', killAll);
  for (let node = 0; node < count; node++) {
    prepare(node);
    start(node);
  }
  try {
    await waitForGreen(count, startLimitMs);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    ...{ hosts, kill, start, waitForGreen, fallen, close },
    pause: (node) => signal(node, 'SIGSTOP'),
    resume: (node) => signal(node, 'SIGCONT'),
  };
}

interface Health {
  readonly status: string;
  readonly number_of_nodes: number;
}

/** A node that hangs is asked again. */
const patienceMs = 10_000;

/** Of the first that answers. */
async function askHealth(hosts: readonly string[], login?: string): Promise<Health | null> {
  for (const host of hosts) {
    try {
      const answer = await fetch(`http://${host}/_cluster/health`, {
        signal: AbortSignal.timeout(patienceMs),
        ...(login !== undefined && {
          headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
        }),
      });
      if (answer.ok) return (await answer.json()) as Health;
    } catch {
      // It is not up yet, or was killed.
    }
  }
  return null;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      const ended = once(server, 'close');
      server.close();
      await ended;
      if (address === null || typeof address === 'string') throw new Error('There is no port.');
      return address.port;
    }),
  );
}
