/** What others ask of a catalog's imports; and what core asks of the adapters that read folders and metadata. */
import type { Output } from '../../contract/contract.ts';
import type {
  ImportOptions,
  ImportProgress,
  ImportReport,
  PastImport,
  Problem,
} from '../../contract/imports.ts';

/** The part of an AbortSignal that core needs; core knows no DOM and no Node. */
export interface Cancellation {
  readonly aborted: boolean;
}

/** The same as a signal, for what must be told rather than ask. */
export interface CancelSignal extends Cancellation {
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface ImportControl extends Cancellation {
  /** Resolves at once while running, at resume while paused. */
  whenRunning(): Promise<void>;
}

/** Time an import spent working, pauses left out. */
export interface ImportClock {
  /** The work begins, unless it is held. */
  start(): void;
  hold(): void;
  /** The work goes on, where it has begun. */
  goOn(): void;
  /** Seconds worked so far. */
  seconds(): number;
  /** Images per second over the last few seconds, or over all where that is shorter. */
  rate(settled: number): number;
  secondsLeft(settled: number, total: number): number | null;
}

export interface ImportOrder {
  /** The job's. */
  readonly importId: string;
  /** Absolute, existing, on this machine. */
  readonly folder: string;
  readonly options: ImportOptions;
  readonly control: ImportControl;
  /** Stopped while the job is paused. */
  readonly clock: ImportClock;
  /** The catalog's products changed. */
  onChanged(): void;
  onError(message: string, detail: string | null): void;
}

/** One import under way. */
export interface ImportWork {
  progress(): ImportProgress;
  problems(): readonly Problem[];
  /** Resolves once metadata and network are loaded and files are being read. @throws Failure of the preparation */
  readonly ready: Promise<void>;
  /** Ends with the report, also where the import was cancelled or had to stop; rejects as `ready` does. */
  readonly done: Promise<ImportReport>;
}

/** The imports of an open catalog. */
export interface ImportsPort {
  /** Begins an import and keeps what it needs until `follow`, which is given the work at once, has ended. */
  run<T>(order: ImportOrder, follow: (work: ImportWork) => Promise<T>): Promise<T>;
  /** Of the last import whose report could be kept, or null. */
  lastReport(): Promise<ImportReport | null>;
  /** As `imports.history`. */
  history(): Promise<PastImport[]>;
  /** As `imports.report`. @throws Failure `not-found` */
  report(number: number): Promise<Output<'imports.report'>>;
}

export interface FoundFile {
  /** Relative to the walked folder, forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Set where the file can be refused before it is read: not supported, empty, too large, unreadable. */
  readonly problem: string | null;
  /** True where the problem is not the file's: it could not be looked at this time. */
  readonly isUnread: boolean;
}

/** What could not be looked into this time: a folder that cannot be listed, or a link that leads nowhere. */
export interface UnlistedFolder {
  /** As a file's; empty for the walked folder itself. */
  readonly path: string;
  /** A sentence for a curator. */
  readonly reason: string;
}

export interface ImageFolder {
  /**
   * Every image file below the folder, folders and files in byte order.
   * @param onUnlisted told of each folder whose files are not among those that come
   */
  walk(
    folder: string,
    signal: Cancellation,
    onUnlisted?: (folder: UnlistedFolder) => void,
  ): AsyncIterable<FoundFile>;
  /**
   * Reads a file once, streamed where it is large.
   * @throws Failure `file-unreadable` where it could not be read this time, `image-unusable` where it never can be,
   *   `cancelled`
   */
  read(file: string, signal: Cancellation): Promise<ImageContent>;
}

/** Tells what is gone from what cannot be reached: false wherever that is not sure. */
export interface Absence {
  isFolderGone(folder: string): Promise<boolean>;
  /** @param path relative to the imported folder */
  isFileGone(folder: string, path: string): Promise<boolean>;
}

export interface ImageContent {
  /** Hex sha256 of the file's bytes. */
  readonly imageId: string;
  /** The bytes themselves where they are few enough to hand on; null for a large file. */
  readonly bytes: Uint8Array | null;
}

/** A table as read, from a CSV file or a workbook: every row has as many cells as there are columns. */
export interface MetadataFile {
  readonly path: string;
  /** A label that decoders know ("utf-8", "gbk"); "xlsx" for a workbook. */
  readonly encoding: string;
  /** What separates cells; empty for a workbook. */
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** The cells that `columns` are named after, as they stand, and their line in the file. */
  readonly header: { readonly cells: readonly string[]; readonly line: number };
  readonly rows: readonly (readonly string[])[];
  /** The line, or the row of the sheet, that each of the rows begins on, from 1. */
  readonly lines: readonly number[];
  /** Rows that could not be read as they stand (wrong number of cells), with their line numbers. */
  readonly malformedLines: readonly number[];
  /** What was found out about the file and decided, in words. */
  readonly notes: readonly string[];
}
