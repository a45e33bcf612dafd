import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseProcesses, readTreeMemory, sumTree, watchTreeMemory } from '../../src/bench/processMemory.ts';

/** Started, and past its start: it holds what it will hold. */
async function startNode(): Promise<{ pid: number; end(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => {}, 1000)']);
  await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    async end() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

describe('the list of processes', () => {
  const processes = parseProcesses(
    '    1     0  100\n   20     1 2000\n  300    20   30\n  301    20    5\n   40     1  9\n\n',
  );

  it('is summed below a process, whatever the depth', () => {
    expect(sumTree(processes, 20)).toBe((2000 + 30 + 5) * 1024);
    expect(sumTree(processes, 1)).toBe((100 + 2000 + 30 + 5 + 9) * 1024);
    expect(sumTree(processes, 300)).toBe(30 * 1024);
  });

  it('knows no process that is not in it', () => {
    expect(sumTree(processes, 7)).toBeNull();
    expect(parseProcesses('')).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a running process', () => {
  it('is counted with its children', async () => {
    const child = await startNode();
    const [all, below] = [await readTreeMemory(process.pid), await readTreeMemory(child.pid)];
    await child.end();
    expect(below).toBeGreaterThan(10e6);
    expect(all).toBeGreaterThan((below ?? 0) + 10e6);
  });

  it('is nothing once it ended', async () => {
    const child = await startNode();
    await child.end();
    expect(await readTreeMemory(child.pid)).toBeNull();
  });

  it('is remembered at its peak by a watch', async () => {
    const child = await startNode();
    const watch = watchTreeMemory(child.pid);
    const peak = await watch.stop();
    await child.end();
    expect(peak).toBeGreaterThan(10e6);
  });
});
