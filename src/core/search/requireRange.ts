import { Failure } from '../../contract/failure.ts';
import type { Wishes } from './ports.ts';

/** @throws Failure `bad-input` where no score is within the limits */
export function requireRange({ minScore = -1, maxScore = 1 }: Partial<Wishes>): void {
  if (minScore <= maxScore) return;
  throw new Failure(
    'bad-input',
    `No score lies from ${minScore} to ${maxScore}: the first is the larger one. Swap the two.`,
  );
}
