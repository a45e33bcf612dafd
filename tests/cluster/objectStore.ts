/** A real S3-compatible object store on this machine, over a folder: it checks signatures. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installObjectStore } from '../../scripts/installObjectStore.mjs';

export interface ObjectStore {
  /** `http://127.0.0.1:PORT/pictures`. */
  readonly address: string;
  /** Where its objects lie as files. */
  readonly folder: string;
  /** A file with its keys, as the command takes it. */
  readonly keysFile: string;
  /** One with keys that it does not know. */
  readonly wrongKeysFile: string;
  close(): Promise<void>;
}

const keyId = 'tester';
const secret = 'a secret that never travels';

export async function startObjectStore(): Promise<ObjectStore> {
  const home = installObjectStore();
  const place = mkdtempSync(join(tmpdir(), 'twinset-objects-'));
  const data = join(place, 'data');
  const folder = join(data, 'pictures');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const properties = join(place, 'store.properties');
  writeFileSync(
    properties,
    [
      's3proxy.authorization=aws-v2-or-v4',
      `s3proxy.endpoint=http://127.0.0.1:${port}`,
      `s3proxy.identity=${keyId}`,
      `s3proxy.credential=${secret}`,
      'jclouds.provider=filesystem-nio2',
      `jclouds.filesystem.basedir=${data}`,
      'jclouds.identity=none',
      'jclouds.credential=none',
    ].join('\n'),
  );
  const quiet = join(place, 'logback.xml');
  writeFileSync(quiet, '<configuration><root level="OFF"/></configuration>');
  const java = spawn(
    'java',
    [
      '-Xmx128m',
      `-Dlogback.configurationFile=${quiet}`,
      '-cp',
      join(home, '*'),
      'org.gaul.s3proxy.Main',
      '--properties',
      properties,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(java, 'exit');
  const host = `http://127.0.0.1:${port}`;
  await untilAnswers(host, () => java.exitCode !== null);
  const keysFile = join(place, 'keys');
  writeFileSync(keysFile, `${keyId}:${secret}\n`, { mode: 0o600 });
  const wrongKeysFile = join(place, 'wrong keys');
  writeFileSync(wrongKeysFile, `${keyId}:another secret\n`, { mode: 0o600 });
  return {
    ...{ address: `${host}/pictures`, folder, keysFile, wrongKeysFile },
    async close() {
      java.kill();
      await ended;
      rmSync(place, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  if (bound === null || typeof bound === 'string') throw new Error('There is no port.');
  return bound.port;
}

async function untilAnswers(address: string, isGone: () => boolean): Promise<void> {
  for (;;) {
    if (isGone()) throw new Error('The object store ended before it answered.');
    const answer = await fetch(address).catch(() => null);
    if (answer !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
