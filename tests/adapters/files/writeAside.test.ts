import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asidePath } from '../../../src/adapters/files/aside.ts';
import { writeAside } from '../../../src/adapters/files/writeAside.ts';
import { writeAsideSync } from '../../../src/adapters/files/writeAsideSync.ts';
import { Failure } from '../../../src/contract/failure.ts';
import { canMount, writeOnSmallDisk } from './smallDisk.ts';
import { openTemporaryFolder } from './temporaryFolder.ts';

const folder = openTemporaryFolder();

describe('writing aside', () => {
  it('puts the pieces into the file in order, small and large, texts and bytes', async () => {
    const large = 'é'.repeat(300_000);
    await writeAside(folder.at('list.csv'), async (write) => {
      await write('\ufeffone,');
      await write(new Uint8Array([0x74, 0x77, 0x6f]));
      await write(large);
      await write('end');
    });
    expect(readFileSync(folder.at('list.csv'), 'utf8')).toBe(`\ufeffone,two${large}end`);
    expect(readdirSync(folder.path)).toEqual(['list.csv']);
  });

  it('lets the caller use its buffer again', async () => {
    const buffer = new Uint8Array([0x61]);
    await writeAside(folder.at('list.csv'), async (write) => {
      await write(buffer);
      buffer[0] = 0x62;
      await write(buffer);
    });
    expect(readFileSync(folder.at('list.csv'), 'utf8')).toBe('ab');
  });

  it('shows the old file until the new one is whole', async () => {
    const file = folder.write('list.csv', 'old');
    await writeAside(file, async (write) => {
      await write('new');
      expect(readFileSync(file, 'utf8')).toBe('old');
    });
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('keeps the old file and leaves nothing beside it where the writing fails', async () => {
    const file = folder.write('list.csv', 'old');
    const cancelled = new Failure('cancelled', 'The export was cancelled.');
    const writing = writeAside(file, async (write) => {
      await write('x'.repeat(500_000));
      throw cancelled;
    });
    await expect(writing).rejects.toBe(cancelled);
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder.path)).toEqual(['list.csv']);
  });

  it('takes a name of the longest length that a file may have', async () => {
    const name = `${'n'.repeat(251)}.csv`;
    await writeAside(folder.at(name), (write) => write('x'));
    expect(existsSync(folder.at(name))).toBe(true);
  });

  it('writes over earlier bytes where it is told to, and goes on at the end', async () => {
    await writeAside(folder.at('index.bin'), async (write) => {
      await write('????');
      await write('y'.repeat(300_000));
      await write('HEAD', 0);
      await write('end');
    });
    expect(readFileSync(folder.at('index.bin'), 'utf8')).toBe(`HEAD${'y'.repeat(300_000)}end`);
  });

  it('has one name aside for an only writer, and writes over what a killed process left there', async () => {
    const file = folder.at('index.cache');
    folder.write(basename(asidePath(file, { isOnlyWriter: true })), 'half '.repeat(1000));
    await writeAside(file, 'whole', { isOnlyWriter: true, isCache: true });
    expect(readFileSync(file, 'utf8')).toBe('whole');
    expect(readdirSync(folder.path)).toEqual(['index.cache']);
  });

  it('makes a folder that is missing', async () => {
    await writeAside(folder.at('new/deep/list.csv'), 'x');
    expect(readdirSync(folder.at('new/deep'))).toEqual(['list.csv']);
  });

  it('refuses a place below a file, and one that is a folder', async () => {
    folder.write('file', 'x');
    await expect(writeAside(folder.at('file/list.csv'), 'x')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(folder.at('file')),
    });
    mkdirSync(folder.at('list.csv'));
    await expect(writeAside(folder.at('list.csv'), 'x')).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('is a folder'),
    });
    expect(readdirSync(folder.path)).toEqual(['file', 'list.csv']);
  });

  it.skipIf(process.platform !== 'linux')('refuses a place that the system protects', async () => {
    await expect(writeAside('/proc/list.csv', 'x')).rejects.toMatchObject({
      code: expect.stringMatching(/not-allowed|bad-input/),
    });
  });
});

describe('writing aside at once', () => {
  it('writes, makes a missing folder, and leaves nothing beside the file', () => {
    writeAsideSync(folder.at('new/settings.json'), '{"a":1}');
    writeAsideSync(folder.at('new/settings.json'), '{"a":2}', { isCache: true });
    expect(readFileSync(folder.at('new/settings.json'), 'utf8')).toBe('{"a":2}');
    expect(readdirSync(folder.at('new'))).toEqual(['settings.json']);
  });

  it('refuses as the other does', () => {
    folder.write('file', 'x');
    mkdirSync(folder.at('list.csv'));
    for (const place of ['file/settings.json', 'list.csv']) {
      expect(() => writeAsideSync(folder.at(place), 'x')).toThrow(
        expect.objectContaining({ name: 'Failure', code: 'bad-input' }),
      );
    }
    expect(readdirSync(folder.path)).toEqual(['file', 'list.csv']);
  });
});

describe.skipIf(!canMount)('on a full disk', () => {
  it('says which file there was no room for, keeps the old one and leaves nothing beside it', () => {
    const outcome = writeOnSmallDisk(folder.path);
    const full = { code: 'disk-full', message: expect.stringContaining('list.csv') };
    expect(outcome).toEqual({ pieces: full, atOnce: full, names: ['list.csv'], content: 'old' });
  });
});
