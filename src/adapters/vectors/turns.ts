/** Work in the background that lets others have their turn, and has its own also where they never pause. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A turn's work where nobody else has any. */
const shortest = 1;
/** Others are not kept waiting for longer. */
const longest = 10;
/** Of the time that others took, so much is its own. */
const share = 0.25;

export interface Turns {
  /** To be asked after each bit of work, of some ten microseconds; it waits where this turn is over. */
  pass(): Promise<void> | undefined;
}

/** Times in milliseconds. */
export function takeTurns(now: () => number = () => performance.now()): Turns {
  let end = now() + shortest;
  return {
    pass() {
      const time = now();
      if (time < end) return undefined;
      return nextTurn().then(() => {
        const next = now();
        end = next + Math.min(longest, Math.max(shortest, share * (next - time)));
      });
    },
  };
}
