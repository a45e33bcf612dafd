/** The files and folders that this process was started with. */
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

/** The words before the paths: none in a packaged app, the app's own folder from a checkout. */
export function ownWords(): string[] {
  return process.argv.slice(1, firstWord());
}

/** Absolute paths, whether they exist or not. */
export function pathsOfThisStart(): string[] {
  const words = process.argv.slice(firstWord());
  const end = words.indexOf('--');
  const [before, after] = end === -1 ? [words, []] : [words.slice(0, end), words.slice(end + 1)];
  const given = [...before.filter((word) => !word.startsWith('-')), ...after];
  return given.flatMap((word) => pathOf(word) ?? []);
}

function firstWord(): number {
  return app.isPackaged ? 1 : 2;
}

/** Linux file managers hand over `file://` addresses. */
function pathOf(word: string): string | null {
  if (word === '') return null;
  if (!/^file:/i.test(word)) return isAbsolute(word) ? word : resolve(word);
  try {
    return fileURLToPath(word);
  } catch {
    // Of another machine, or no address at all: nothing that could be opened.
    return null;
  }
}
