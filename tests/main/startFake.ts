/** Starts the desktop app's main process on the recording fake of Electron, and drives it from a test. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { textOf } from '../cli/runCli.ts';

export type FakeRequest =
  | { kind: 'records' }
  | { kind: 'invoke'; frame: 'own' | 'inner' | 'gone'; name: unknown; input: unknown }
  | { kind: 'moveTo'; url: string }
  | { kind: 'navigate'; event: string; url: string }
  /** The page's own reload. */
  | { kind: 'reloadPage' }
  | { kind: 'pageListens' }
  | { kind: 'crashPage' }
  | { kind: 'contextMenu'; params: object }
  | { kind: 'open'; url: string }
  | { kind: 'fetch'; url: string }
  | { kind: 'permission'; name: string }
  | { kind: 'menu' }
  | { kind: 'choose'; label: string }
  | { kind: 'dialog'; answer: object }
  | { kind: 'clickNotification' }
  | { kind: 'removeDisplay' }
  | { kind: 'openFile'; path: string }
  | { kind: 'secondInstance'; words: string[]; folder: string; data: unknown }
  | { kind: 'closeWindow' }
  | { kind: 'quit' };

export interface FakeRecord {
  readonly what: string;
  readonly value: unknown;
}

export interface FakeApp {
  readonly process: ChildProcess;
  readonly stdout: Promise<string>;
  readonly stderr: Promise<string>;
  readonly ended: Promise<number | null>;
  ask(request: FakeRequest): Promise<unknown>;
  records(what: string): Promise<unknown[]>;
  /** Told of everything that a page which listens is sent. */
  onSend(listener: (words: readonly unknown[]) => void): void;
  /** Resolves with the values recorded under this name once there is one that the condition accepts. */
  recorded(what: string, isWanted?: (value: unknown) => boolean): Promise<unknown[]>;
}

interface Waiting {
  readonly kind: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly sent?: readonly unknown[];
}

const root = join(import.meta.dirname, '../..');

/** @param entry the main process's entry, relative to the repository */
export function startFake(
  entry: string,
  dataFolder: string,
  words: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): FakeApp {
  const child = fork(join(root, entry), words, {
    cwd: root,
    execArgv: ['--import', join(import.meta.dirname, 'fake/register.ts')],
    env: { ...process.env, TWINSET_DATA: dataFolder, TWINSET_NODE: process.execPath, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const sendListeners = new Set<(words: readonly unknown[]) => void>();
  child.on('message', ({ id, value, error, sent }: Answer) => {
    if (sent !== undefined) for (const listener of sendListeners) listener(sent);
    if (id === undefined) return;
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });

  function ask(request: FakeRequest): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { kind: request.kind, resolve, reject });
      child.send({ id, request }, (error) => error !== null && reject(error));
    });
  }

  async function records(what: string): Promise<unknown[]> {
    const all = (await ask({ kind: 'records' })) as FakeRecord[];
    return all.filter((one) => one.what === what).map(({ value }) => value);
  }

  child.once('exit', () => {
    for (const { kind, reject } of waiting.values())
      reject(new Error(`The app ended before it answered ${kind}.`));
    waiting.clear();
  });
  return {
    process: child,
    stdout: textOf(child.stdout),
    stderr: textOf(child.stderr),
    ended: new Promise((resolve) => child.on('exit', resolve)),
    ask,
    records,
    onSend: (listener) => void sendListeners.add(listener),
    async recorded(what, isWanted = () => true) {
      // Each question is a turn of the app's event loop; the test's own time limit ends a wait in vain.
      for (;;) {
        const values = await records(what);
        if (values.some(isWanted)) return values;
      }
    },
  };
}
