/**
 * One import, from the files of a folder to records in the catalog. Every file found ends as exactly one of
 * embedded, unchanged, duplicate or failed. Memory is bounded: a few batches are under way, whatever the folder holds.
 */
import { asFailure } from '../../contract/failure.ts';
import type { ImportCounts, Problem } from '../../contract/imports.ts';
import type { Vision, VisionOutcome } from '../models/ports.ts';
import { lookAhead } from './lookAhead.ts';
import type { PlaceFinder } from './placeFinder.ts';
import type { Cancellation, FoundFile, ImageContent, ImageFolder } from './ports.ts';
import type { ImageRecord, ImportStore, StoredImage } from './storePort.ts';

/** Large enough to keep both cores busy, small enough that a crash loses little. */
const batchSize = 32;
const batchesUnderWay = 3;
/** Files read side by side: one at a time waits for the disk, more hold bytes for nothing. */
const filesReadAhead = 8;
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

/** A file with what is known of it, and its content: not read where it is unchanged or refused. */
interface ReadFile {
  readonly file: FoundFile;
  readonly known: StoredImage | null;
  readonly content: ImageContent | null;
  /** Why it cannot be imported. */
  readonly problem: string | null;
}

/** A file whose content is known and that waits for its outcome. */
interface Task {
  readonly file: FoundFile;
  readonly imageId: string;
  readonly bytes: Uint8Array | null;
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
    const files = tools.images.walk(folder, control);
    for await (const file of lookAhead(files, filesReadAhead, read)) {
      await control.whenRunning();
      if (control.aborted || stopped !== null) return;
      take(file);
      if (batch.length >= batchSize) await dispatch();
      if (records.length >= commitSize) commit();
    }
    if (!control.aborted && stopped === null) await dispatch();
  }

  async function read(file: FoundFile): Promise<ReadFile> {
    const known = store.findImage(file.path);
    if (file.problem !== null) return { file, known, content: null, problem: file.problem };
    const isSame = known !== null && known.imageId !== null && isSameFile(known, file);
    try {
      const content = isSame
        ? { imageId: known.imageId, bytes: null }
        : await tools.images.read(tools.fileOf(file.path), control);
      return { file, known, content, problem: null };
    } catch (thrown) {
      return { file, known, content: null, problem: asFailure(thrown).message };
    }
  }

  function take({ file, known, content, problem }: ReadFile): void {
    if (content === null) {
      fail(file, known, problem ?? '');
      return;
    }
    const { imageId } = content;
    const leader = pending.get(imageId);
    const isEmbedded = store.hasEmbedding(imageId);
    const task = toTask(file, content, known, !isEmbedded);
    // A thousand copies in a row must not hold a thousand times their bytes.
    if (leader !== undefined) leader.followers.push({ ...task, bytes: null });
    else if (isEmbedded && tools.hasThumbnail(imageId)) keep(task);
    else enqueue(task);
  }

  function toTask(
    file: FoundFile,
    { imageId, bytes }: ImageContent,
    known: StoredImage | null,
    wantsVector: boolean,
  ): Task {
    const twins = known?.imageId === imageId ? [] : store.findContent(imageId);
    const moved =
      known === null
        ? twins.find((twin) => !movedKeys.has(twin.key) && !tools.fileExists(twin.file))
        : undefined;
    if (moved !== undefined) movedKeys.add(moved.key);
    return {
      file,
      imageId,
      bytes,
      known,
      moved: moved ?? null,
      twin: twins[0] ?? null,
      wantsVector,
      followers: [],
    };
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
        bytes: task.bytes,
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
