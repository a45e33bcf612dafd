/**
 * The vision worker as the engine sees it: one process, owned here. It is started on first use and started again
 * when a file kills it; what was under way is then tried one file at a time, so that only the culprit fails.
 */
import { asFailure, Failure, failureOf } from '../../contract/failure.ts';
import type { Runtime } from '../../contract/models.ts';
import { embeddingLength, type Vision } from '../../core/models/ports.ts';
import { maxSecondsPerFile } from '../pictures/imageLimits.ts';
import { findVisionProcess } from './findVisionProcess.ts';
import { forkVision, type VisionChild, type VisionExit } from './forkVision.ts';
import { createBackendSuspicion } from './suspectBackend.ts';
import type { FileAnswer, FromVision, ToVision, VisionConfig } from './visionMessages.ts';
import { createVisionQueue, fileTask, previewTask, type VisionTask } from './visionQueue.ts';
import { watchSilence } from './watchSilence.ts';

export interface VisionWorkerOptions extends VisionConfig {
  /** Told when the process ended unexpectedly: it is started again, nothing is to be done. */
  readonly onError?: (message: string, detail: string) => void;
  /** One file's limit when it is read alone. */
  readonly secondsPerFile?: number;
  /** Another entry than our own, for tests: a process that crashes on command. */
  readonly processFile?: string;
}

export interface VisionWorker {
  /** The worker for one catalog: its thumbnails go into that folder. */
  at(thumbnailFolder: string): Vision;
  /** Its backend could not be started, or broke: what it knows is not to be built upon, a fresh worker may do better. */
  hasFailed(): boolean;
  close(): Promise<void>;
}

/** Loading takes seconds; choosing a backend by its self-check up to a minute on a slow machine. */
const startLimitMs = 300_000;
const closeGraceMs = 3_000;
/** Deaths without one answer in between: then the machine is at fault, not a file. */
const maxDeathsInARow = 20;
const maxDeathsAtStart = 3;
const longestDelayMs = 5_000;
/** The process gives up a file by itself at its limit; it is ended only a quarter later. */
const silenceFactor = 1.25;

export function createVisionWorker(options: VisionWorkerOptions): VisionWorker {
  const { embedding, bundledModelsFolder, installedModelsFolder } = options;
  const config: VisionConfig = { embedding, bundledModelsFolder, installedModelsFolder };
  const secondsPerFile = options.secondsPerFile ?? maxSecondsPerFile;
  const queue = createVisionQueue();
  const suspicion = createBackendSuspicion();
  let child: VisionChild | null = null;
  /** Memoised while it loads and runs; forgotten when it fails or the process dies. */
  let starting: PromiseWithResolvers<Runtime> | null = null;
  let runtime: Runtime | null = null;
  let startTimer: NodeJS.Timeout | undefined;
  let restartTimer: NodeJS.Timeout | null = null;
  let isStarted = false;
  let isStuck = false;
  let isClosed = false;
  let hasFailed = false;
  let deathsInARow = 0;
  let deathsAtStart = 0;

  const watch = watchSilence({
    limitMs: secondsPerFile * 1000 * silenceFactor,
    oldestMs: (nowMs) => queue.oldestMs(nowMs),
    onStuck() {
      isStuck = true;
      child?.kill();
    },
  });

  function send(message: ToVision): void {
    child?.send(message);
  }

  function ensureChild(): void {
    if (child !== null) return;
    const file = options.processFile ?? findVisionProcess();
    const forked = forkVision({ file, mode: 'serve', onMessage: (message) => take(message as FromVision) });
    child = forked;
    void forked.gone.then((exit) => takeExit(exit));
  }

  function start(): Promise<Runtime> {
    if (isClosed) return Promise.reject(closedFailure());
    if (starting !== null) return starting.promise;
    starting = Promise.withResolvers();
    const { promise } = starting;
    // Who only asked for files gets the failure through the files' own promises.
    promise.catch(() => undefined);
    sendStart();
    return promise;
  }

  function sendStart(): void {
    if (restartTimer !== null) return;
    try {
      ensureChild();
    } catch (thrown) {
      failStart(asFailure(thrown));
      return;
    }
    startTimer = setTimeout(() => child?.kill(), startLimitMs);
    send({ type: 'start', config: { ...config, avoid: suspicion.avoided() } });
  }

  function failStart(failure: Failure): void {
    clearTimeout(startTimer);
    hasFailed = true;
    const failed = starting;
    starting = null;
    failed?.reject(failure);
    queue.failFiles(failure);
  }

  /** Sends what may be sent now. */
  function pump(): void {
    if (isClosed || restartTimer !== null) return;
    if (!isStarted && queue.hasFiles()) void start();
    const tasks = queue.takeNext(isStarted);
    if (tasks.length === 0) return;
    try {
      ensureChild();
    } catch (thrown) {
      queue.failAll(asFailure(thrown));
      return;
    }
    watch.begin();
    sendTasks(tasks);
  }

  function sendTasks(tasks: readonly VisionTask[]): void {
    const files = tasks.flatMap((task) =>
      task.kind === 'file'
        ? [{ id: task.id, request: task.request, thumbnailFolder: task.thumbnailFolder }]
        : [],
    );
    if (files.length > 0) send({ type: 'files', tasks: files });
    for (const task of tasks)
      if (task.kind === 'preview') send({ type: 'preview', id: task.id, ...task.request });
  }

  function take(message: FromVision): void {
    watch.touch();
    switch (message.type) {
      case 'trying':
        suspicion.takeTrying(message.variant);
        break;
      case 'embedding':
        suspicion.takeEmbedding();
        break;
      case 'started':
        suspicion.takeRuntime(message.runtime);
        clearTimeout(startTimer);
        isStarted = true;
        deathsAtStart = 0;
        runtime = message.runtime;
        starting?.resolve(runtime);
        break;
      case 'runtime':
        suspicion.takeRuntime(message.runtime);
        runtime = message.runtime;
        starting = Promise.withResolvers();
        starting.resolve(runtime);
        break;
      case 'startFailed':
        failStart(failureOf(message.error));
        break;
      case 'files':
        suspicion.takeAnswer();
        deathsInARow = 0;
        for (const answer of message.answers) takeAnswer(answer, message.vectors);
        break;
      case 'preview':
        deathsInARow = 0;
        queue.finishPreview(message.id, { width: message.width, height: message.height });
        break;
      case 'previewFailed':
        queue.fail(message.id, failureOf(message.error));
        break;
    }
    if (queue.isIdle()) watch.end();
    pump();
  }

  function takeAnswer(answer: FileAnswer, vectors: Float32Array): void {
    if ('fault' in answer) {
      if (answer.fault.code === 'backend-unavailable') hasFailed = true;
      queue.fail(answer.id, failureOf(answer.fault));
      return;
    }
    if ('reason' in answer) {
      queue.finishFile(answer.id, { ok: false, reason: answer.reason });
      return;
    }
    const { id, width, height, vectorAt, sketch, colours, square, remark } = answer;
    // A copy: the vectors of one message share its memory.
    const vector =
      vectorAt === null ? null : vectors.slice(vectorAt * embeddingLength, (vectorAt + 1) * embeddingLength);
    queue.finishFile(id, { ok: true, width, height, vector, sketch, colours, square, remark });
  }

  function takeExit({ how, lastWords }: VisionExit): void {
    child = null;
    clearTimeout(startTimer);
    watch.end();
    if (isClosed) return;
    const wasLoading = starting !== null && !isStarted;
    if (wasLoading) deathsAtStart += 1;
    else starting = null;
    isStarted = false;
    deathsInARow += 1;
    options.onError?.(`The vision worker ended unexpectedly (${how}).`, lastWords);
    blameDeath(wasLoading);
    isStuck = false;
    if (deathsAtStart >= maxDeathsAtStart || deathsInARow >= maxDeathsInARow) giveUp(how, lastWords);
    else restartSoon();
  }

  /** On a backend where it is at fault, else on the file, if there is but one. */
  function blameDeath(wasLoading: boolean): void {
    const wasEmbedding = suspicion.isEmbedding();
    const variant = suspicion.takeDeath({ wasLoading, wasAlone: queue.isSuspectAlone() });
    if (variant !== null) {
      deathsAtStart = 0;
      queue.takeInnocentDeath();
      options.onError?.(
        `${variant.backend} in ${variant.precision} is not tried again: it ends the process.`,
        '',
      );
    } else if (isStuck) {
      const reason = `The file took longer than ${secondsPerFile} seconds to read and was left out.`;
      queue.takeDeath({ reason, isCertain: !wasEmbedding });
    } else {
      const reason = 'This file crashes the image decoder and was left out.';
      queue.takeDeath({ reason, isCertain: false });
    }
  }

  function giveUp(how: string, lastWords: string): void {
    deathsAtStart = 0;
    deathsInARow = 0;
    const message = `The part of Twinset that reads images keeps stopping (${how}). Diagnostics has the details.`;
    const failure = new Failure('backend-unavailable', message, lastWords);
    failStart(failure);
    queue.failAll(failure);
  }

  function restartSoon(): void {
    const delayMs = Math.min(longestDelayMs, 25 * 2 ** deathsInARow);
    restartTimer = setTimeout(() => {
      restartTimer = null;
      if (starting !== null) sendStart();
      pump();
    }, delayMs);
  }

  async function close(): Promise<void> {
    if (!isClosed) {
      isClosed = true;
      if (restartTimer !== null) clearTimeout(restartTimer);
      watch.end();
      failStart(closedFailure());
      queue.failAll(closedFailure());
      send({ type: 'close' });
    }
    const closing = child;
    if (closing === null) return;
    const timer = setTimeout(() => closing.kill(), closeGraceMs);
    await closing.gone;
    clearTimeout(timer);
  }

  function run<T>(tasks: readonly VisionTask[], isUrgent: boolean, results: Promise<T>): Promise<T> {
    if (isClosed) return Promise.reject(closedFailure());
    queue.add(tasks, isUrgent);
    pump();
    return results;
  }

  return {
    hasFailed: () => hasFailed,
    close,
    at: (thumbnailFolder) => ({
      start,
      runtime: () => runtime,
      process(requests) {
        const files = requests.map((request) => fileTask(request, thumbnailFolder));
        // A person waits for a few files (a dropped image); an import comes in larger pieces.
        const isUrgent = requests.length <= 4;
        return run(
          files.map(({ task }) => task),
          isUrgent,
          Promise.all(files.map(({ result }) => result)),
        );
      },
      preview(file, target, maxEdge, region) {
        const { task, result } = previewTask({ file, target, maxEdge, region });
        return run([task], true, result);
      },
    }),
  };
}

function closedFailure(): Failure {
  return new Failure('cancelled', 'The catalog was closed before this was done.');
}
