/** The package of Windows, as far as another system can make it: what its program says of itself, and what lies beside it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBuilt, packTwinset, root } from './packTwinset.ts';
import { fusesOf, writeStubWindowsElectron } from './stubElectron.ts';

// The native packages inside are this system's: each system packages itself. Without a build there is nothing to pack.
describe.skipIf(process.platform !== 'linux' || !isBuilt)('the package of Windows', () => {
  let folder: string;
  let unpacked: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'twinset-windows-'));
    writeStubWindowsElectron(join(folder, 'electron'));
    unpacked = join(await packTwinset(join(folder, 'electron'), ['--win', '--x64', '--dir']), 'win-unpacked');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has a program that says what it is, as the properties of its file show it', () => {
    const said = readFileSync(join(unpacked, 'Twinset.exe'), 'utf16le');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    for (const [name, value] of [
      ['ProductName', 'Twinset'],
      ['CompanyName', 'Twinset'],
      ['FileDescription', 'Twinset'],
      ['FileVersion', version],
      ['LegalCopyright', 'Copyright © 2026 Twinset'],
    ]) {
      expect(said).toMatch(new RegExp(`${name}\\0+${value}\\0`));
    }
  });

  it('knows its archive by its hash, and has its fuses set', () => {
    const program = readFileSync(join(unpacked, 'Twinset.exe'), 'latin1');
    expect(fusesOf(program)).toBe('00001100');
    expect(program).toMatch(/"file":"resources\\\\app\.asar","alg":"SHA256","value":"[0-9a-f]{64}"/);
  });

  it('brings the command line for its shell, and the licences of its Chromium', () => {
    const command = readFileSync(join(unpacked, 'resources', 'bin', 'twinset.cmd'), 'utf8');
    expect(command).toContain('app.asar.unpacked\\out\\main\\cli.js');
    const entry = join(unpacked, 'resources', 'app.asar.unpacked', 'out', 'main', 'cli.js');
    expect(existsSync(entry)).toBe(true);
    expect(existsSync(join(unpacked, 'LICENSES.chromium.html'))).toBe(true);
  });
});
