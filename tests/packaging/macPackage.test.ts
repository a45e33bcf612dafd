/** The package of macOS, as far as another system can make it: its property list and what signs it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBuilt, packTwinset } from './packTwinset.ts';
import { fusesOf, writeStubMacElectron } from './stubElectron.ts';

// On macOS the stand-in for codesign would be asked for more than it does. Without a build there is nothing to pack.
describe.skipIf(process.platform !== 'linux' || !isBuilt)('the package of macOS', () => {
  let folder: string;
  let contents: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-mac-'));
    writeStubMacElectron(join(folder, 'electron'));
    const output = await packTwinset(join(folder, 'electron'), ['--mac', '--x64', '--dir']);
    contents = join(output, 'mac', 'Twinset.app', 'Contents');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes folders and images that are dropped on the Dock', () => {
    const types = /<key>CFBundleDocumentTypes<\/key>\s*<array>([\s\S]*?)<\/dict>\s*<\/array>/.exec(
      readFileSync(join(contents, 'Info.plist'), 'utf8'),
    )?.[1];
    expect(types).toContain('<string>public.image</string>');
    expect(types).toMatch(/<key>LSItemContentTypes<\/key>\s*<array>\s*<string>public\.folder<\/string>/);
    expect(types).toMatch(/<key>CFBundleTypeRole<\/key>\s*<string>Viewer<\/string>/);
    // Never in the Finder's place.
    expect(types).toMatch(/<key>LSHandlerRank<\/key>\s*<string>Alternate<\/string>/);
  });

  it('names itself, its kind and its icon', () => {
    const list = readFileSync(join(contents, 'Info.plist'), 'utf8');
    const textOf = (key: string): string | undefined =>
      new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(list)?.[1];
    expect(textOf('CFBundleIdentifier')).toBe('app.twinset.desktop');
    expect(textOf('CFBundleName')).toBe('Twinset');
    expect(textOf('CFBundleIconFile')).toBe('icon.icns');
    expect(textOf('LSApplicationCategoryType')).toBe('public.app-category.photography');
    expect(textOf('NSHumanReadableCopyright')).toContain('Twinset');
    expect(readFileSync(join(contents, 'Resources', 'icon.icns')).toString('latin1', 0, 4)).toBe('icns');
  });

  it('is signed anew after its fuses are set, without a certificate: Apple Silicon starts nothing else', () => {
    const words = readFileSync(join(folder, 'tools', 'codesign.words'), 'utf8')
      .trim()
      .split('\n');
    expect(words).toEqual(expect.arrayContaining(['--sign', '-', '--force', '--deep']));
    const signed = readFileSync(join(folder, 'tools', 'codesign.framework'), 'latin1');
    expect(fusesOf(signed)).toBe('00001100');
    const framework = 'Frameworks/Electron Framework.framework/Electron Framework';
    expect(readFileSync(join(contents, framework), 'latin1')).toBe(signed);
  });
});
