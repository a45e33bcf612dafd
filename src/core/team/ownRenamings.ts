/** Which of the products that somebody renamed in a shared catalog decisions follow. */
import type { Renaming, Succession } from '../imports/storePort.ts';

/** Of all products that are named, each once. */
export function idsOfRenamings(renamings: readonly Renaming[]): string[] {
  return [
    ...new Set(renamings.flatMap(({ successions }) => successions.flatMap(({ from, to }) => [from, to]))),
  ];
}

/** @param ofOthers products that others brought as well */
export function ownRenamings(renamings: readonly Renaming[], ofOthers: ReadonlySet<string>): Renaming[] {
  return renamings.map(({ id, successions }) => ({
    id,
    successions: successions.flatMap((one) => withoutOthers(one, ofOthers)),
  }));
}

/** What others brought as well goes on under its id, and what was said of it stays. */
function withoutOthers(succession: Succession, ofOthers: ReadonlySet<string>): Succession[] {
  const { from, to, isDivided } = succession;
  if (ofOthers.has(from)) return [];
  if (!ofOthers.has(to)) return [succession];
  return from === to ? [] : [{ from, to, ...(isDivided === true && { isDivided }) }];
}
