/** Every migration of `twinset.db`, in order. */
import type { CurationStore } from '../../../../core/lists/ports.ts';
import type { Migration } from '../../openSqlite.ts';
import { sql as catalog } from './0001-catalog.ts';
import { sql as generation } from './0002-generation.ts';
import { sql as unreached } from './0003-unreached.ts';
import { carryDecisions, sql as decisionsLeave } from './0004-decisions-leave.ts';
import { sql as rank } from './0005-rank.ts';
import { sql as departed } from './0006-departed.ts';
import { sql as map } from './0007-map.ts';
import { sql as sketches } from './0008-sketches.ts';
import { sql as tuning } from './0009-tuning.ts';
import { sql as colours } from './0010-colours.ts';
import { sql as productGeneration } from './0011-product-generation.ts';
import { sql as renamings } from './0012-renamings.ts';
import { sql as publications } from './0013-publications.ts';

export function catalogMigrations(curation: CurationStore | null): readonly Migration[] {
  return [
    { sql: catalog },
    { sql: generation },
    { sql: unreached },
    { sql: decisionsLeave, before: (database) => carryDecisions(database, curation) },
    { sql: rank },
    { sql: departed },
    { sql: map },
    { sql: sketches },
    { sql: tuning },
    { sql: colours },
    { sql: productGeneration },
    { sql: renamings },
    { sql: publications },
  ];
}
