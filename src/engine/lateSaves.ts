/** A file that is kept up in the background: saved in a while, one time after the other, and before the end. */

export interface LateSaves {
  /** In a while, in place of what waits. */
  soon(save: () => Promise<void>): void;
  /** Nothing waits any more. */
  forget(): void;
  /** Whoever saves ends then. */
  readonly isGivenUp: boolean;
  /** Saves what waits; what takes too long is given up. */
  close(): Promise<void>;
}

/** The first answers after opening, or after an import, come before this. */
const delayMs = 500;
/** Then a slow disk has had its chance; the engine is given 8 s to end. */
const closeLimitMs = 5000;

export function createLateSaves(): LateSaves {
  let waiting: { timer: NodeJS.Timeout; begin: () => void } | null = null;
  let saving: Promise<void> = Promise.resolve();
  let isGivenUp = false;

  function forget(): void {
    if (waiting !== null) clearTimeout(waiting.timer);
    waiting = null;
  }

  return {
    soon(save) {
      forget();
      const begin = () => {
        waiting = null;
        saving = saving.then(save);
      };
      waiting = { timer: setTimeout(begin, delayMs), begin };
    },
    forget,
    get isGivenUp() {
      return isGivenUp;
    },
    async close() {
      const last = waiting;
      forget();
      last?.begin();
      const limit = setTimeout(() => {
        isGivenUp = true;
      }, closeLimitMs);
      await saving;
      clearTimeout(limit);
    },
  };
}
