import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findCredentials } from '../../../src/adapters/cluster/connection/credentials.ts';

const folder = mkdtempSync(join(tmpdir(), 'twinset-credentials-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string, mode: number): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('user and password', () => {
  it('come from the environment, both or none', () => {
    const both = { TWINSET_CLUSTER_USER: 'ann', TWINSET_CLUSTER_PASSWORD: 'secret' };
    expect(findCredentials(undefined, both)).toEqual({ username: 'ann', password: 'secret' });
    expect(findCredentials(undefined, {})).toBeNull();
    expect(() => findCredentials(undefined, { TWINSET_CLUSTER_USER: 'ann' })).toThrow(
      'TWINSET_CLUSTER_USER is set and TWINSET_CLUSTER_PASSWORD is not',
    );
  });

  it('come from a file before the environment; a password may hold a colon', () => {
    const file = write('own', 'bob:a:b\n', 0o600);
    expect(findCredentials(file, { TWINSET_CLUSTER_USER: 'ann' })).toEqual({
      username: 'bob',
      password: 'a:b',
    });
  });

  it.skipIf(process.platform === 'win32')('in a file that others may read are refused', () => {
    const file = write('open', 'bob:secret', 0o640);
    expect(() => findCredentials(file, {})).toThrow(`chmod 600 ${file}`);
  });

  it('in a file of another form, or in none, are refused without repeating it', () => {
    const file = write('other', 'secret', 0o600);
    expect(() => findCredentials(file, {})).toThrow('is not USER:PASSWORD');
    expect(() => findCredentials(file, {})).not.toThrow('secret');
    expect(() => findCredentials(join(folder, 'none'), {})).toThrow('cannot be read');
  });
});
