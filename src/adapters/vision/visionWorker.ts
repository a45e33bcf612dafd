/**
 * The vision worker as the engine sees it: one process, owned here. It is started on first use and started again
 * when a file kills it; what was under way is then tried one file at a time, so that only the culprit fails.
 */
import { Failure } from '../../contract/failure.ts';
import type { Runtime } from '../../contract/models.ts';
import { embeddingLength, type Vision, type VisionOutcome } from '../../core/models/ports.ts';
import { findVisionProcess } from './findVisionProcess.ts';
import { forkVision, type VisionChild, type VisionExit } from './forkVision.ts';
import { maxSecondsPerFile } from './imageLimits.ts';
import type { FileAnswer, FromVision, ToVision, VisionConfig } from './visionMessages.ts';
import { createVisionQueue, fileTask, previewTask, type VisionTask } from './visionQueue.ts';

export interface VisionWorkerOptions extends VisionConfig {
  /** Told when the process ended unexpectedly: it is restarted, nothing is to be done. */
  readonly onError?: (message: string, detail: string) => void;
  /** One file's limit when it is read alone; a process silent for a quarter longer is ended. */
  readonly secondsPerFile?: number;
  /** Another entry than our own: a process that crashes on command, in tests. */
  readonly processFile?: string;
}

/** Loading takes seconds; choosing a backend by its self-check up to a minute on a slow machine. */
const startLimitMs = 300_000;
const closeGraceMs = 3_000;
/** Deaths without one answer in between: the machine is at fault, not a file. */
const maxDeathsInARow = 20;
const maxStartDeaths = 3;
const longestDelayMs = 5_000;

interface Starting {
  readonly promise: Promise<Runtime>;
  readonly resolve: (runtime: Runtime) => void;
  readonly reject: (failure: Failure) => void;
  readonly timer: NodeJS.Timeout;
}

export function createVisionWorker(options: VisionWorkerOptions): Vision {
  const { embedding, bundledModelsFolder, installedModelsFolder, thumbnailFolder } = options;
  const config: VisionConfig = { embedding, bundledModelsFolder, installedModelsFolder, thumbnailFolder };
  const secondsPerFile = options.secondsPerFile ?? maxSecondsPerFile;
  const queue = createVisionQueue();
  let child: VisionChild | null = null;
  let starting: Starting | null = null;
  let isStarted = false;
  let isClosed = false;
  let isSilent = false;
  let deathsInARow = 0;
  let startDeaths = 0;
  let restart: NodeJS.Timeout | null = null;
  let lastAnswerMs = 0;
  let watch: NodeJS.Timeout | null = null;

  function send(message: ToVision): void {
    child?.send(message);
  }

  function ensureChild(): void {
    if (child !== null) return;
    const file = options.processFile ?? findVisionProcess();
    const forked = forkVision({ file, mode: 'serve', onMessage: (message) => take(message as FromVision) });
    child = forked;
    void forked.gone.then((exit) => takeExit(forked, exit));
  }

  function start(): Promise<Runtime> {
    if (isClosed) return Promise.reject(closedFailure());
    if (starting !== null) return starting.promise;
    const { promise, resolve, reject } = Promise.withResolvers<Runtime>();
    // Callers that only queue files get the failure through their own promises.
    promise.catch(() => undefined);
    const timer = setTimeout(() => child?.kill(), startLimitMs);
    starting = { promise, resolve, reject, timer };
    try {
      sendStart();
    } catch (thrown) {
      failStart(thrown as Failure);
    }
    return promise;
  }

  function sendStart(): void {
    if (restart !== null) return;
    ensureChild();
    send({ type: 'start', config });
  }

  function failStart(failure: Failure): void {
    const failed = starting;
    starting = null;
    isStarted = false;
    if (failed !== null) clearTimeout(failed.timer);
    failed?.reject(failure);
    queue.failFiles(failure);
  }

  /** Sends what may be sent now: everything, or one suspect alone. */
  function pump(): void {
    if (isClosed || restart !== null) return;
    const next = queue.peek();
    if (next === null) return;
    if (next.kind === 'file' && !isStarted) {
      void start();
      // Previews need no network: they go ahead while it loads.
      if (queue.isIsolating()) return;
    }
    try {
      ensureChild();
    } catch (thrown) {
      queue.failAll(thrown as Failure);
      return;
    }
    const tasks = queue.takeNext(isStarted);
    if (tasks.length === 0) return;
    if (watch === null) beginWatch();
    const files = tasks.flatMap(({ id, kind, request }) => (kind === 'file' ? [{ id, request }] : []));
    if (files.length > 0) send({ type: 'files', tasks: files });
    for (const task of tasks) if (task.kind === 'preview') send({ type: 'preview', id: task.id, ...task.request });
  }

  /** A process that answers nothing for too long, or one file that never comes, ends it. */
  function beginWatch(): void {
    lastAnswerMs = performance.now();
    const limitMs = secondsPerFile * 1250;
    watch = setInterval(() => {
      const nowMs = performance.now();
      const silentMs = nowMs - lastAnswerMs;
      if (silentMs < limitMs && queue.oldestMs(nowMs) < 5 * limitMs) return;
      isSilent = true;
      child?.kill();
      endWatch();
    }, limitMs / 20);
  }

  function endWatch(): void {
    if (watch !== null) clearInterval(watch);
    watch = null;
  }

  function take(message: FromVision): void {
    lastAnswerMs = performance.now();
    switch (message.type) {
      case 'started':
        isStarted = true;
        startDeaths = 0;
        if (starting !== null) clearTimeout(starting.timer);
        starting?.resolve(message.runtime);
        break;
      case 'startFailed':
        failStart(new Failure(message.error.code, message.error.message, message.error.detail));
        break;
      case 'files':
        for (const answer of message.answers) settleFile(answer, message.vectors);
        break;
      case 'preview':
        deathsInARow = 0;
        queue.finishPreview(message.id, { width: message.width, height: message.height });
        break;
      case 'previewFailed':
        queue.fail(message.id, new Failure(message.error.code, message.error.message, message.error.detail));
        break;
    }
    if (queue.isIdle()) endWatch();
    pump();
  }

  function settleFile(answer: FileAnswer, vectors: Float32Array): void {
    if ('fault' in answer) {
      const { code, message, detail } = answer.fault;
      queue.fail(answer.id, new Failure(code, message, detail));
      return;
    }
    deathsInARow = 0;
    if ('reason' in answer) {
      queue.finishFile(answer.id, { ok: false, reason: answer.reason });
      return;
    }
    const { id, width, height, vectorAt } = answer;
    // A copy: the vectors of one message share its memory.
    const vector =
      vectorAt === null ? null : vectors.slice(vectorAt * embeddingLength, (vectorAt + 1) * embeddingLength);
    queue.finishFile(id, { ok: true, width, height, vector });
  }

  function takeExit(ended: VisionChild, { how, lastWords }: VisionExit): void {
    if (ended !== child) return;
    child = null;
    const wasStarting = starting !== null && !isStarted;
    if (starting !== null) clearTimeout(starting.timer);
    if (!wasStarting) starting = null;
    isStarted = false;
    endWatch();
    if (isClosed) return;

    const wasSilent = isSilent;
    isSilent = false;
    const reason = wasSilent
      ? `The file took longer than ${secondsPerFile} seconds to read and was left out.`
      : 'This file crashes the image decoder and was left out.';
    queue.takeDeath(reason, wasSilent);
    deathsInARow += 1;
    if (wasStarting) startDeaths += 1;
    options.onError?.(`The vision worker ended unexpectedly (${how}) and is started again.`, lastWords);

    if (startDeaths >= maxStartDeaths || deathsInARow >= maxDeathsInARow) {
      const message = `The part of Twinset that reads images stopped ${deathsInARow} times in a row (${how}). See Diagnostics.`;
      const failure = new Failure('backend-unavailable', message, lastWords);
      startDeaths = 0;
      deathsInARow = 0;
      failStart(failure);
      queue.failAll(failure);
      return;
    }
    const delayMs = Math.min(longestDelayMs, 50 * 2 ** deathsInARow);
    restart = setTimeout(() => {
      restart = null;
      if (starting !== null) sendStart();
      pump();
    }, delayMs);
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    if (restart !== null) clearTimeout(restart);
    endWatch();
    failStart(closedFailure());
    queue.failAll(closedFailure());
    const closing = child;
    if (closing === null) return;
    closing.send({ type: 'close' } satisfies ToVision);
    const timer = setTimeout(() => closing.kill(), closeGraceMs);
    await closing.gone;
    clearTimeout(timer);
  }

  function enqueue<T>(isUrgent: boolean, tasks: readonly VisionTask[], results: Promise<T>): Promise<T> {
    if (isClosed) return Promise.reject(closedFailure());
    queue.add(tasks, isUrgent);
    pump();
    return results;
  }

  return {
    start,
    process(requests) {
      const entries = requests.map((request) => fileTask(request));
      const results: Promise<VisionOutcome[]> = Promise.all(entries.map(({ result }) => result));
      // A person waits for a few files (a dropped image); an import comes in larger pieces.
      const isUrgent = requests.length <= 4;
      return enqueue(
        isUrgent,
        entries.map(({ task }) => task),
        results,
      );
    },
    preview(file, target, maxEdge) {
      const { task, result } = previewTask({ file, target, maxEdge });
      return enqueue(true, [task], result);
    },
    close,
  };
}

function closedFailure(): Failure {
  return new Failure('cancelled', 'The catalog was closed before all its images were read.');
}
