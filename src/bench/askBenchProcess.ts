import { forkVision, type VisionExit } from '../adapters/vision/forkVision.ts';
import { Failure, failureOf } from '../contract/failure.ts';
import { findProcessEntry } from '../engine/installation.ts';
import type { BenchAnswer, BenchTask } from './benchMessages.ts';
import type { BenchPlace } from './benchPlace.ts';

type AnswerTo<T extends BenchTask> = Extract<BenchAnswer, { kind: T['kind'] }>;

/** Has a task done in a fresh process. @throws Failure of the task, or `backend-unavailable` where the process crashes */
export async function askBenchProcess<T extends BenchTask>(place: BenchPlace, task: T): Promise<AnswerTo<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<AnswerTo<T>>();
  const child = forkVision({
    file: findProcessEntry('bench/benchProcess.ts'),
    mode: 'bench',
    onMessage(message) {
      const answer = message as BenchAnswer;
      if (answer.kind === 'failed') reject(failureOf(answer.error));
      else resolve(answer as AnswerTo<T>);
    },
  });
  void child.gone.then(({ how, lastWords }: VisionExit) =>
    reject(new Failure('backend-unavailable', `It crashed while it was measured (${how}).`, lastWords)),
  );
  try {
    child.send(task);
    return await place.whileOpen(child.kill, promise);
  } finally {
    child.kill();
    await child.gone;
  }
}
