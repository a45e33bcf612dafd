/** What others know this person by: as the settings say, else as the system calls its user. */
import { hostname, userInfo } from 'node:os';
import type { Settings } from '../../contract/settings.ts';

export function authorName({ author }: Pick<Settings, 'author'>): string {
  const named = author.trim();
  return named === '' ? systemName() : named;
}

function systemName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry has no name.
    return hostname();
  }
}
