/** Bundles of generated lists that are made a few at a time, and those in the cluster that nobody needs any more. */
export const sql = `
-- The lists of products after this one are yet to be bundled; empty: all of them; null: none.
ALTER TABLE generations ADD COLUMN bundle_after TEXT;
-- So many of its bundles were made here; 0 where another made them.
ALTER TABLE generations ADD COLUMN bundled INTEGER NOT NULL DEFAULT 0;

CREATE TABLE left_bundles (
  set_name TEXT PRIMARY KEY,
  -- The generation that they were made for, by its name.
  generation TEXT NOT NULL,
  bundles INTEGER NOT NULL,
  -- The number of the write after which nothing names them.
  after INTEGER NOT NULL
) STRICT;
`;
