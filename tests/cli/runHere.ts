/** Runs the command line in this process: for what a command answers. What is of a process (streams, signals, its end) is for `runCli.ts`. */
import { vi } from 'vitest';
import { runWords } from '../../src/cli/runCommandLine.ts';
import type { CliRun } from './runCli.ts';

/** One at a time: what it writes is this process's output meanwhile. */
export async function runHere(words: readonly string[], dataFolder: string): Promise<CliRun> {
  const stdout = collect(process.stdout);
  const stderr = collect(process.stderr);
  vi.stubEnv('TWINSET_DATA', dataFolder);
  try {
    const status = await runWords(words);
    return { status, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.stop();
    stderr.stop();
    vi.unstubAllEnvs();
  }
}

/** The one JSON object of a run that was done. */
export async function runJsonHere(
  words: readonly string[],
  dataFolder: string,
): Promise<Record<string, unknown>> {
  const run = await runHere([...words, '--json'], dataFolder);
  if (run.status !== 0) throw new Error(`twinset ${words.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

function collect(stream: NodeJS.WriteStream): { text(): string; stop(): void } {
  let text = '';
  const write = vi.spyOn(stream, 'write').mockImplementation((part: string | Uint8Array) => {
    text += String(part);
    return true;
  });
  return { text: () => text, stop: () => write.mockRestore() };
}
