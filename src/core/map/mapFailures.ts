import { Failure } from '../../contract/failure.ts';

export function mapCancelled(): Failure {
  return new Failure('cancelled', 'The map was cancelled; it is as it was before.');
}

export function nothingToLayOut(): Failure {
  return new Failure(
    'not-found',
    'This catalog has no pictures that could be laid out. Import a folder of images first.',
  );
}
