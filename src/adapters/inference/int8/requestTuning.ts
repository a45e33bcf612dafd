/**
 * Measures a model on this machine, in a process of its own: a library that crashes there crashes nothing here, and the
 * memory that the comparison takes is given back.
 */
import { Failure, failureOf } from '../../../contract/failure.ts';
import type { Ranges } from '../../../core/models/calibration.ts';
import type { ResolvedModel } from '../../../core/models/manifest.ts';
import { findVisionProcess } from '../../vision/findVisionProcess.ts';
import { forkVision, type VisionExit } from '../../vision/forkVision.ts';
import type { MeasuredTuning } from './tuningFiles.ts';
import type { FromTuning, ToTuning } from './tuningMessages.ts';

/** It takes two or three seconds; on the slowest machines at 1024 pixels perhaps a minute. */
const limitMs = 180_000;

/** @throws Failure `backend-unavailable` where it crashes or never ends, `model-unusable`, `file-unreadable` */
export async function requestTuning(model: ResolvedModel, ranges: Ranges): Promise<MeasuredTuning> {
  const { promise, resolve, reject } = Promise.withResolvers<MeasuredTuning>();
  let measured: MeasuredTuning | null = null;
  let isLate = false;

  function take(message: FromTuning): void {
    switch (message.type) {
      case 'measured':
        measured = { tuning: message.tuning, graph: message.graph };
        return;
      case 'compared':
        if (measured !== null) measured = { tuning: message.tuning, graph: measured.graph };
        return;
      case 'done':
        if (measured !== null) resolve(measured);
        return;
      case 'failed':
        reject(failureOf(message.error));
    }
  }

  const child = forkVision({
    file: findVisionProcess(),
    mode: 'tune',
    onMessage: (message) => take(message as FromTuning),
  });
  const timer = setTimeout(() => {
    isLate = true;
    child.kill();
  }, limitMs);
  void child.gone.then(({ how, lastWords }: VisionExit) => {
    // tfjs-node crashed: what was measured before it stands.
    if (measured !== null) resolve(measured);
    const what = isLate ? 'did not end' : `crashed (${how})`;
    reject(new Failure('backend-unavailable', `Trying int8 on this machine ${what}.`, lastWords));
  });
  try {
    child.send({ type: 'tune', model, ranges } satisfies ToTuning);
    return await promise;
  } finally {
    clearTimeout(timer);
    child.kill();
    await child.gone;
  }
}
