/** Runs a process, kills it without warning, and returns what it had said until then. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { textOf } from '../cli/runCli.ts';

/**
 * @param delayMs after its start, or with `afterWords` after its first words
 * @returns the whole lines that it wrote to standard output
 */
export async function killAtRandom(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  delayMs: number,
  afterWords: boolean,
): Promise<string[]> {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const said = textOf(child.stdout);
  if (afterWords) await Promise.race([once(child.stdout, 'data'), exited]);
  const timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
  await exited;
  clearTimeout(timer);
  return (await said).split('\n').slice(0, -1);
}
