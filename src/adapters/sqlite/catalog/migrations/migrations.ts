/** Every migration, in order; additive only. A database's `user_version` is how many it has had. */
import { sql as catalog } from './0001-catalog.ts';
import { sql as generation } from './0002-generation.ts';
import { sql as unreached } from './0003-unreached.ts';

export const migrations: readonly string[] = [catalog, generation, unreached];
