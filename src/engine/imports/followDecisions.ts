/** Carries decisions along with the products that an import renames, merges and divides, and says what became of them. */
import type { Succession } from '../../core/imports/storePort.ts';
import type { OpenCatalog } from '../catalogs/loadCatalog.ts';
import { watchResting } from '../catalogs/restingDecisions.ts';
import { createFollowedNotes } from './followedNotes.ts';

export interface DecisionsFollower {
  /** Called within the transaction that renames the products. @throws Failure what keeps `curation.db` from being written */
  follow(successions: readonly Succession[]): void;
  notes(): string[];
}

export function createDecisionsFollower(catalog: OpenCatalog): DecisionsFollower {
  const restingNotes = watchResting(catalog);
  const followed = createFollowedNotes();
  return {
    follow: (successions) => followed.add(catalog.follow(successions)),
    notes: () => [...followed.notes(), ...restingNotes(followed.asideIds())],
  };
}
