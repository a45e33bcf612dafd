import { dirname } from 'node:path';
import { Failure } from '../../contract/failure.ts';
import { describeSystemError, systemErrorCode } from './systemError.ts';

/** The failure of a file that could not be written, from what the system threw: `disk-full`, `bad-input`, `not-allowed`. */
export function asUnwritable(target: string, thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = String(thrown);
  switch (systemErrorCode(thrown)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(
        'disk-full',
        `The disk is full, so ${target} could not be written. Free some space, or choose another disk, and try again.`,
        detail,
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new Failure(
        'bad-input',
        `The folder ${dirname(target)} does not exist and cannot be made. Choose another place.`,
        detail,
      );
    case 'EISDIR':
    case 'ENOTEMPTY':
    case 'EEXIST':
      return new Failure('bad-input', `${target} is a folder. Choose another file name.`, detail);
    case 'ENAMETOOLONG':
      return new Failure(
        'bad-input',
        `${target} is too long a path for this system. Choose a shorter name.`,
        detail,
      );
    default:
      return new Failure(
        'not-allowed',
        `${target} could not be written: ${describeSystemError(thrown)}. Check who may write there, or choose another place.`,
        detail,
      );
  }
}
