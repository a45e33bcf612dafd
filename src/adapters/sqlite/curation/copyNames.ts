/** The names of the copies of `curation.db`: one a day. */
import { readdirSync } from 'node:fs';

const nameForm = /^curation \d{4}-\d{2}-\d{2}\.db$/;

export function copyNameOf(day: Date): string {
  return `curation ${day.toISOString().slice(0, 10)}.db`;
}

/** Names of the copies in a folder, newest first; none where there is no such folder. */
export function copyNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => nameForm.test(name))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}
