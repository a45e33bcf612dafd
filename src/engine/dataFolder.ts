/** Where Twinset keeps what is its own: settings, recent catalogs, downloaded weights, catalogs made by "Open a folder". */
import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../contract/failure.ts';

/**
 * `TWINSET_DATA` where set, else the platform's usual place for application data.
 * @returns an absolute path; the folder may not exist yet
 */
export function findDataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const chosen = environment['TWINSET_DATA'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Twinset');
  if (platform === 'win32') return findWindowsFolder(environment, home);
  const shared = environment['XDG_DATA_HOME'];
  // The XDG base directory specification says to ignore a relative value.
  return join(shared?.startsWith('/') ? shared : join(home, '.local', 'share'), 'twinset');
}

/**
 * Catalogs are large and of this machine: they do not belong into the roaming profile, which is copied over the network.
 * Version 0.1 kept them there; where it did, they stay and are found.
 */
function findWindowsFolder(environment: NodeJS.ProcessEnv, home: string): string {
  const local = join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Twinset');
  const roaming = join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Twinset');
  // Electron itself makes an empty folder there before it is told of another.
  const isUsed = ['settings.json', 'recent.json', 'catalogs'].some((name) => existsSync(join(roaming, name)));
  return !existsSync(local) && isUsed ? roaming : local;
}

/** Makes the folder, or one in it, where it is missing. @throws Failure `not-allowed` also where nothing can be written in it */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    requireWritable(folder);
  } catch (thrown) {
    throw new Failure(
      'not-allowed',
      `Twinset's data folder ${folder} cannot be made or written to. Set TWINSET_DATA to a folder that you may write to.`,
      String(thrown),
    );
  }
}

/** By trying: Windows tells in no other way. A full disk is told of by whoever has something to keep. */
function requireWritable(folder: string): void {
  try {
    rmdirSync(mkdtempSync(join(folder, '.twinset-')));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
  }
}
