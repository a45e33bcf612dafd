/** Every migration, in order; additive only. A database's `user_version` is how many it has had. */
import { sql as catalog } from './0001-catalog.ts';
import { sql as generation } from './0002-generation.ts';

export const migrations: readonly string[] = [catalog, generation];
