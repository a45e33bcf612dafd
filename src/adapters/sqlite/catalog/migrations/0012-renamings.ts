/**
 * Products that were renamed while their decisions lie elsewhere, as JSON: a line per batch, until those have followed. Empty in a catalog
 * that has its own.
 */
export const sql = `
CREATE TABLE renamings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  successions TEXT NOT NULL
) STRICT;
`;
