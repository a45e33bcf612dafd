/** One command from its words to its exit status. */
import { CommanderError } from 'commander';
import { asFailure } from '../contract/failure.ts';
import { createProgram } from './program.ts';

/** Done; could not be done; the command's words are wrong. */
const exitStatus = { done: 0, failed: 1, wrongWords: 2 } as const;

/** Runs the command and ends the process with its status. */
export async function runCommandLine(words: readonly string[]): Promise<never> {
  // Started by another program with a channel: it ends when that program is gone.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  // `twinset … | head`: the reader has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  // Nobody hears remarks any more; the work goes on.
  process.stderr.on('error', () => undefined);
  const status = await runWords(words);
  // Large JSON may still be in the pipe.
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(status);
}

/** Runs the command, which writes to standard output and error, and answers with its status. */
export async function runWords(words: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return exitStatus.done;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return thrown.exitCode === 0 ? exitStatus.done : exitStatus.wrongWords;
    }
    const failure = asFailure(thrown);
    process.stderr.write(`twinset: ${failure.message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
    if (process.env['TWINSET_DEBUG'] !== undefined && failure.detail !== undefined) {
      process.stderr.write(`${failure.detail}\n`);
    }
    return exitStatus.failed;
  }
}
