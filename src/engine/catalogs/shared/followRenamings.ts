/**
 * Decisions follow the products that this machine's imports renamed in a shared catalog: once all see the products under their new ids, and
 * as the curator's own decisions do, so that all have them.
 */
import type { Renaming, RenamingsPort, Succession } from '../../../core/imports/storePort.ts';
import type { CurationStore } from '../../../core/lists/ports.ts';
import { createFollowedNotes } from '../../imports/followedNotes.ts';

export interface RenamingTools {
  readonly curation: Pick<CurationStore, 'followRenamings' | 'replica'>;
  /** Of these products those that others brought as well. */
  findOfOthers(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Decisions on these products are other than before. */
  onFollowed(productIds: readonly string[]): void;
}

export interface RenamingsFollower {
  /** What was renamed is sent by now. */
  sent(renamed: readonly Renaming[], here: RenamingsPort): void;
  /** Goes on with whatever was sent, also before this start. @returns what became of the decisions. @throws Failure; the next call goes on */
  follow(): Promise<string[]>;
}

export function createRenamingsFollower({
  curation,
  findOfOthers,
  onFollowed,
}: RenamingTools): RenamingsFollower {
  const { replica } = curation;
  return {
    sent(renamed, here) {
      if (renamed.length === 0) return;
      replica.keepRenamings(renamed);
      here.forget(renamed);
    },
    async follow() {
      const renamings = replica.renamings();
      if (renamings.length === 0) return [];
      const ids = [...new Set(renamings.flatMap(({ successions }) => successions.flatMap(idsOf)))];
      const ofOthers = await findOfOthers(ids);
      const own = renamings.map(({ id, successions }) => ({
        id,
        successions: successions.flatMap((one) => withoutOthers(one, ofOthers)),
      }));
      const notes = createFollowedNotes();
      for (const followed of curation.followRenamings(own)) notes.add(followed);
      onFollowed(ids);
      return notes.notes();
    },
  };
}

function idsOf({ from, to }: Succession): string[] {
  return [from, to];
}

/** What others brought as well goes on under its id, and what was said of it stays. */
function withoutOthers(succession: Succession, ofOthers: ReadonlySet<string>): Succession[] {
  const { from, to, isDivided } = succession;
  if (ofOthers.has(from)) return [];
  if (!ofOthers.has(to)) return [succession];
  return from === to ? [] : [{ from, to, ...(isDivided === true && { isDivided }) }];
}
