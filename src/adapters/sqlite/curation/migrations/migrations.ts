/** Every migration of `curation.db`, in order; additive only. */
import type { Migration } from '../../openSqlite.ts';
import { sql as curation } from './0001-curation.ts';
import { sql as generated } from './0002-generated.ts';
import { sql as boards } from './0003-boards.ts';
import { sql as listTypes } from './0004-list-types.ts';
import { sql as reasons } from './0005-reasons.ts';
import { sql as duplicates } from './0006-duplicates.ts';
import { sql as repair } from './0007-repair.ts';
import { sql as together } from './0008-together.ts';
import { sql as renamings } from './0009-renamings.ts';
import { sql as moves } from './0010-moves.ts';
import { sql as sharedGenerations } from './0011-shared-generations.ts';
import { sql as movedTwice } from './0012-moved-twice.ts';
import { sql as leftBundles } from './0013-left-bundles.ts';

export const curationMigrations: readonly Migration[] = [
  { sql: curation },
  // One line each, in the order of their numbers.
  { sql: generated },
  { sql: boards },
  { sql: listTypes },
  { sql: reasons },
  { sql: duplicates },
  { sql: repair },
  { sql: together },
  { sql: renamings },
  { sql: moves },
  { sql: sharedGenerations },
  { sql: movedTwice },
  { sql: leftBundles },
];
