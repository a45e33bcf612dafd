/**
 * One import, from the files of a folder to records in the catalog. Every file found ends as exactly one of
 * embedded, unchanged, duplicate or failed. A few batches are under way, whatever the folder holds: beyond the listing
 * memory is bounded. Whichever is ready first, they are stored in the order of the files, so that the same folder
 * always makes the same catalog.
 */
import { asFailure } from '../../contract/failure.ts';
import type { ImportCounts, Problem } from '../../contract/imports.ts';
import type { Vision, VisionOutcome } from '../models/ports.ts';
import { lookAhead } from '../work/lookAhead.ts';
import { isSameFile } from './findMoves.ts';
import type { FolderListing } from './folderListing.ts';
import { createImportOutcomes, type ImportOutcomes, type ImportTask } from './importOutcomes.ts';
import type { RowMatcher } from './placeFinder.ts';
import type { Absence, FoundFile, ImageContent, ImageFolder, ImportControl } from './ports.ts';
import { prepareImport } from './prepareImport.ts';
import type { ImageRecord, ImportStore, StoredImage } from './storePort.ts';

/** Large enough to keep both cores busy, small enough that a crash loses little. */
const batchSize = 32;
const batchesUnderWay = 3;
/** Files read side by side: one at a time waits for the disk, more hold bytes for nothing. */
const filesReadAhead = 8;
/** A batch has no more files than this, those that need no vision among them. */
const filesInBatch = 256;

export interface ImportTools {
  readonly images: Pick<ImageFolder, 'read'>;
  readonly absence: Absence;
  readonly store: ImportStore;
  readonly vision: Vision;
  readonly control: ImportControl;
  /** The imported folder, as stored images have it. */
  readonly folder: string;
  /** The metadata file, or null. */
  readonly metadata: string | null;
  /** Null where there is no metadata: folder names stand in. */
  readonly rows: RowMatcher | null;
  readonly folders: RowMatcher;
  fileOf(path: string): string;
  hasThumbnail(imageId: string): boolean;
  /** Lets others have a turn. */
  nextTurn(): Promise<void>;
  /** A batch is in the database: `productIds` came, changed or went. */
  onCommitted(records: readonly ImageRecord[], productIds: readonly string[]): void;
  onProblem(problem: Problem): void;
}

/** A file with what is known of it, and its content, or why it has none. */
interface ReadFile {
  readonly file: FoundFile;
  readonly known: StoredImage | null;
  readonly content: ImageContent | null;
  readonly problem: string | null;
  /** True where it may well be an image, but could not be read this time. */
  readonly isUnread: boolean;
  /** Images of other folders with these bytes whose files are gone. */
  readonly gone: readonly StoredImage[];
}

/** A file's turn in its batch: a picture to look at first, or an outcome that is clear already. */
type Turn = { readonly task: ImportTask } | { readonly conclude: () => void };

export interface ImportRun {
  readonly counts: ImportCounts;
  /** Ends when every file has its outcome, or the import was cancelled. @throws Failure where it cannot go on */
  run(listing: Promise<FolderListing>): Promise<void>;
  /** What was noticed and decided, in words. */
  notes(): string[];
}

export function createImportRun(tools: ImportTools): ImportRun {
  const { store, vision, control, images, absence } = tools;
  const counts: ImportCounts = { found: 0, embedded: 0, unchanged: 0, duplicate: 0, failed: 0 };
  const pending = new Map<string, ImportTask>();
  const movedKeys = new Set<number>();
  const underWay = new Set<Promise<void>>();
  let stored = Promise.resolve();
  const hasOthers = store.otherFolders().length > 0;
  let outcomes: ImportOutcomes | null = null;
  let batch: Turn[] = [];
  let pictures = 0;
  let stopped: unknown = null;

  const isStopped = () => control.aborted || stopped !== null;

  async function run(listing: Promise<FolderListing>): Promise<void> {
    try {
      await takeAll(await listing);
    } catch (thrown) {
      stopped ??= thrown;
    }
    await Promise.all(underWay);
    if (stopped !== null) throw stopped;
  }

  async function takeAll(listing: FolderListing): Promise<void> {
    if (isStopped()) return;
    const onRehomed = (productIds: readonly string[]) => tools.onCommitted([], productIds);
    const prepared = await prepareImport(listing, {
      ...tools,
      hash,
      isFolderGone: absence.isFolderGone,
      onRehomed,
      isStopped,
    });
    const to = createImportOutcomes({ ...tools, counts, prepared });
    outcomes = to;
    for await (const file of lookAhead(prepared.files, filesReadAhead, read)) {
      await control.whenRunning();
      if (isStopped()) return;
      take(file, to);
      if (pictures >= batchSize || batch.length >= filesInBatch) await dispatch(to);
    }
    if (!isStopped()) await dispatch(to);
  }

  async function hash(path: string): Promise<string | null> {
    await control.whenRunning();
    if (isStopped()) return null;
    try {
      return (await images.read(tools.fileOf(path), control)).imageId;
    } catch {
      // It is read again when its turn comes, and says why not.
      return null;
    }
  }

  async function read(file: FoundFile): Promise<ReadFile> {
    const known = store.findImage(file.path);
    const { problem, isUnread } = file;
    if (problem !== null) return { file, known, content: null, problem, isUnread, gone: [] };
    try {
      const content =
        known !== null && known.imageId !== null && isSameFile(known, file)
          ? { imageId: known.imageId, bytes: null }
          : await images.read(tools.fileOf(file.path), control);
      const gone = known === null && hasOthers ? await findGone(content.imageId) : [];
      return { file, known, content, problem, isUnread, gone };
    } catch (thrown) {
      const { code, message } = asFailure(thrown);
      return {
        file,
        known,
        content: null,
        problem: message,
        isUnread: code !== 'image-unusable',
        gone: [],
      };
    }
  }

  async function findGone(imageId: string): Promise<StoredImage[]> {
    const gone: StoredImage[] = [];
    for (const image of store.findContent(imageId)) {
      if (image.folder === tools.folder) continue;
      if (await absence.isFileGone(image.folder, image.path)) gone.push(image);
    }
    return gone;
  }

  function take({ file, known, content, problem, isUnread, gone }: ReadFile, to: ImportOutcomes): void {
    if (content === null) {
      batch.push({ conclude: () => to[isUnread ? 'leave' : 'fail'](file, known, problem ?? '') });
      return;
    }
    const { imageId, bytes } = content;
    const moved = gone.find(({ key }) => !movedKeys.has(key)) ?? null;
    if (moved !== null) movedKeys.add(moved.key);
    const twins = known?.imageId === imageId ? [] : store.findContent(imageId);
    const itself = twins.find((twin) => nameOf(twin) === nameOf({ folder: tools.folder, path: file.path }));
    const isEmbedded = store.hasEmbedding(imageId);
    const task: ImportTask = {
      file,
      imageId,
      bytes,
      known,
      moved,
      twin: itself ?? twins[0] ?? null,
      isTwinItself: itself !== undefined,
      wantsVector: !isEmbedded,
      followers: [],
    };
    const leader = pending.get(imageId);
    // A thousand copies in a row must not hold a thousand times their bytes.
    if (leader !== undefined) leader.followers.push({ ...task, bytes: null });
    else if (isEmbedded && tools.hasThumbnail(imageId)) batch.push({ conclude: () => to.keep(task, null) });
    else {
      pending.set(imageId, task);
      batch.push({ task });
      pictures++;
    }
  }

  async function dispatch(to: ImportOutcomes): Promise<void> {
    if (batch.length === 0) return;
    while (underWay.size >= batchesUnderWay) await Promise.race(underWay);
    const turns = batch;
    batch = [];
    pictures = 0;
    const work: Promise<void> = process(turns, stored, to)
      .catch((thrown: unknown) => {
        stopped ??= thrown;
      })
      .finally(() => underWay.delete(work));
    stored = work;
    underWay.add(work);
  }

  /** @param before ends when the batch before this one is stored */
  async function process(turns: readonly Turn[], before: Promise<void>, to: ImportOutcomes): Promise<void> {
    const tasks = turns.flatMap((turn) => ('task' in turn ? [turn.task] : []));
    const answers = (await look(tasks)).values();
    await before;
    for (const turn of turns) {
      if ('conclude' in turn) turn.conclude();
      else {
        const answer = answers.next();
        if (answer.done !== true) await settle(turn.task, answer.value, to);
      }
    }
    to.store();
  }

  async function look(tasks: readonly ImportTask[]): Promise<VisionOutcome[]> {
    if (tasks.length === 0) return [];
    return vision.process(
      tasks.map((task) => ({
        file: tools.fileOf(task.file.path),
        imageId: task.imageId,
        bytes: task.bytes,
        wantsThumbnail: true,
        wantsVector: task.wantsVector,
      })),
    );
  }

  async function settle(task: ImportTask, answer: VisionOutcome, to: ImportOutcomes): Promise<void> {
    const isUnread = !answer.ok && !(await isStillThere(task));
    // Whoever has the same bytes joined until now.
    pending.delete(task.imageId);
    if (!answer.ok) {
      for (const { file, known } of [task, ...task.followers]) {
        if (isUnread) to.leave(file, known, answer.reason);
        else to.fail(file, known, answer.reason);
      }
    } else if (task.wantsVector) to.embed(task, answer);
    else for (const one of [task, ...task.followers]) to.keep(one, answer);
  }

  /** A large file is read a second time by the vision worker: it is broken only if its bytes are those that were hashed. */
  async function isStillThere({ file, imageId, bytes }: ImportTask): Promise<boolean> {
    return bytes !== null || (await hash(file.path)) === imageId;
  }

  return { counts, run, notes: () => outcomes?.notes() ?? [] };
}

/** The whole path, the same for a file that is reached through two imported folders, one within the other. */
function nameOf({ folder, path }: Pick<StoredImage, 'folder' | 'path'>): string {
  return `${folder}/${path}`.replaceAll('\\', '/');
}
