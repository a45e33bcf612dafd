/**
 * Generations that a team shares: known by a name that no other has, in place of a number of this machine. Their lists go in bundles, and
 * none of them is shown before all are there.
 */
export const sql = `
ALTER TABLE generations ADD COLUMN name TEXT;
UPDATE generations SET name = lower(hex(randomblob(16)));
UPDATE journal SET item = coalesce((SELECT name FROM generations WHERE CAST(id AS TEXT) = journal.item), item)
  WHERE subject = 'generation';
CREATE UNIQUE INDEX generations_by_name ON generations (name);
-- Of those that stand the greatest is the newest, among equals that of the greatest id. In a shared catalog the number of the last
-- write of it, greater than all where that is not sent; in one of this machine 0.
ALTER TABLE generations ADD COLUMN order_number INTEGER NOT NULL DEFAULT 0;
-- The set of bundles that others have its lists from; null where they stayed on this machine.
ALTER TABLE generations ADD COLUMN bundle_set TEXT;
ALTER TABLE generations ADD COLUMN bundles INTEGER NOT NULL DEFAULT 0;
-- Renamings that are in these bundles already, as JSON.
ALTER TABLE generations ADD COLUMN knows TEXT NOT NULL DEFAULT '[]';
-- 0: some of another's lists are not here yet.
ALTER TABLE generations ADD COLUMN is_whole INTEGER NOT NULL DEFAULT 1;

-- As they are to be sent, whatever becomes of the lists meanwhile.
CREATE TABLE unsent_bundles (
  generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  lists TEXT NOT NULL,
  PRIMARY KEY (generation, place)
) STRICT;
-- Of generations that are not whole.
CREATE TABLE fetched_bundles (
  generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  PRIMARY KEY (generation, place)
) STRICT, WITHOUT ROWID;

-- Products that were renamed in a shared catalog, as generated lists follow them: pairs of ids, as JSON.
CREATE TABLE shared_renamings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  renamed TEXT NOT NULL
) STRICT;
`;
