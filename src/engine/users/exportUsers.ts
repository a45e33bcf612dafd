/** Every user's recommendations in one file, as a job: over the embeddings and users of when it began. */
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCsvStringifier } from '../../adapters/csv/csvRows.ts';
import { writeAside } from '../../adapters/files/writeAside.ts';
import type { Parsed } from '../../contract/contract.ts';
import { Failure } from '../../contract/failure.ts';
import { type UsersExported, usersExportColumns } from '../../contract/users.ts';
import type { CatalogSession } from '../../core/catalogs/session.ts';
import { recommendToUsers, type UserRecommendations } from '../../core/users/recommendToUsers.ts';
import { catalogFiles } from '../catalogs/catalogFiles.ts';
import { type EngineContext, requireStillOpen } from '../context.ts';

/** Starts it and returns the job's id. @throws Failure `not-found` where there is no user */
export async function startUsersExport(
  context: EngineContext,
  catalog: CatalogSession,
  { file, top, metric }: Parsed<'users.export'>,
): Promise<string> {
  const { total } = await catalog.users.list('', 0, 1);
  if (total === 0) {
    throw new Failure(
      'not-found',
      'There are no users yet, so there is nothing to write. Import a file with what they did first.',
    );
  }
  const target =
    file === undefined ? join(catalogFiles(catalog.folder).exports, defaultName()) : resolve(file);
  const { products, search } = await catalog.snapshot();
  requireStillOpen(context, catalog);
  const notYet = { users: 0, totalUsers: total, rows: 0, file: target };
  return context.jobs.start({
    kind: 'users-export',
    detail: notYet,
    async run({ control, tell }) {
      const stringify = createCsvStringifier(usersExportColumns);
      const done = { users: 0, without: 0, rows: 0 };
      await writeAside(target, async (append) => {
        await append(stringify([]));
        const recommended = recommendToUsers(catalog.users, search, {
          ...{ top, metric },
          onFallback: ({ message, detail }) => context.errors.record(message, detail ?? null),
        });
        for await (const found of recommended) {
          if (control.aborted)
            throw new Failure('cancelled', 'The export was cancelled; no file was written.');
          const rows = await describe(products, found);
          await append(stringify(rows));
          if (found.matches.length === 0) done.without++;
          else done.users++;
          done.rows += rows.length;
          const looked = done.users + done.without;
          tell(Math.min(1, looked / total), { ...notYet, users: looked, rows: done.rows });
          await nextTurn();
        }
      });
      return { ...done, file: target } satisfies UsersExported;
    },
  }).id;
}

/** A row per recommendation, cells in the order of the contract's columns. */
async function describe(
  products: Pick<CatalogSession['products'], 'recordsOf'>,
  { userId, matches }: UserRecommendations,
): Promise<(string | number)[][]> {
  const records = await products.recordsOf(
    matches.map(({ id }) => id),
    [],
  );
  return matches.flatMap(({ id, score, from, imageId }, at) => {
    const record = records[at] ?? null;
    if (record === null) return [];
    const image = record.images.find((each) => each.imageId === imageId)?.path ?? '';
    return [[userId, at + 1, id, Math.round(score * 1e6) / 1e6, from ?? '', record.name, image]];
  });
}

function defaultName(): string {
  return `recommendations for users ${new Date().toISOString().slice(0, 19).replaceAll(':', '-').replace('T', ' ')}.csv`;
}
