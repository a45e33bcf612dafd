/** The lasso's thread, as long as a map is shown. */
import { useEffect, useRef } from 'react';
import type { Point } from '../plot/camera.ts';
import type { Points } from '../plot/pointGrid.ts';
import type { FromLasso, ToLasso } from './lassoMessages.ts';

/** Takes what lies inside an outline: the indexes of the points that are shown. Rejects where the thread cannot run. */
export type TakeInside = (outline: readonly Point[], shown: Uint8Array) => Promise<Uint32Array>;

export function useLasso(points: Points): TakeInside {
  const worker = useRef<Worker | null>(null);
  const requests = useRef(0);

  useEffect(() => {
    const started = new Worker(new URL('./lassoThread.ts', import.meta.url), { type: 'module' });
    started.postMessage({ kind: 'points', points } satisfies ToLasso);
    worker.current = started;
    return () => started.terminate();
  }, [points]);

  return (outline, shown) =>
    new Promise((resolve, reject) => {
      const asked = worker.current;
      requests.current += 1;
      const request = requests.current;
      const listening = new AbortController();
      const { signal } = listening;
      asked?.addEventListener(
        'message',
        ({ data }: MessageEvent<FromLasso>) => {
          if (data.request !== request) return;
          listening.abort();
          resolve(data.indexes);
        },
        { signal },
      );
      asked?.addEventListener(
        'error',
        () => {
          listening.abort();
          reject(new Error('What lies inside could not be found.'));
        },
        { signal },
      );
      asked?.postMessage({ kind: 'take', request, outline, shown } satisfies ToLasso);
    });
}
