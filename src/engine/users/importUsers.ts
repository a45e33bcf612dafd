/** A table of what people did comes in: every row is kept, or told. */
import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Parsed } from '../../contract/contract.ts';
import type { UsersImported } from '../../contract/users.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { readInteractions } from '../../core/users/readInteractions.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';
import { readTable } from '../imports/readTable.ts';

/** Kept at a time, so that others get a turn: about 20 ms. What is cut off in between is complete once the file is imported again. */
const keptAtOnce = 2000;

/** @throws Failure `file-unreadable`, `metadata-unusable`, `bad-input`, `disk-full`, `catalog-damaged`, `cancelled` */
export async function importUsers(
  context: EngineContext,
  catalog: CatalogSession,
  { file, limit }: Parsed<'users.import'>,
): Promise<UsersImported> {
  const table = await readTable(resolve(file));
  const pause = () => nextTurn();
  const { interactions, unknown, refused } = await readInteractions(table, catalog.products, pause);
  let added = 0;
  for (let start = 0; start < interactions.length; start += keptAtOnce) {
    requireStillOpen(context, catalog);
    added += await catalog.users.add(interactions.slice(start, start + keptAtOnce));
    await pause();
  }
  if (added > 0) context.events.emit('users.changed', {});
  return {
    users: new Set(interactions.map(({ userId }) => userId)).size,
    events: interactions.length,
    repeated: interactions.length - added,
    unknownCount: unknown.length,
    unknown: unknown.slice(0, limit),
    refusedCount: refused.length,
    refused: refused.slice(0, limit),
  };
}
