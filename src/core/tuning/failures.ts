import { Failure } from '../../contract/failure.ts';

export function tuningCancelled(): Failure {
  return new Failure('cancelled', 'It was cancelled; the distances are as they were before.');
}

export function nothingTuned(): Failure {
  return new Failure(
    'bad-input',
    'This catalog has no distance of its own. Tune it first, or choose another distance.',
  );
}

export function nothingToTune(): Failure {
  return new Failure(
    'not-found',
    'This catalog has no pictures that anything could be learned from. Import a folder of images first.',
  );
}
