/** Work that goes on without threads where they are not to be had: that is said once. */
import { asFailure, Failure } from '../../contract/failure.ts';

export interface Fallback {
  readonly hasHappened: boolean;
  /** From now on, for the first reason that there was. */
  begin(reason: unknown): void;
}

/** @param message what is slower from then on */
export function createFallback(message: string, onFallback: (reason: Failure) => void): Fallback {
  let hasHappened = false;
  return {
    get hasHappened() {
      return hasHappened;
    },
    begin(reason) {
      if (hasHappened) return;
      hasHappened = true;
      onFallback(new Failure('internal', message, asFailure(reason).detail ?? String(reason)));
    },
  };
}
