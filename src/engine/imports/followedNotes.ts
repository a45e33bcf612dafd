/** What became of decisions on products that an import renamed, merged and divided: added up, and in words. */
import { idsNamed, listSome } from '../../core/imports/metadata/joinNotes.ts';
import type { Followed } from '../../core/lists/ports.ts';
import { countDecisions } from '../catalogs/restingDecisions.ts';

export interface FollowedNotes {
  add(followed: Followed): void;
  /** The ids under which decisions on products that ended are kept. */
  asideIds(): string[];
  notes(): string[];
}

export function createFollowedNotes(): FollowedNotes {
  let moved = 0;
  let merged = 0;
  let divided = 0;
  let setAside = 0;
  const heirIds = new Set<string>();
  const asideIds = new Set<string>();
  return {
    add(followed) {
      moved += followed.moved;
      merged += followed.merged;
      divided += followed.divided;
      setAside += followed.setAside;
      for (const id of followed.heirIds) heirIds.add(id);
      for (const id of followed.asideIds) asideIds.add(id);
    },
    asideIds: () => [...asideIds],
    notes() {
      const notes: string[] = [];
      if (moved > 0)
        notes.push(`${countDecisions(moved)} moved along with products that have another id now.`);
      if (divided > 0) {
        notes.push(
          `${countDecisions(divided)} on products that are several now went to the one with the first picture: ${listSome([...heirIds], idsNamed)}. Look at ${divided === 1 ? 'it' : 'them'} again where another picture was meant.`,
        );
      }
      if (setAside > 0) {
        notes.push(
          `${countDecisions(setAside)} ${setAside === 1 ? 'rests' : 'rest'}: made on products whose pictures are gone, and whose ids other pictures have now. ${setAside === 1 ? 'It is' : 'They are'} kept under ${listSome([...asideIds], idsNamed)}.`,
        );
      }
      if (merged > 0) {
        notes.push(
          `${countDecisions(merged)} met another one on the same two products: the stronger stands (pinned, then accepted, then rejected; of two alike the later).`,
        );
      }
      return notes;
    },
  };
}
