/** Notices a process that is stuck: silent for too long, or with one task that never comes back. */

export interface SilenceWatch {
  begin(): void;
  /** The process said something. */
  touch(): void;
  end(): void;
}

export interface SilenceWatchOptions {
  readonly limitMs: number;
  /** For how long the oldest task has been under way. */
  readonly oldestMs: (nowMs: number) => number;
  readonly onStuck: () => void;
}

/** A task may wait behind a full process of others, each within its limit: hence longer for one than for silence. */
const limitsPerTask = 5;

export function watchSilence({ limitMs, oldestMs, onStuck }: SilenceWatchOptions): SilenceWatch {
  let timer: NodeJS.Timeout | null = null;
  let heardMs = 0;

  const end = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const check = () => {
    const nowMs = performance.now();
    if (nowMs - heardMs < limitMs && oldestMs(nowMs) < limitsPerTask * limitMs) return;
    end();
    onStuck();
  };
  return {
    begin() {
      if (timer !== null) return;
      heardMs = performance.now();
      timer = setInterval(check, limitMs / 20);
    },
    touch() {
      heardMs = performance.now();
    },
    end,
  };
}
