/** Ctrl-C and sudden ends, between real processes: a terminal's signal goes to the whole process group. */
import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createPassOn } from '../../scripts/runChild.mjs';

type Running = ChildProcessByStdio<Writable, Readable, null> & { readonly pid: number };

async function start(environment: NodeJS.ProcessEnv) {
  const parent = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/runsAChild.mjs')], {
    // As a shell does it: a process group of its own, here without a terminal.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  }) as Running;
  let output = '';
  const { promise: closed, resolve: close } = Promise.withResolvers<string>();
  // The child holds the pipe too: it closes when both are gone.
  parent.stdout.on('close', () => close(output));
  parent.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const until = async (text: string): Promise<void> => {
    while (!output.includes(text)) await once(parent.stdout, 'data');
  };
  await until('ready');
  return { parent, until, closed };
}

describe.skipIf(process.platform === 'win32')('a command of package.json', () => {
  it('hears one Ctrl-C, though the terminal tells its whole process group', async () => {
    const { parent, until, closed } = await start({ ENDS_ON_TERM: '1' });
    process.kill(-parent.pid, 'SIGINT');
    await until('SIGINT');
    process.kill(parent.pid, 'SIGTERM');
    const [status] = await once(parent, 'exit');
    expect(await closed).toBe('ready 0\nSIGINT\nSIGTERM\n');
    expect(status).toBe(7);
  });

  it('hears one Ctrl-C that npm passes on too, and a later one by itself', () => {
    const heard: string[] = [];
    let nowMs = 5000;
    const passOn = createPassOn(
      (signal: string) => heard.push(signal),
      () => nowMs,
    );
    passOn('SIGINT');
    nowMs += 30;
    passOn('SIGINT');
    passOn('SIGTERM');
    expect(heard).toEqual(['SIGINT', 'SIGTERM']);
    nowMs += 2000;
    passOn('SIGINT');
    expect(heard).toEqual(['SIGINT', 'SIGTERM', 'SIGINT']);
  });

  it('hears a signal that only its owner was sent', async () => {
    const { parent, closed } = await start({ ENDS_ON_TERM: '1' });
    process.kill(parent.pid, 'SIGTERM');
    expect(await closed).toBe('ready 0\nSIGTERM\n');
  });

  it.each(['the process', 'its whole group'])('ends when %s is killed outright', async (which) => {
    const { parent, closed } = await start({});
    process.kill(which === 'the process' ? parent.pid : -parent.pid, 'SIGKILL');
    expect(await closed).toBe('ready 0\n');
  });
});
