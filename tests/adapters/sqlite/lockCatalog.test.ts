import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockCatalog } from '../../../src/adapters/sqlite/lockCatalog.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinset-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const module = join(import.meta.dirname, '../../../src/adapters/sqlite/lockCatalog.ts');

function holdInAnotherProcess() {
  const script = `import { lockCatalog } from ${JSON.stringify(module)};
    await lockCatalog(${JSON.stringify(folder)});
    process.send('locked');
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

it('lets one holder in after the other', async () => {
  const first = await lockCatalog(folder);
  first.release();
  const second = await lockCatalog(folder);
  second.release();
});

it('tells the second process which one has the catalog', async () => {
  const holder = holdInAnotherProcess();
  await once(holder, 'message');
  await expect(lockCatalog(folder)).rejects.toMatchObject({
    code: 'catalog-busy',
    message: expect.stringContaining(`process ${holder.pid}`),
  });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
});

it('is free again once its holder was killed', async () => {
  const holder = holdInAnotherProcess();
  await once(holder, 'message');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockCatalog(folder);
  lock.release();
});
