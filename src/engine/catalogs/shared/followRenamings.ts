/**
 * Decisions follow the products that this machine's imports renamed in a shared catalog: once all see the products under their new ids, and
 * as the curator's own decisions do, so that all have them.
 */
import type { Renaming, RenamingsPort } from '../../../core/imports/storePort.ts';
import type { CurationStore } from '../../../core/lists/ports.ts';
import { idsOfRenamings, ownRenamings } from '../../../core/team/ownRenamings.ts';
import { createFollowedNotes } from '../../imports/followedNotes.ts';
import { createTurns } from './inTurn.ts';

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
  /** Whether something was sent that decisions did not follow yet. */
  areWaiting(): boolean;
  /** Goes on with whatever was sent, also before this start. @returns what became of the decisions. @throws Failure; the next call goes on */
  follow(): Promise<string[]>;
}

export function createRenamingsFollower({
  curation,
  findOfOthers,
  onFollowed,
}: RenamingTools): RenamingsFollower {
  const { replica } = curation;
  const inTurn = createTurns();

  async function followAll(): Promise<string[]> {
    const renamings = replica.renamings();
    if (renamings.length === 0) return [];
    const ids = idsOfRenamings(renamings);
    const own = ownRenamings(renamings, await findOfOthers(ids));
    const notes = createFollowedNotes();
    for (const followed of curation.followRenamings(own)) notes.add(followed);
    onFollowed(ids);
    return notes.notes();
  }

  return {
    sent(renamed, here) {
      if (renamed.length === 0) return;
      replica.keepRenamings(renamed);
      here.forget(renamed);
    },
    areWaiting: () => replica.renamings().length > 0,
    // What two followed at the same time would be followed twice.
    follow: () => inTurn(followAll),
  };
}
