/** Every migration of `curation.db`, in order; additive only. */
import type { Migration } from '../../openSqlite.ts';
import { sql as curation } from './0001-curation.ts';
import { sql as boards } from './0003-boards.ts';

export const curationMigrations: readonly Migration[] = [{ sql: curation }, { sql: boards }];
