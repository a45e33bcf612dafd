/**
 * Entry of the process that decodes and embeds for `bench`: what it loads neither disturbs what is measured elsewhere nor
 * takes the command with it when it crashes.
 */
import { asFailure } from '../contract/failure.ts';
import type { BenchAnswer, BenchTask } from './benchMessages.ts';

// By signal: `process.exit` would wait for a native run.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function send(message: BenchAnswer): void {
  // A channel that closes meanwhile ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

async function perform(task: BenchTask): Promise<BenchAnswer> {
  // Imported by task: TensorFlow and the decoders each bring threads of their own.
  if (task.kind === 'decode') return (await import('./measureDecoding.ts')).measureDecoding(task);
  return (await import('./measureNetwork.ts')).measureNetwork(task);
}

process.on('message', (task) => {
  perform(task as BenchTask).then(send, (thrown: unknown) =>
    send({ kind: 'failed', error: asFailure(thrown).toValue() }),
  );
});
