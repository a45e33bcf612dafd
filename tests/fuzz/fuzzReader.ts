/** Owns the process in which damaged files are read: starts it, waits for its answer with a limit, sees its end. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FuzzAnswer, FuzzTask } from './fuzzMessages.ts';

/** How reading ended, as seen from outside. */
export type FuzzOutcome =
  | FuzzAnswer
  | { readonly end: 'crash'; readonly words: string }
  | { readonly end: 'hang'; readonly words: string };

export interface FuzzReader {
  read(task: FuzzTask): Promise<FuzzOutcome>;
  /** Lets the process go; the next task starts another. */
  close(): void;
}

export interface FuzzReaderOptions {
  /** For what is written while reading. */
  readonly folder: string;
  /** Far beyond what any of these small files takes, even on a machine that is busy with other things. */
  readonly limitMs?: number;
  readonly process?: string;
}

export function createFuzzReader(options: FuzzReaderOptions): FuzzReader {
  const { folder, limitMs = 180_000, process = join(import.meta.dirname, 'readFuzzProcess.ts') } = options;
  let child: ChildProcess | null = null;

  function start(): ChildProcess {
    child ??= fork(process, [folder], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return child;
  }

  function close(): void {
    child?.kill('SIGKILL');
    child = null;
  }

  return {
    close,
    async read(task) {
      const running = start();
      let lastWords = '';
      const listen = (text: Buffer) => {
        lastWords = (lastWords + text.toString()).slice(-500);
      };
      running.stderr?.on('data', listen);
      const { promise, resolve } = Promise.withResolvers<FuzzOutcome>();
      const onMessage = (answer: unknown) => resolve(answer as FuzzAnswer);
      const onExit = (code: number | null, signal: string | null) => {
        child = null;
        resolve({ end: 'crash', words: `${signal ?? `exit ${code}`}: ${lastWords}` });
      };
      running.once('message', onMessage);
      running.once('exit', onExit);
      const timer = setTimeout(() => {
        resolve({ end: 'hang', words: `no answer within ${limitMs / 1000} seconds` });
      }, limitMs);
      running.send(task);
      const outcome = await promise;
      clearTimeout(timer);
      running.off('message', onMessage);
      running.off('exit', onExit);
      running.stderr?.off('data', listen);
      if (outcome.end === 'hang') close();
      return outcome;
    },
  };
}
