/** Finds out whether a backend, and not a file, ends the vision process again and again, and leaves it out from then on. */
import type { Runtime } from '../../contract/models.ts';
import type { BackendName } from '../inference/backendRequest.ts';

export interface BackendSuspicion {
  /** Backends that are not to be tried again. */
  avoided(): readonly BackendName[];
  /** It is about to be loaded. */
  takeTrying(name: BackendName): void;
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
  takeDeath(death: { readonly wasLoading: boolean; readonly wasAlone: boolean }): BackendName | null;
}

export function createBackendSuspicion(): BackendSuspicion {
  const avoided: BackendName[] = [];
  let trying: BackendName | null = null;
  let running: BackendName | null = null;
  let isEmbedding = false;
  let diedLoading: BackendName | null = null;

  function blame(name: BackendName | null): BackendName | null {
    // One that was left out and is still at fault: then it is something else.
    if (name === null || avoided.some((other) => isSame(other, name))) return null;
    avoided.push(name);
    return name;
  }

  return {
    avoided: () => avoided,
    takeTrying(name) {
      trying = name;
    },
    takeRuntime({ engine, precision }) {
      trying = null;
      diedLoading = null;
      running = { engine, precision };
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

function isSame(a: BackendName, b: BackendName): boolean {
  return a.engine === b.engine && a.precision === b.precision;
}
