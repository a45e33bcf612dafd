/** Carries decisions along with the products that an import renames and merges, and says how many. */
import type { Succession } from '../../core/imports/storePort.ts';
import type { OpenCatalog } from '../catalogs/openCatalog.ts';

export interface DecisionsFollower {
  /** Called within the transaction that renames the products. @throws Failure what keeps `curation.db` from being written */
  follow(successions: readonly Succession[]): void;
  notes(): string[];
}

export function createDecisionsFollower(catalog: OpenCatalog): DecisionsFollower {
  let moved = 0;
  let merged = 0;
  let setAside = 0;
  return {
    follow(successions) {
      const followed = catalog.follow(successions);
      moved += followed.moved;
      merged += followed.merged;
      setAside += followed.setAside;
    },
    notes() {
      const notes: string[] = [];
      if (moved > 0)
        notes.push(`${countDecisions(moved)} moved along with products that have another id now.`);
      if (setAside > 0) {
        notes.push(
          `${countDecisions(setAside)} ${setAside === 1 ? 'rests' : 'rest'}: made on products whose pictures are gone, and whose ids other pictures have now.`,
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

function countDecisions(count: number): string {
  return count === 1 ? '1 decision' : `${count.toLocaleString('en')} decisions`;
}
