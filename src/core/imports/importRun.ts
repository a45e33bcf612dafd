/**
 * One import, from the files of a folder to records in the catalog. Every file found ends as exactly one of
 * embedded, unchanged, duplicate or failed. Memory is bounded: a few batches are under way, whatever the folder holds.
 */
import { Failure } from '../../contract/failure.ts';
import type { ImportCounts, Problem } from '../../contract/imports.ts';
import type { Vision, VisionOutcome } from '../models/ports.ts';
import type { PlaceFinder } from './placeFinder.ts';
import type { Cancellation, FoundFile, ImageFolder } from './ports.ts';
import type { ImageRecord, ImportStore, StoredImage } from './storePort.ts';

/** Large enough to keep both cores busy, small enough that a crash loses little. */
const batchSize = 32;
const batchesUnderWay = 3;
/** Records that need no vision are committed in groups of this many. */
const commitSize = 256;

export interface ImportControl extends Cancellation {
  /** Resolves at once while running, at resume while paused. */
  whenRunning(): Promise<void>;
}

export interface ImportTools {
  readonly images: ImageFolder;
  readonly store: ImportStore;
  readonly vision: Vision;
  readonly places: PlaceFinder;
  readonly control: ImportControl;
  fileOf(path: string): string;
  fileExists(file: string): boolean;
  hasThumbnail(imageId: string): boolean;
  /** A batch is in the database: `productIds` came, changed or went. */
  onCommitted(records: readonly ImageRecord[], productIds: readonly string[]): void;
  onProblem(problem: Problem): void;
}

/** A file whose bytes are hashed and that waits for its outcome. */
interface Task {
  readonly file: FoundFile;
  readonly imageId: string;
  readonly known: StoredImage | null;
  /** An earlier image with these bytes whose file is gone: this file is where it went. */
  readonly moved: StoredImage | null;
  readonly twin: StoredImage | null;
  readonly wantsVector: boolean;
  /** Files with the same bytes that came while this one was under way. */
  readonly followers: Task[];
}

export interface ImportRun {
  readonly counts: ImportCounts;
  /** Ends when every file has its outcome, or the import was cancelled. @throws Failure where it cannot go on */
  run(folder: string): Promise<void>;
}

export function createImportRun(tools: ImportTools): ImportRun {
  const { store, places, vision, control } = tools;
  const counts: ImportCounts = { found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
  const pending = new Map<string, Task>();
  const movedKeys = new Set<number>();
  const underWay = new Set<Promise<void>>();
  let batch: Task[] = [];
  let records: ImageRecord[] = [];
  let stopped: unknown = null;

  async function run(folder: string): Promise<void> {
    try {
      await takeAll(folder);
    } catch (thrown) {
      stopped ??= thrown;
    }
    await Promise.all(underWay);
    if (stopped !== null) throw stopped;
    commit();
  }

  async function takeAll(folder: string): Promise<void> {
    for await (const file of tools.images.walk(folder, control)) {
      await control.whenRunning();
      if (control.aborted || stopped !== null) return;
      await take(file);
      if (batch.length >= batchSize) await dispatch();
      if (records.length >= commitSize) commit();
    }
    if (!control.aborted && stopped === null) await dispatch();
  }

  async function take(file: FoundFile): Promise<void> {
    if (file.problem !== null) return fail(file, store.findImage(file.path), file.problem);
    const known = store.findImage(file.path);
    const isSame = known !== null && known.imageId !== null && isSameFile(known, file);
    if (isSame && known.imageId !== null && store.hasEmbedding(known.imageId)) {
      const task = toTask(file, known.imageId, known, false);
      return tools.hasThumbnail(known.imageId) ? keep(task) : enqueue(task);
    }
    let imageId: string;
    try {
      imageId =
        isSame && known.imageId !== null
          ? known.imageId
          : await tools.images.hash(tools.fileOf(file.path), control);
    } catch (thrown) {
      if (control.aborted) return;
      return fail(file, known, thrown instanceof Failure ? thrown.message : String(thrown));
    }
    const leader = pending.get(imageId);
    const isEmbedded = store.hasEmbedding(imageId);
    const task = toTask(file, imageId, known, !isEmbedded);
    if (leader !== undefined) leader.followers.push(task);
    else if (isEmbedded && tools.hasThumbnail(imageId)) keep(task);
    else enqueue(task);
  }

  function toTask(file: FoundFile, imageId: string, known: StoredImage | null, wantsVector: boolean): Task {
    const twins = known?.imageId === imageId ? [] : store.findContent(imageId);
    const moved =
      known === null
        ? twins.find((twin) => !movedKeys.has(twin.key) && !tools.fileExists(twin.file))
        : undefined;
    if (moved !== undefined) movedKeys.add(moved.key);
    return { file, imageId, known, moved: moved ?? null, twin: twins[0] ?? null, wantsVector, followers: [] };
  }

  function enqueue(task: Task): void {
    pending.set(task.imageId, task);
    batch.push(task);
  }

  async function dispatch(): Promise<void> {
    if (batch.length === 0) return;
    while (underWay.size >= batchesUnderWay) await Promise.race(underWay);
    const tasks = batch;
    batch = [];
    const work: Promise<void> = process(tasks)
      .catch((thrown: unknown) => {
        stopped ??= thrown;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function process(tasks: readonly Task[]): Promise<void> {
    const outcomes = await vision.process(
      tasks.map((task) => ({
        file: tools.fileOf(task.file.path),
        imageId: task.imageId,
        wantsThumbnail: true,
        wantsVector: task.wantsVector,
      })),
    );
    tasks.forEach((task, index) => {
      const outcome = outcomes[index];
      if (outcome !== undefined) settle(task, outcome);
    });
    commit();
  }

  function settle(task: Task, outcome: VisionOutcome): void {
    pending.delete(task.imageId);
    if (!outcome.ok) {
      for (const one of [task, ...task.followers]) fail(one.file, one.known, outcome.reason);
      return;
    }
    if (task.wantsVector) {
      const place = places.find(task.file.path, task.known, task.moved, task.twin?.productId ?? null);
      counts.embedded++;
      records.push({
        ...toRecord(task, 'embedded'),
        place,
        vector: outcome.vector,
        width: outcome.width,
        height: outcome.height,
      });
      for (const follower of task.followers) follow(follower, place.id, outcome);
      return;
    }
    keep(task, outcome);
    for (const follower of task.followers) keep(follower, outcome);
  }

  function follow(task: Task, leaderId: string, size: { width: number; height: number }): void {
    counts.duplicate++;
    const place = places.find(task.file.path, task.known, task.moved, leaderId);
    records.push({ ...toRecord(task, 'duplicate'), place, width: size.width, height: size.height });
  }

  /** The bytes are embedded already: the same file, one that moved, or a copy. */
  function keep(task: Task, size: { width: number; height: number } | null = null): void {
    const source = task.known?.imageId === task.imageId ? task.known : (task.moved ?? task.twin);
    const isCopy = task.known?.imageId !== task.imageId && task.moved === null && task.twin !== null;
    if (isCopy) counts.duplicate++;
    else counts.unchanged++;
    records.push({
      ...toRecord(task, isCopy || source?.state === 'duplicate' ? 'duplicate' : 'embedded'),
      place: places.find(task.file.path, task.known, task.moved, task.twin?.productId ?? null),
      width: size?.width ?? source?.width ?? null,
      height: size?.height ?? source?.height ?? null,
    });
  }

  function fail(file: FoundFile, known: StoredImage | null, reason: string): void {
    counts.failed++;
    tools.onProblem({ path: file.path, reason });
    records.push({
      key: known?.key ?? null,
      path: file.path,
      sizeBytes: file.sizeBytes,
      modifiedMs: file.modifiedMs,
      imageId: null,
      state: 'failed',
      reason,
      width: null,
      height: null,
      place: places.findForFailed(file.path, known),
      vector: null,
    });
  }

  function commit(): void {
    if (records.length === 0) return;
    const batchRecords = records;
    records = [];
    const productIds = store.commit(batchRecords);
    counts.found = counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
    tools.onCommitted(batchRecords, productIds);
  }

  return { counts, run };
}

function toRecord(task: Task, state: 'embedded' | 'duplicate'): ImageRecord {
  return {
    key: task.known?.key ?? task.moved?.key ?? null,
    path: task.file.path,
    sizeBytes: task.file.sizeBytes,
    modifiedMs: task.file.modifiedMs,
    imageId: task.imageId,
    state,
    reason: null,
    width: null,
    height: null,
    place: null,
    vector: null,
  };
}

/** Sizes and modification times equal: the bytes are taken to be the same, as every incremental tool does. */
function isSameFile(known: StoredImage, file: FoundFile): boolean {
  return known.sizeBytes === file.sizeBytes && known.modifiedMs === file.modifiedMs;
}
