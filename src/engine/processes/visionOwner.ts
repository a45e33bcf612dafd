/** Owns the vision workers: one per way of embedding, for whichever catalog is open, ended when unused for a while, or when its backend failed. */
import { join } from 'node:path';
import {
  createVisionWorker,
  type VisionWorker,
  type VisionWorkerOptions,
} from '../../adapters/vision/visionWorker.ts';
import type { EmbeddingOptions } from '../../contract/models.ts';
import type { Vision } from '../../core/models/ports.ts';
import type { EngineOptions } from '../engine.ts';
import type { ErrorLog } from '../errorLog.ts';

/** A loaded network takes a few hundred megabytes; loading it again takes less than a second. */
const idleMs = 120_000;

export interface VisionOwner {
  /** Runs work with a worker that embeds as asked and keeps it alive meanwhile; never with one whose backend failed before. */
  use<T>(
    embedding: EmbeddingOptions,
    thumbnailFolder: string,
    work: (vision: Vision) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

interface Owned {
  readonly worker: VisionWorker;
  users: number;
  idleTimer: NodeJS.Timeout | null;
}

/** @param openWorker another than our own, for tests */
export function createVisionOwner(
  options: EngineOptions,
  errors: ErrorLog,
  openWorker: (options: VisionWorkerOptions) => VisionWorker = createVisionWorker,
): VisionOwner {
  /** Those that the next work may use. */
  const usable = new Map<string, Owned>();
  const open = new Set<Owned>();

  function find(embedding: EmbeddingOptions): Owned {
    const key = JSON.stringify(embedding);
    const known = usable.get(key);
    if (known !== undefined && !known.worker.hasFailed()) return known;
    const worker = openWorker({
      embedding,
      bundledModelsFolder: bundledModels(options),
      installedModelsFolder: installedModels(options),
      onError: (message, detail) => errors.record(message, detail ?? null),
    });
    const fresh: Owned = { worker, users: 0, idleTimer: null };
    usable.set(key, fresh);
    open.add(fresh);
    return fresh;
  }

  async function end(one: Owned): Promise<void> {
    if (one.idleTimer !== null) clearTimeout(one.idleTimer);
    for (const [key, other] of usable) if (other === one) usable.delete(key);
    open.delete(one);
    await one.worker.close();
  }

  function release(one: Owned): void {
    one.users--;
    if (one.users > 0) return;
    if (one.worker.hasFailed()) void end(one);
    else one.idleTimer = setTimeout(() => void end(one), idleMs).unref();
  }

  return {
    async use(embedding, thumbnailFolder, work) {
      const one = find(embedding);
      if (one.idleTimer !== null) clearTimeout(one.idleTimer);
      one.users++;
      try {
        return await work(one.worker.at(thumbnailFolder));
      } finally {
        release(one);
      }
    },
    async close() {
      await Promise.all([...open].map(end));
    },
  };
}

export function bundledModels(options: EngineOptions): string {
  return join(options.resourcesFolder, 'models');
}

export function installedModels(options: EngineOptions): string {
  return join(options.dataFolder, 'models');
}
