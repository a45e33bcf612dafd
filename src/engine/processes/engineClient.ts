/** The owner of the engine process: starts it, passes calls on, starts it again when it dies, ends it. */
import type { EngineEvent, EngineMethod, EventValue, Input, Output } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { Engine, EngineOptions, ImageSize } from '../engine.ts';
import type { EngineChild } from './engineChild.ts';
import { startEngineChild } from './engineChild.ts';

export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Null when it will not be started again. */
  readonly restartInMs: number | null;
}

export interface EngineProcessOptions {
  /** The Node binary that runs the engine: never Electron's own. */
  readonly nodePath: string;
  /** Absolute path of engineProcess. */
  readonly entry: string;
  readonly options: EngineOptions;
  /** Told what the process writes on its standard output and error. */
  readonly onOutput?: (text: string) => void;
  /** Told when the process ended though nobody closed it. */
  readonly onExit?: (exit: EngineExit) => void;
  /** Delays between a crash and the next start; after the last one it stays down. */
  readonly restartDelaysMs?: readonly number[];
  /** Time for getting ready before a start counts as failed. */
  readonly startLimitMs?: number;
  /** Time for a clean end before the process is killed. */
  readonly closeGraceMs?: number;
}

export interface EngineClient extends Engine {
  /** Of the process that runs now; undefined while there is none. */
  readonly pid: number | undefined;
}

const defaultRestartDelaysMs = [250, 1_000, 4_000, 10_000];
/** A process that lived this long counts as healthy: the next crash starts from the first delay again. */
const healthyAfterMs = 60_000;
const defaultCloseGraceMs = 10_000;

type Listener = (value: never) => void;

/**
 * Starts the engine in a child process and waits until it is ready.
 * After a crash the open catalog is opened again. @throws Failure when the first start fails
 */
export async function startEngineProcess(settings: EngineProcessOptions): Promise<EngineClient> {
  const delaysMs = settings.restartDelaysMs ?? defaultRestartDelaysMs;
  const listeners = new Map<EngineEvent, Set<Listener>>();
  let child: Promise<EngineChild>;
  let pid: number | undefined;
  let openCatalog: string | null = null;
  let crashes = 0;
  let isClosed = false;
  let pendingRestart: NodeJS.Timeout | undefined;

  function emit(name: EngineEvent, value: unknown): void {
    if (name === 'catalogs.changed') openCatalog = readFolder(value as EventValue<'catalogs.changed'>);
    for (const listener of listeners.get(name) ?? []) listener(value as never);
  }

  async function start(): Promise<EngineChild> {
    const startedAt = Date.now();
    const started = await startEngineChild(settings, emit, (code, signal) => {
      pid = undefined;
      if (isClosed) return;
      if (Date.now() - startedAt > healthyAfterMs) crashes = 0;
      restart(code, signal);
    });
    pid = started.pid;
    return started;
  }

  function restart(code: number | null, signal: string | null): void {
    const delayMs = delaysMs[crashes];
    crashes += 1;
    if (delayMs === undefined) {
      child = Promise.reject(gaveUp());
      child.catch(() => undefined);
    } else {
      child = new Promise<void>((resolve) => {
        pendingRestart = setTimeout(resolve, delayMs);
      }).then(startAgain);
      child.catch((thrown: unknown) => {
        if (!isClosed && thrown instanceof Failure && thrown.code !== 'cancelled') restart(null, null);
      });
    }
    settings.onExit?.({ code, signal, restartInMs: delayMs ?? null });
  }

  async function startAgain(): Promise<EngineChild> {
    if (isClosed) throw new Failure('cancelled', 'Twinset is closing.');
    const folder = openCatalog;
    const started = await start();
    if (folder !== null) await reopen(started, folder);
    if (isClosed) await started.close(0);
    return started;
  }

  async function reopen(started: EngineChild, folder: string): Promise<void> {
    try {
      await started.ask({ kind: 'call', method: 'catalogs.open', input: { folder } });
    } catch {
      // The interface shows its start page, where opening the catalog by hand tells what is wrong with it.
      emit('catalogs.changed', { catalog: null });
    }
  }

  child = start();
  await child;

  return {
    get pid() {
      return pid;
    },
    async call<M extends EngineMethod>(name: M, input: Input<M>): Promise<Output<M>> {
      const answer = await (await child).ask({ kind: 'call', method: name, input });
      return answer as Output<M>;
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, set.add(listener));
      return () => void set.delete(listener);
    },
    async imageFile(imageId: string, size: ImageSize): Promise<string | null> {
      return (await (await child).ask({ kind: 'image', imageId, size })) as string | null;
    },
    async close() {
      isClosed = true;
      clearTimeout(pendingRestart);
      const running = await Promise.race([child.catch(() => null), soon()]);
      await running?.close(settings.closeGraceMs ?? defaultCloseGraceMs);
    },
  };
}

function readFolder(value: EventValue<'catalogs.changed'>): string | null {
  return value.catalog?.folder ?? null;
}

/** Lets a promise that is settled already win, and does not wait for one whose restart was called off. */
async function soon(): Promise<null> {
  await new Promise((resolve) => setImmediate(resolve));
  return null;
}

/** The engine stopped again and again: it is not started any more. */
export function gaveUp(): Failure {
  return new Failure(
    'internal',
    'The engine of Twinset stopped several times in a row. Start Twinset again; the catalog on disk is unharmed.',
  );
}
