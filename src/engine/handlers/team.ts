import type { Handlers } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import type { teamMethods } from '../../contract/team.ts';
import { kindOf } from '../../core/lists/listKinds.ts';
import { describeConflict } from '../../core/team/conflictWords.ts';
import type { TeamPort } from '../../core/team/teamPort.ts';
import { type EngineContext, requireCatalog } from '../context.ts';

export function teamHandlers(context: EngineContext): Handlers<keyof typeof teamMethods> {
  /** @throws Failure `no-catalog`, `not-here` for a catalog on this machine */
  function team(): TeamPort {
    const { team } = requireCatalog(context);
    if (team !== undefined) return team;
    throw new Failure(
      'not-here',
      'This catalog is on this machine alone, and nobody else curates it. "cluster publish" sends one to a cluster, where a team can share it.',
    );
  }

  /** By any id of the product's. */
  async function listOf({ id, type }: { id: string; type: string }) {
    return { productId: await requireCatalog(context).products.ownId(id), type };
  }

  return {
    'team.state': () => {
      const { team } = requireCatalog(context);
      if (team === undefined) return { team: null };
      return { team: { author: team.author(), ...team.state(), copying: team.copying() } };
    },
    'team.conflicts': async () => {
      const conflicts = team().conflicts();
      const types = await requireCatalog(context).curation.types();
      return { conflicts: conflicts.map((conflict) => describeConflict(conflict, types)) };
    },
    'team.settle': ({ id, keep }) => {
      team().settle(id, keep);
      return {};
    },
    'team.generations': async () => {
      const standing = team().generations();
      const types = await requireCatalog(context).curation.types();
      return {
        generations: standing.map((one) => ({ ...one, title: kindOf(types, one.type).title })),
      };
    },
    'team.takeBack': ({ name }) => {
      team().takeBackGeneration(name);
      return {};
    },
    'team.people': () => {
      const { present, taken } = team().people();
      return {
        present: present.map(({ author, lists }) => ({
          author,
          lists: lists.map(({ productId, type }) => ({ id: productId, type })),
        })),
        taken: taken.map(({ productId, type, author, at, isOwn }) => ({
          ...{ id: productId, type, author, at, isOwn },
        })),
      };
    },
    'team.look': async ({ window, list }) => {
      const shared = team();
      shared.look(window, list === null ? null : await listOf(list));
      return {};
    },
    'team.take': async ({ from, ...list }) => {
      const shared = team();
      await shared.takeList(await listOf(list), from ?? null);
      return {};
    },
    'team.giveBack': async (list) => {
      const shared = team();
      await shared.giveBackList(await listOf(list));
      return {};
    },
  };
}
