import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeAside } from '../../../src/adapters/files/writeAside.ts';
import { Failure } from '../../../src/contract/failure.ts';
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

  it('refuses a place whose folder is missing, and one that is a folder', async () => {
    await expect(writeAside(folder.at('none/list.csv'), (write) => write('x'))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('does not exist'),
    });
    mkdirSync(folder.at('list.csv'));
    await expect(writeAside(folder.at('list.csv'), (write) => write('x'))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('is a folder'),
    });
    expect(readdirSync(folder.path)).toEqual(['list.csv']);
  });

  it.skipIf(process.platform !== 'linux')('refuses a place that the system protects', async () => {
    await expect(writeAside('/proc/list.csv', (write) => write('x'))).rejects.toMatchObject({
      code: expect.stringMatching(/not-allowed|bad-input/),
    });
  });
});
