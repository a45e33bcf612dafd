/** Runs the command line as a person does: a process of its own, judged by its output and its exit status. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const cliEntry = join(import.meta.dirname, '../../src/cli/cli.ts');

export function startCli(
  words: readonly string[],
  dataFolder: string,
  cwd?: string,
  change: NodeJS.ProcessEnv = {},
): ChildProcess {
  const { npm_lifecycle_event: _npm, ...environment } = process.env;
  return spawn(process.execPath, [cliEntry, ...words], {
    env: { ...environment, TWINSET_DATA: dataFolder, ...change },
    ...(cwd !== undefined && { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function runCli(
  words: readonly string[],
  dataFolder: string,
  cwd?: string,
  change: NodeJS.ProcessEnv = {},
): Promise<CliRun> {
  const child = startCli(words, dataFolder, cwd, change);
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.on('exit', resolve)),
  ]);
  return { status, stdout, stderr };
}

/** The one JSON object of a run that was done. */
export async function runJson(
  words: readonly string[],
  dataFolder: string,
): Promise<Record<string, unknown>> {
  const run = await runCli([...words, '--json'], dataFolder);
  if (run.status !== 0) throw new Error(`twinset ${words.join(' ')} ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout) as Record<string, unknown>;
}

export async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  stream?.setEncoding('utf8');
  for await (const part of stream ?? []) text += part;
  return text;
}

/** The first line, as soon as it is there. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.on('exit', (status) =>
      reject(new Error(`The process ended with ${status} before its first line.`)),
    );
  });
}
