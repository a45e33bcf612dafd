/** One running app: a second start hands its paths to the first and ends. */
import { isAbsolute, resolve } from 'node:path';
import { app } from 'electron';

type Open = (paths: string[]) => void;

/** Paths that came before there was a window to give them to. */
let waiting: string[] = [];
let open: Open = (paths) => {
  waiting.push(...paths);
};

/** @returns false when another instance runs: this one is to quit */
export function keepSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, words, folder) => open(pathsIn(words, folder)));
  // macOS: a folder dropped on the dock icon, or a recent one chosen from its menu.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  waiting.push(...pathsIn(process.argv, process.cwd()));
  return true;
}

/** From now on paths go there, first of all the ones that waited. */
export function onPaths(listener: Open): void {
  open = listener;
  if (waiting.length > 0) listener(waiting);
  waiting = [];
}

/** The words of a start that are paths: not switches, not the program and not its script. */
function pathsIn(words: readonly string[], folder: string): string[] {
  const given = words.slice(app.isPackaged ? 1 : 2).filter((word) => word !== '' && !word.startsWith('-'));
  return given.map((word) => (isAbsolute(word) ? word : resolve(folder, word)));
}
