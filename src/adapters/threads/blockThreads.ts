/** The threads of one run that answer blocks of work: started, given blocks in turn, and seen to their end. */
import { Worker } from 'node:worker_threads';

export interface BlockThreads<Block, Answer> {
  /** Answers blocks in any order; null once a thread has died, and from then on. */
  answer(block: Block): Promise<Answer | null>;
  /** Ends all threads, whatever they are doing. */
  close(): Promise<void>;
}

interface Task<Block, Answer> {
  readonly block: Block;
  readonly answer: (answer: Answer | null) => void;
}

export interface BlockThreadOptions {
  /** The entry of a thread. */
  readonly file: string;
  /** What a thread begins with; one is started for each. */
  readonly beginnings: readonly unknown[];
  /** Called once, with the first reason that a thread died of. */
  readonly onDeath: (reason: unknown) => void;
}

export function startBlockThreads<Block, Answer>(options: BlockThreadOptions): BlockThreads<Block, Answer> {
  const { file, beginnings, onDeath } = options;
  const waiting: Task<Block, Answer>[] = [];
  const working = new Map<Worker, Task<Block, Answer>>();
  let isOver = false;
  const threads = beginnings.map(start);

  function start(workerData: unknown): Worker {
    const thread = new Worker(file, {
      workerData,
      // The owner's own flags (a test runner's loader) are not for the thread, nor is its output for the owner's.
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    thread.on('message', (answer: Answer) => {
      const task = working.get(thread);
      working.delete(thread);
      giveNext(thread);
      task?.answer(answer);
    });
    thread.on('error', die);
    thread.on('exit', (code) => die(new Error(`A thread ended with exit ${code}.`)));
    return thread;
  }

  function giveNext(thread: Worker): void {
    const task = waiting.shift();
    if (task === undefined) return;
    working.set(thread, task);
    thread.postMessage(task.block);
  }

  function die(reason: unknown): void {
    if (isOver) return;
    end();
    onDeath(reason);
  }

  function end(): void {
    isOver = true;
    for (const { answer } of [...working.values(), ...waiting.splice(0)]) answer(null);
    working.clear();
    for (const thread of threads) void thread.terminate();
  }

  return {
    answer(block) {
      if (isOver) return Promise.resolve(null);
      const { promise, resolve } = Promise.withResolvers<Answer | null>();
      waiting.push({ block, answer: resolve });
      const idle = threads.find((thread) => !working.has(thread));
      if (idle !== undefined) giveNext(idle);
      return promise;
    },
    async close() {
      if (!isOver) end();
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
