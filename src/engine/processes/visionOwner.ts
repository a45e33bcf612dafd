/** Owns the vision workers: one per way of embedding, ended when unused for a while. */
import { join } from 'node:path';
import { createVisionWorker } from '../../adapters/vision/visionWorker.ts';
import type { EmbeddingOptions } from '../../contract/models.ts';
import type { Vision } from '../../core/models/ports.ts';
import type { EngineOptions } from '../engine.ts';
import type { ErrorLog } from '../errorLog.ts';

/** A loaded network takes a few hundred megabytes; loading it again takes less than a second. */
const idleMs = 120_000;

export interface VisionOwner {
  /** Runs work with a worker that embeds as asked and keeps it alive meanwhile. */
  use<T>(
    embedding: EmbeddingOptions,
    thumbnailFolder: string,
    work: (vision: Vision) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

interface Owned {
  readonly vision: Vision;
  users: number;
  idleTimer: NodeJS.Timeout | null;
}

export function createVisionOwner(options: EngineOptions, errors: ErrorLog): VisionOwner {
  const owned = new Map<string, Owned>();

  function open(embedding: EmbeddingOptions, thumbnailFolder: string): Owned {
    return {
      vision: createVisionWorker({
        embedding,
        bundledModelsFolder: bundledModels(options),
        installedModelsFolder: installedModels(options),
        thumbnailFolder,
        onError: (message, detail) => errors.record(message, detail ?? null),
      }),
      users: 0,
      idleTimer: null,
    };
  }

  function closeWhenIdle(key: string, one: Owned): void {
    one.idleTimer = setTimeout(() => {
      owned.delete(key);
      void one.vision.close();
    }, idleMs);
    one.idleTimer.unref();
  }

  return {
    async use(embedding, thumbnailFolder, work) {
      const key = JSON.stringify([embedding, thumbnailFolder]);
      const one = owned.get(key) ?? open(embedding, thumbnailFolder);
      owned.set(key, one);
      if (one.idleTimer !== null) clearTimeout(one.idleTimer);
      one.users++;
      try {
        return await work(one.vision);
      } finally {
        one.users--;
        if (one.users === 0) closeWhenIdle(key, one);
      }
    },
    async close() {
      const all = [...owned.values()];
      owned.clear();
      for (const one of all) if (one.idleTimer !== null) clearTimeout(one.idleTimer);
      await Promise.all(all.map((one) => one.vision.close()));
    },
  };
}

export function bundledModels(options: EngineOptions): string {
  return join(options.resourcesFolder, 'models');
}

export function installedModels(options: EngineOptions): string {
  return join(options.dataFolder, 'models');
}
