import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';

/**
 * Whether the answer for another subject stands in, or nothing does, until the one for this subject is there: keys must not act
 * on it. They do act on an answer for this subject while a better one is on its way.
 */
export function useIsOfAnother(found: UseQueryResult, subject: string): boolean {
  const [answered, setAnswered] = useState<string | null>(null);
  if (found.isSuccess && !found.isPlaceholderData && answered !== subject) setAnswered(subject);
  return !found.isError && answered !== subject;
}
