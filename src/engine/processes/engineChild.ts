/** One run of the engine process: handshake, calls under way, its end. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import type { EngineEvent } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { EngineOptions, ImageSize } from '../engine.ts';
import { engineArguments } from '../installation.ts';
import type { EngineMessage, OwnerMessage } from './messages.ts';

type Question =
  | { readonly kind: 'call'; readonly method: string; readonly input: unknown }
  | { readonly kind: 'image'; readonly imageId: string; readonly size: ImageSize };

export interface EngineChild {
  readonly pid: number | undefined;
  /** @throws Failure of the engine, or `internal` when the process ends before it answers */
  ask(question: Question): Promise<unknown>;
  /** Asks the process to end, and kills it when it has not after the grace. Resolves when it is gone. */
  close(graceMs: number): Promise<void>;
}

interface Launch {
  readonly nodePath: string;
  readonly entry: string;
  readonly options: EngineOptions;
  /** What the process and its own children write: nothing of it reaches the host's own output. */
  readonly onOutput?: ((text: string) => void) | undefined;
  /** A process that is not ready by then is killed. */
  readonly startLimitMs?: number | undefined;
}

/** Ready takes a second; a data folder on a sleeping network drive a good while longer. */
const defaultStartLimitMs = 60_000;

interface Pending {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
}

/**
 * Forks the process and waits for `ready`.
 * @param onExit called once if the process ends after it was ready
 * @throws Failure when the engine refuses to start, its process ends first, or says nothing for too long
 */
export async function startEngineChild(
  launch: Launch,
  onEvent: (name: EngineEvent, value: unknown) => void,
  onExit: (code: number | null, signal: string | null) => void,
): Promise<EngineChild> {
  const child = forkEngine(launch);
  const pending = new Map<number, Pending>();
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  let lastId = 0;
  let isReady = false;
  let hasEnded = false;

  function receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        ready.resolve();
        break;
      case 'refused':
        ready.reject(new Failure(message.error.code, message.error.message, message.error.detail));
        break;
      case 'event':
        onEvent(message.name, message.value);
        break;
      case 'answer':
        settle(message);
        break;
    }
  }

  function settle({ id, result }: Extract<EngineMessage, { kind: 'answer' }>): void {
    const waiting = pending.get(id);
    pending.delete(id);
    if (result.ok) waiting?.resolve(result.value);
    else waiting?.reject(new Failure(result.error.code, result.error.message, result.error.detail));
  }

  function end(code: number | null, signal: string | null, failure: Failure): void {
    if (hasEnded) return;
    hasEnded = true;
    for (const waiting of pending.values()) waiting.reject(failure);
    pending.clear();
    gone.resolve();
    ready.reject(failure);
    if (isReady) onExit(code, signal);
  }

  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => launch.onOutput?.(text));
  }
  child.on('message', (message) => receive(message as EngineMessage));
  child.on('error', (error) => end(null, null, cannotStart(launch, error)));
  child.on('exit', (code, signal) =>
    end(code, signal, isReady ? stopped(code, signal) : endedEarly(code, signal)),
  );
  const limitMs = launch.startLimitMs ?? defaultStartLimitMs;
  const limit = setTimeout(() => ready.reject(silent(limitMs)), limitMs);
  tell(child, { kind: 'start', options: launch.options });
  try {
    await ready.promise;
  } catch (thrown) {
    child.kill('SIGKILL');
    throw thrown;
  } finally {
    clearTimeout(limit);
  }

  return {
    pid: child.pid,
    ask(question) {
      const answer = Promise.withResolvers<unknown>();
      if (hasEnded) return Promise.reject(stopped(child.exitCode, child.signalCode));
      lastId += 1;
      pending.set(lastId, answer);
      tell(child, { ...question, id: lastId });
      return answer.promise;
    },
    async close(graceMs) {
      if (hasEnded) return;
      tell(child, { kind: 'close' });
      const killing = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone.promise;
      clearTimeout(killing);
    },
  };
}

function forkEngine(launch: Launch): ChildProcess {
  const environment = { ...process.env };
  // Meant for the host's own process, not for the engine's.
  delete environment['NODE_OPTIONS'];
  delete environment['ELECTRON_RUN_AS_NODE'];
  return fork(launch.entry, [], {
    execPath: launch.nodePath,
    execArgv: [...engineArguments],
    env: environment,
    // JSON, not structured clone: Electron's V8 and Node's need not agree on its format.
    serialization: 'json',
    // Windows opens a console window beside an app without one whose child inherits its output, whatever `windowsHide` says.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
}

function tell(child: ChildProcess, message: OwnerMessage): void {
  // A failed send means that the process is ending; its exit event settles every call under way.
  if (child.connected) child.send(message, () => undefined);
}

function cannotStart(launch: Launch, error: Error): Failure {
  return new Failure(
    'internal',
    `The engine of Twinset could not be started with ${launch.nodePath}. Install Twinset again.`,
    error.message,
  );
}

function endedEarly(code: number | null, signal: string | null): Failure {
  return new Failure(
    'internal',
    `The engine of Twinset ended before it was ready (${howOf(code, signal)}). Start Twinset again; if it ends again, install it again.`,
  );
}

function silent(limitMs: number): Failure {
  return new Failure(
    'internal',
    `The engine of Twinset was not ready after ${limitMs / 1000} seconds. Check that the disk with Twinset's data folder answers, and start Twinset again.`,
  );
}

function howOf(code: number | null, signal: string | null): string {
  return signal ?? (code === null ? 'unknown reason' : `status ${code}`);
}

function stopped(code: number | null, signal: string | null): Failure {
  return new Failure(
    'internal',
    `The engine of Twinset stopped unexpectedly (${howOf(code, signal)}) and is being started again. Try once more in a moment.`,
  );
}
