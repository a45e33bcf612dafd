/** Starts the desktop app's main process on the recording fake of Electron, and drives it from a test. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { textOf } from '../cli/runCli.ts';

export type FakeRequest =
  /** Answered after everything that was asked before. */
  | { kind: 'turn' }
  | { kind: 'invoke'; frame: 'own' | 'inner' | 'gone'; name: unknown; input: unknown }
  | { kind: 'moveTo'; url: string }
  | { kind: 'navigate'; event: string; url: string }
  /** The page's own reload. */
  | { kind: 'reloadPage' }
  | { kind: 'pageListens' }
  | { kind: 'crashPage' }
  | { kind: 'hangPage' }
  | { kind: 'endSession' }
  | { kind: 'failNotification' }
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
  /** All that was recorded, in its order. */
  everything(): Promise<readonly FakeRecord[]>;
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
  readonly recorded?: FakeRecord;
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
  const all: FakeRecord[] = [];
  const recordListeners = new Set<(record: FakeRecord) => void>();
  child.on('message', ({ id, value, error, recorded }: Answer) => {
    if (recorded !== undefined) {
      all.push(recorded);
      for (const listener of recordListeners) listener(recorded);
    }
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
    // What the app did before it answers was recorded before.
    await ask({ kind: 'turn' });
    return valuesOf(what);
  }

  function valuesOf(what: string): unknown[] {
    return all.filter((one) => one.what === what).map(({ value }) => value);
  }

  /** The test's own time limit ends a wait in vain. */
  function recorded(what: string, isWanted: (value: unknown) => boolean = () => true): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const look = (record?: FakeRecord): void => {
        if (record !== undefined && record.what !== what) return;
        if (!valuesOf(what).some(isWanted)) return;
        recordListeners.delete(look);
        resolve(valuesOf(what));
      };
      recordListeners.add(look);
      child.once('exit', () => reject(new Error(`The app ended before it did ${what}.`)));
      look();
    });
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
    everything: async () => {
      await ask({ kind: 'turn' });
      return all;
    },
    onSend: (listener) =>
      void recordListeners.add(({ what, value }) => what === 'send' && listener(value as unknown[])),
    recorded,
  };
}
