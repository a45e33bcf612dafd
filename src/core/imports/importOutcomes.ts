/** Gives each file of an import its one outcome, counts it, and stores what is decided in batches. */
import type { ImportCounts, Problem } from '../../contract/imports.ts';
import type { VisionOutcome } from '../models/ports.ts';
import type { FoundFile } from './ports.ts';
import type { PreparedImport } from './prepareImport.ts';
import type { ImageRecord, ImportStore, ProductPlace, StoredImage } from './storePort.ts';

/** A file whose content is known and that waits for its outcome. */
export interface ImportTask {
  readonly file: FoundFile;
  readonly imageId: string;
  readonly bytes: Uint8Array | null;
  readonly known: StoredImage | null;
  /** An image of another folder with these bytes whose file is gone: this file is where it went. */
  readonly moved: StoredImage | null;
  readonly twin: StoredImage | null;
  /** The twin is this very file, found through another folder that was imported. */
  readonly isTwinItself: boolean;
  readonly wantsVector: boolean;
  /** Files with the same bytes that came while this one was under way. */
  readonly followers: ImportTask[];
}

interface Size {
  readonly width: number | null;
  readonly height: number | null;
}

/** A picture that was decoded. */
type Seen = Extract<VisionOutcome, { ok: true }>;

export interface ImportOutcomes {
  readonly counts: ImportCounts;
  /** Embedded now, with all that have the same bytes. */
  embed(task: ImportTask, seen: Seen): void;
  /** The bytes are embedded already: the same file, one that moved, or a copy. */
  keep(task: ImportTask, seen: Seen | null): void;
  /** The file is no image that can be imported. */
  fail(file: FoundFile, known: StoredImage | null, reason: string): void;
  /** The file could not be read this time: what is known of it stays, and the next import tries again. */
  leave(file: FoundFile, known: StoredImage | null, reason: string): void;
  store(): void;
  /** What was noticed and decided, in words. */
  notes(): string[];
}

export interface OutcomeTools {
  readonly store: ImportStore;
  readonly prepared: PreparedImport;
  readonly counts: ImportCounts;
  onCommitted(records: readonly ImageRecord[], productIds: readonly string[]): void;
  onProblem(problem: Problem): void;
}

/** Groups of files that a note names before it says how many more there are. */
const groupsNamed = 5;

export function createImportOutcomes(tools: OutcomeTools): ImportOutcomes {
  const { store, prepared, counts } = tools;
  const { places, rowOf } = prepared;
  const sharing = new Map<string, string>();
  let records: ImageRecord[] = [];
  let unread: number[] = [];
  let kept = 0;

  function placeOf(task: ImportTask, twinProductId: string | null): ProductPlace {
    const { path } = task.file;
    // Without metadata each file is a product of its own, but not each way to it.
    const linkedId = prepared.hasMetadata || task.isTwinItself ? twinProductId : null;
    const place = places.find(path, task.known ?? task.moved, linkedId);
    if (rowOf(path) === null && prepared.names.sharersOf(path) !== null) sharing.set(path, place.id);
    return place;
  }

  function follow(task: ImportTask, leaderId: string, size: Size): void {
    counts.duplicate++;
    records.push({ ...toRecord(task, 'duplicate'), ...size, place: placeOf(task, leaderId) });
  }

  function refuse(file: FoundFile, reason: string): void {
    counts.failed++;
    tools.onProblem({ path: file.path, reason });
  }

  function record(file: FoundFile, known: StoredImage | null, reason: string): void {
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

  return {
    counts,
    embed(task, { width, height, vector, sketch, colours }) {
      const place = placeOf(task, task.twin?.productId ?? null);
      counts.embedded++;
      records.push({ ...toRecord(task, 'embedded'), place, vector, sketch, colours, width, height });
      for (const follower of task.followers) follow(follower, place.id, { width, height });
    },
    keep(task, seen) {
      const isSame = task.known?.imageId === task.imageId;
      const source = isSame ? task.known : (task.moved ?? task.twin);
      const isCopy = !isSame && task.moved === null && task.twin !== null;
      if (isCopy) counts.duplicate++;
      else counts.unchanged++;
      records.push({
        ...toRecord(task, isCopy || source?.state === 'duplicate' ? 'duplicate' : 'embedded'),
        place: placeOf(task, task.twin?.productId ?? null),
        sketch: seen?.sketch,
        colours: seen?.colours,
        width: seen?.width ?? source?.width ?? null,
        height: seen?.height ?? source?.height ?? null,
      });
    },
    fail(file, known, reason) {
      refuse(file, reason);
      record(file, known, reason);
    },
    leave(file, known, reason) {
      refuse(file, reason);
      if (known === null || known.imageId === null) {
        record(file, known, reason);
        return;
      }
      unread.push(known.key);
      kept++;
    },
    store() {
      if (records.length + unread.length === 0) return;
      const [batch, keys] = [records, unread];
      records = [];
      unread = [];
      if (keys.length > 0) store.keepUnread(keys);
      const productIds = store.commit(batch);
      counts.found = counts.embedded + counts.unchanged + counts.duplicate + counts.failed;
      tools.onCommitted(batch, productIds);
    },
    notes: () => [
      ...prepared.products.notes(),
      ...noteSharing(prepared, sharing),
      ...(kept === 0 ? [] : [noteKept(kept)]),
    ],
  };
}

function toRecord(task: ImportTask, state: 'embedded' | 'duplicate'): ImageRecord {
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

function noteSharing({ names }: PreparedImport, ids: ReadonlyMap<string, string>): string[] {
  const groups = new Set([...ids.keys()].map((path) => names.sharersOf(path) ?? []));
  const lines = [...groups].map((group) =>
    group
      .filter((path) => ids.has(path))
      .map((path) => `${path} is ${ids.get(path)}`)
      .join(', '),
  );
  if (lines.length === 0) return [];
  const named = lines.slice(0, groupsNamed).join('; ');
  const more = lines.length > groupsNamed ? `; and ${lines.length - groupsNamed} more names` : '';
  return [`Files that differ only in their ending are products of their own: ${named}${more}.`];
}

function noteKept(kept: number): string {
  return kept === 1
    ? '1 file could not be read this time; what is known of it stays as it was, and the next import tries again.'
    : `${kept.toLocaleString('en')} files could not be read this time; what is known of them stays as it was, and the next import tries again.`;
}
