/** One vision worker process: forked, talked to, and seen to its end. */
import { fork } from 'node:child_process';
import { countDecodes } from '../pictures/countDecodes.ts';

/** How a process ended, with the last it wrote; for the diagnostics page. */
export interface VisionExit {
  readonly how: string;
  readonly lastWords: string;
}

export interface VisionChild {
  send(message: object): void;
  /** Ends it at once; `onExit` is still called. */
  kill(): void;
  /** Resolves once the process is gone. */
  readonly gone: Promise<VisionExit>;
}

export interface VisionChildOptions {
  readonly file: string;
  readonly mode: 'serve' | 'draw' | 'tune' | 'bench';
  readonly onMessage: (message: unknown) => void;
}

const keptCharacters = 8000;

/** @returns the running process; a process that cannot be started counts as one that ended */
export function forkVision({ file, mode, onMessage }: VisionChildOptions): VisionChild {
  const child = fork(file, [mode], {
    // Not the owner's own flags (an inspector's port, a test runner's loader). Pictures come and go by the thousand: with
    // more room for young objects fewer of them are moved about before they are gone.
    execArgv: ['--max-semi-space-size=32'],
    serialization: 'advanced',
    // Its output would end up in the middle of a command's JSON.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
    // libuv's pool runs the decoders, inference and all file access; four threads would queue behind each other.
    env: { UV_THREADPOOL_SIZE: String(countDecodes() + 4), ...process.env },
  });

  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-keptCharacters);
    });
  }
  child.on('message', onMessage);

  const gone = new Promise<VisionExit>((resolve) => {
    // 'close' comes after the last output; it does not come where the process could not be started.
    child.on('close', (code, signal) =>
      resolve({ how: signal === null ? `exit ${code}` : `signal ${signal}`, lastWords }),
    );
    child.on('error', (error) => {
      lastWords += error.message;
      if (child.pid === undefined) resolve({ how: 'could not be started', lastWords });
    });
  });

  return {
    send(message) {
      // A send that fails means that the process is going: `gone` tells.
      if (child.connected) child.send(message, () => undefined);
    },
    kill() {
      child.kill('SIGKILL');
    },
    gone,
  };
}
