import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDataFolder, makeDataFolder } from '../../src/engine/dataFolder.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'twinset-home-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is where the system keeps such things', () => {
    expect(findDataFolder({}, 'darwin', home)).toBe(join(home, 'Library/Application Support/Twinset'));
    expect(findDataFolder({}, 'linux', home)).toBe(join(home, '.local/share/twinset'));
    expect(findDataFolder({ XDG_DATA_HOME: 'relative' }, 'linux', home)).toBe(
      join(home, '.local/share/twinset'),
    );
    expect(findDataFolder({ TWINSET_DATA: join(home, 'own') }, 'win32', home)).toBe(join(home, 'own'));
  });

  it('does not roam on Windows, but stays where version 0.1 made it', () => {
    const local = join(home, 'AppData/Local/Twinset');
    const roaming = join(home, 'AppData/Roaming/Twinset');
    expect(findDataFolder({}, 'win32', home)).toBe(local);
    mkdirSync(roaming, { recursive: true });
    expect(findDataFolder({}, 'win32', home)).toBe(local);
    writeFileSync(join(roaming, 'settings.json'), '{}');
    expect(findDataFolder({}, 'win32', home)).toBe(roaming);
    // Someone who began anew in the new place is not led back.
    mkdirSync(local, { recursive: true });
    expect(findDataFolder({}, 'win32', home)).toBe(local);
    const elsewhere = { LOCALAPPDATA: join(home, 'L'), APPDATA: join(home, 'R') };
    expect(findDataFolder(elsewhere, 'win32', home)).toBe(join(home, 'L/Twinset'));
  });

  it('that cannot be made is refused with the way out', () => {
    writeFileSync(join(home, 'file'), '');
    expect(() => makeDataFolder(join(home, 'file/data'))).toThrow(
      `Twinset's data folder ${join(home, 'file/data')} cannot be made or written to. Set TWINSET_DATA`,
    );
  });
});
