/** As `writeAside`, for those who cannot wait a turn: small files whose writing costs less than the waiting. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type AsideOptions, asidePath } from './aside.ts';
import { asUnwritable } from './asUnwritable.ts';
import { flushFolderSync, moveOverSync } from './moveOver.ts';
import { systemErrorCode } from './systemError.ts';

/** @throws Failure `disk-full`, `not-allowed`, `bad-input` for a place that cannot be a file */
export function writeAsideSync(file: string, content: string | Uint8Array, options: AsideOptions = {}): void {
  const target = resolve(file);
  const aside = asidePath(target, options);
  try {
    writeWhereFolderIs(aside, content, options);
    moveOverSync(aside, target, options);
  } catch (thrown) {
    if (existsSync(aside)) rmSync(aside);
    throw asUnwritable(target, thrown);
  }
}

/** The folder is there nearly always: it is made only where it turns out to be missing. */
function writeWhereFolderIs(
  aside: string,
  content: string | Uint8Array,
  { isCache = false, isPrivate = false }: AsideOptions,
): void {
  const flush = !isCache;
  const how = { flush, ...(isPrivate && { mode: 0o600 }) };
  try {
    writeFileSync(aside, content, how);
  } catch (thrown) {
    if (systemErrorCode(thrown) !== 'ENOENT') throw thrown;
    const made = mkdirSync(dirname(aside), { recursive: true });
    if (made !== undefined && flush) flushFolderSync(dirname(made));
    writeFileSync(aside, content, how);
  }
}
