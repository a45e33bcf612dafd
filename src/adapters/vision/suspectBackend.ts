/** Finds out whether a backend, and not a file, ends the vision process again and again, and leaves it out from then on. */
import type { Runtime } from '../../contract/models.ts';
import type { BackendVariant } from '../inference/backendRequest.ts';

export interface BackendSuspicion {
  /** Backends that are not to be tried again. */
  avoided(): readonly BackendVariant[];
  /** It is about to be loaded. */
  takeTrying(variant: BackendVariant): void;
  /** It runs. */
  takeRuntime(runtime: Runtime): void;
  /** It was given a batch. */
  takeEmbedding(): void;
  /** It answered, or a file did. */
  takeAnswer(): void;
  /** It was given a batch and has not answered. */
  isEmbedding(): boolean;
  /**
   * The process died. A backend is at fault where it died twice while loading it, or while a file that was alone in the
   * process, for the second time, was with the network: what the network gets is pixels, whatever the file.
   * @returns the backend that is left out from now on, or null
   */
  takeDeath(death: { readonly wasLoading: boolean; readonly wasAlone: boolean }): BackendVariant | null;
}

export function createBackendSuspicion(): BackendSuspicion {
  const avoided: BackendVariant[] = [];
  let trying: BackendVariant | null = null;
  let running: BackendVariant | null = null;
  let isEmbedding = false;
  let diedLoading: BackendVariant | null = null;

  function blame(variant: BackendVariant | null): BackendVariant | null {
    // One that was left out and is still at fault: then it is something else.
    if (variant === null || avoided.some((other) => isSame(other, variant))) return null;
    avoided.push(variant);
    return variant;
  }

  return {
    avoided: () => avoided,
    takeTrying(variant) {
      trying = variant;
    },
    takeRuntime({ engine, precision }) {
      trying = null;
      diedLoading = null;
      running = { backend: engine, precision };
    },
    takeEmbedding() {
      isEmbedding = true;
    },
    takeAnswer() {
      isEmbedding = false;
    },
    isEmbedding: () => isEmbedding,
    takeDeath({ wasLoading, wasAlone }) {
      const suspect = trying ?? running;
      const wasEmbedding = isEmbedding;
      trying = null;
      isEmbedding = false;
      if (!wasLoading) return wasEmbedding && wasAlone ? blame(suspect) : null;
      const isSecondTime = suspect !== null && diedLoading !== null && isSame(suspect, diedLoading);
      diedLoading = isSecondTime ? null : suspect;
      return isSecondTime ? blame(suspect) : null;
    },
  };
}

function isSame(a: BackendVariant, b: BackendVariant): boolean {
  return a.backend === b.backend && a.precision === b.precision;
}
