/** The compact rows, which rest in a file while nobody needs them: searches that go by prefixes do not. */
import type { ByteRows } from '../rows/byteRows.ts';

/** Rows as a file has them. */
export interface RowsFile {
  /** Null where the file is gone or not sound. */
  readNow(): ByteRows | null;
  /** The same, letting others have their turn. */
  read(): Promise<ByteRows | null>;
}

/** Rows made anew, where no file has them. */
export interface RowsMaker {
  makeNow(): ByteRows;
  make(): Promise<ByteRows>;
}

export interface RestingRows {
  /** Whether they are in memory. */
  readonly areAwake: boolean;
  /** Good for this turn. */
  now(): ByteRows;
  /** They are in memory then, and stay there until they are given back, or for a while. */
  wake(): Promise<ByteRows>;
  /** As `wake`; they are in memory until `giveBack` is called. */
  borrow(): Promise<ByteRows>;
  giveBack(): void;
  /** To be written to: what a file has is another's from then on. */
  change(): ByteRows;
  /** Where a file has them as they are, they rest there once nobody needs them; null where none has. */
  rest(file: RowsFile | null): void;
}

/** Who needs them once mostly needs them again soon. */
const keptMs = 20_000;

/** @param first rows, or the file where they rest */
export function createRestingRows(first: ByteRows | RowsFile, { makeNow, make }: RowsMaker): RestingRows {
  let rows: ByteRows | null = 'scanCoarse' in first ? first : null;
  let file: RowsFile | null = 'scanCoarse' in first ? null : first;
  let waking: Promise<ByteRows> | null = null;
  let borrowers = 0;
  let resting: NodeJS.Timeout | undefined;

  function restSoon(): void {
    clearTimeout(resting);
    if (file === null || borrowers > 0) return;
    resting = setTimeout(() => {
      if (file !== null && borrowers === 0) rows = null;
    }, keptMs).unref();
  }

  function now(): ByteRows {
    rows ??= file?.readNow() ?? makeNow();
    restSoon();
    return rows;
  }

  async function read(): Promise<ByteRows> {
    const found = (await file?.read()) ?? (await make());
    // Somebody may have needed them at once meanwhile.
    rows ??= found;
    return rows;
  }

  async function wake(): Promise<ByteRows> {
    if (rows === null) {
      waking ??= read().finally(() => {
        waking = null;
      });
      await waking;
    }
    return now();
  }

  return {
    get areAwake() {
      return rows !== null;
    },
    now,
    wake,
    async borrow() {
      borrowers++;
      try {
        return await wake();
      } catch (thrown) {
        borrowers--;
        throw thrown;
      }
    },
    giveBack() {
      borrowers--;
      restSoon();
    },
    change() {
      const own = now();
      file = null;
      clearTimeout(resting);
      return own;
    },
    rest(saved) {
      if (saved === null && rows === null) return;
      file = saved;
      restSoon();
    },
  };
}
