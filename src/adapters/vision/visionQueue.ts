/** What the vision worker was asked for: waiting, under way, or suspected of having killed it. */
import { Failure } from '../../contract/failure.ts';
import type { VisionOutcome, VisionRequest } from '../../core/models/ports.ts';
import type { PreviewRequest } from './visionMessages.ts';

/** Files in the process at once: bounds its memory, and keeps decoders and network busy. */
const maxUnderWay = 64;

interface PreviewSize {
  readonly width: number;
  readonly height: number;
}

interface TaskState {
  readonly id: number;
  sentMs: number;
  isSuspect: boolean;
  readonly fail: (failure: Failure) => void;
}

type FileEntry = TaskState & {
  readonly kind: 'file';
  readonly request: VisionRequest;
  readonly thumbnailFolder: string;
  readonly finish: (outcome: VisionOutcome) => void;
};

type PreviewEntry = TaskState & {
  readonly kind: 'preview';
  readonly request: PreviewRequest;
  readonly finish: (size: PreviewSize) => void;
};

export type VisionTask = FileEntry | PreviewEntry;

let lastId = 0;

function newState(fail: (failure: Failure) => void): TaskState {
  lastId += 1;
  return { id: lastId, sentMs: 0, isSuspect: false, fail };
}

export function fileTask(
  request: VisionRequest,
  thumbnailFolder: string,
): { task: VisionTask; result: Promise<VisionOutcome> } {
  const { promise, resolve, reject } = Promise.withResolvers<VisionOutcome>();
  const task: VisionTask = { ...newState(reject), kind: 'file', request, thumbnailFolder, finish: resolve };
  return { task, result: promise };
}

export function previewTask(request: PreviewRequest): { task: VisionTask; result: Promise<PreviewSize> } {
  const { promise, resolve, reject } = Promise.withResolvers<PreviewSize>();
  return { task: { ...newState(reject), kind: 'preview', request, finish: resolve }, result: promise };
}

export interface VisionQueue {
  add(tasks: readonly VisionTask[], isUrgent: boolean): void;
  hasFiles(): boolean;
  /** Nothing is under way. */
  isIdle(): boolean;
  /**
   * Takes what may be sent now: as much as there is room for, or one suspect with nothing beside it.
   * @param isStarted false: previews only, they need no network
   */
  takeNext(isStarted: boolean): VisionTask[];
  finishFile(id: number, outcome: VisionOutcome): void;
  finishPreview(id: number, size: PreviewSize): void;
  fail(id: number, failure: Failure): void;
  failFiles(failure: Failure): void;
  failAll(failure: Failure): void;
  /** For how long the oldest task has been under way; 0 if none is. */
  oldestMs(nowMs: number): number;
  /** The only task in the process is one that was in it when it died before. */
  isSuspectAlone(): boolean;
  /** The process died: a task that was alone is the culprit, several are tried again one by one. */
  takeDeath(cause: DeathCause): void;
  /** The process died, and no task is to blame: all are tried again, one by one. */
  takeInnocentDeath(): void;
}

/** `isCertain`: a task that was alone need not be tried again (it was given its full time). */
export interface DeathCause {
  readonly reason: string;
  readonly isCertain: boolean;
}

export function createVisionQueue(): VisionQueue {
  let suspects: VisionTask[] = [];
  let waiting: VisionTask[] = [];
  const underWay = new Map<number, VisionTask>();

  function send(tasks: VisionTask[]): VisionTask[] {
    for (const task of tasks) {
      task.sentMs = performance.now();
      underWay.set(task.id, task);
    }
    return tasks;
  }

  function takeOut(id: number): VisionTask | undefined {
    const task = underWay.get(id);
    underWay.delete(id);
    return task;
  }

  function blame(task: VisionTask, reason: string): void {
    if (task.kind === 'file') task.finish({ ok: false, reason });
    else task.fail(new Failure('image-unusable', reason));
  }

  function findOnly(): VisionTask | null {
    const [only] = underWay.values();
    return only !== undefined && underWay.size === 1 ? only : null;
  }

  function suspectAll(): void {
    const lost = [...underWay.values()];
    underWay.clear();
    for (const task of lost) task.isSuspect = true;
    suspects = [...lost, ...suspects];
  }

  function failWhere(condition: (task: VisionTask) => boolean, failure: Failure): void {
    const failed = [...underWay.values(), ...suspects, ...waiting].filter(condition);
    for (const { id } of failed) underWay.delete(id);
    suspects = suspects.filter((task) => !condition(task));
    waiting = waiting.filter((task) => !condition(task));
    for (const task of failed) task.fail(failure);
  }

  return {
    add(tasks, isUrgent) {
      waiting = isUrgent ? [...tasks, ...waiting] : [...waiting, ...tasks];
    },
    hasFiles: () => [...suspects, ...waiting].some(({ kind }) => kind === 'file'),
    isIdle: () => underWay.size === 0,
    takeNext(isStarted) {
      const isReady = ({ kind }: VisionTask) => isStarted || kind === 'preview';
      if (suspects.length > 0 || [...underWay.values()].some(({ isSuspect }) => isSuspect)) {
        const [next, ...others] = suspects;
        if (next === undefined || underWay.size > 0 || !isReady(next)) return [];
        suspects = others;
        return send([next]);
      }
      const taken = waiting.filter(isReady).slice(0, Math.max(0, maxUnderWay - underWay.size));
      const takenIds = new Set(taken.map(({ id }) => id));
      waiting = waiting.filter(({ id }) => !takenIds.has(id));
      return send(taken);
    },
    finishFile(id, outcome) {
      const task = takeOut(id);
      if (task?.kind === 'file') task.finish(outcome);
    },
    finishPreview(id, size) {
      const task = takeOut(id);
      if (task?.kind === 'preview') task.finish(size);
    },
    fail(id, failure) {
      takeOut(id)?.fail(failure);
    },
    failFiles: (failure) => failWhere(({ kind }) => kind === 'file', failure),
    failAll: (failure) => failWhere(() => true, failure),
    oldestMs(nowMs) {
      const [oldest] = underWay.values();
      return oldest === undefined ? 0 : nowMs - oldest.sentMs;
    },
    isSuspectAlone: () => findOnly()?.isSuspect === true,
    takeDeath({ reason, isCertain }) {
      const only = findOnly();
      if (only === null || !(isCertain || only.isSuspect)) suspectAll();
      else {
        underWay.clear();
        blame(only, reason);
      }
    },
    takeInnocentDeath: suspectAll,
  };
}
