/** Every migration of `curation.db`, in order; additive only. */
import type { Migration } from '../../openSqlite.ts';
import { sql as curation } from './0001-curation.ts';
import { sql as generated } from './0002-generated.ts';

export const curationMigrations: readonly Migration[] = [{ sql: curation }, { sql: generated }];
