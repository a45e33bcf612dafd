/** What core asks of the adapters that read folders and metadata. */
/** The part of an AbortSignal that core needs; core knows no DOM and no Node. */
export interface Cancellation {
  readonly aborted: boolean;
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
  readonly rows: readonly (readonly string[])[];
  /** Rows that could not be read as they stand (wrong number of cells), with their line numbers. */
  readonly malformedLines: readonly number[];
  /** What was found out about the file and decided, in words. */
  readonly notes: readonly string[];
}
