/** Decisions for a job, which asks for every product: where nothing was said or generated, the database is not asked. */
import type { CurationStore, DecisionStore } from '../../../core/lists/ports.ts';

type Store = Pick<
  CurationStore,
  'version' | 'listStates' | 'standingGenerations' | 'decisionsOf' | 'generatedOf'
>;

/** As they are whenever they are asked for, and not before. */
export function decisionsAtHand(curation: Store, type: string): DecisionStore {
  const look = () => ({
    version: curation.version,
    begun: curation.listStates(type).begun,
    isGenerated: curation.standingGenerations(type).length > 0,
  });
  let seen: ReturnType<typeof look> | null = null;

  function now(): ReturnType<typeof look> {
    if (seen?.version !== curation.version) seen = look();
    return seen;
  }

  return {
    decisionsOf: (id) => (now().begun.has(id) ? curation.decisionsOf(id, type) : []),
    generatedOf: (id) => (now().isGenerated ? (curation.generatedOf(id, type)?.entries ?? null) : null),
  };
}
