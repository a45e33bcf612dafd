/** Folders that electron-builder takes for Electron's: the real one cannot be had on every machine. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What @electron/fuses looks for in Electron's binary: this text, the version, the number of fuses, a letter for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 8;
const unsetFuses = `${fuseSentinel}\u0001${String.fromCharCode(fuseCount)}${'0'.repeat(fuseCount)}`;

/** The fuses of a binary, a letter for each, as @electron/fuses left them. */
export function fusesOf(binary: string): string {
  const at = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2;
  return binary.slice(at, at + fuseCount);
}

/** Electron for Linux: its binary prints the words it is started with. */
export function writeStubElectron(folder: string): void {
  for (const below of ['resources', 'locales']) mkdirSync(join(folder, below), { recursive: true });
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nprintf '%s\\n' "$@"\nexit 0\n# ${unsetFuses}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  const others = [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'LICENSE',
    'LICENSES.chromium.html',
    'version',
  ];
  for (const name of others) writeFileSync(join(folder, name), 'stub');
}

/** Electron for macOS, as far as electron-builder looks at it: the property lists, and the framework with the fuses. */
export function writeStubMacElectron(folder: string): void {
  const contents = join(folder, 'Electron.app', 'Contents');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(contents, path)), { recursive: true });
    writeFileSync(join(contents, path), text);
  };
  write('Info.plist', propertyList('Electron'));
  write('MacOS/Electron', 'stub');
  write('Resources/electron.icns', 'stub');
  write('Frameworks/Electron Framework.framework/Electron Framework', unsetFuses);
  for (const helper of ['Electron Helper', 'Electron Helper (Renderer)']) {
    write(`Frameworks/${helper}.app/Contents/Info.plist`, propertyList(helper));
    write(`Frameworks/${helper}.app/Contents/MacOS/${helper}`, 'stub');
  }
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    writeFileSync(join(folder, name), 'stub');
}

function propertyList(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIconFile</key><string>electron.icns</string></dict></plist>
`;
}

/** The part of `resedit` that is needed here; electron-builder edits Windows programs with it. */
interface ResEdit {
  readonly NtExecutable: { createEmpty(is32Bit: boolean, isLibrary: boolean): { generate(): ArrayBuffer } };
  readonly NtExecutableResource: {
    from(
      program: object,
      isEmptyAllowed: boolean,
    ): { entries: object[]; outputResource(program: object): void };
  };
  readonly Resource: {
    readonly VersionInfo: {
      createEmpty(): {
        lang: number;
        setFileVersion(major: number, minor: number, micro: number, revision: number): void;
        outputToResourceEntries(entries: object[]): void;
      };
    };
  };
}

/** Electron for Windows: a program without code, with a version for electron-builder to change, and the fuses behind it. */
export function writeStubWindowsElectron(folder: string): void {
  const fromElectronBuilder = createRequire(import.meta.url).resolve('electron-builder/package.json');
  const fromLibrary = createRequire(fromElectronBuilder).resolve('app-builder-lib/package.json');
  const { NtExecutable, NtExecutableResource, Resource } = createRequire(fromLibrary)('resedit') as ResEdit;
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program, true);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = 1033;
  version.setFileVersion(1, 0, 0, 0);
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const bytes = [Buffer.from(program.generate()), Buffer.from(unsetFuses, 'latin1')];
  writeFileSync(join(folder, 'electron.exe'), Buffer.concat(bytes));
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version'])
    writeFileSync(join(folder, name), 'stub');
}
