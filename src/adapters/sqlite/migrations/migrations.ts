/** Every migration, in order; additive only. A database's `user_version` is how many it has had. */
import { sql as catalog } from './0001-catalog.ts';

export const migrations: readonly string[] = [catalog];
