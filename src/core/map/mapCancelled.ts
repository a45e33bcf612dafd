import { Failure } from '../../contract/failure.ts';

export function mapCancelled(): Failure {
  return new Failure('cancelled', 'The map was cancelled; it is as it was before.');
}
