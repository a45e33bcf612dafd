/**
 * Products that this machine's imports renamed in the shared catalog, as JSON: a line per batch, until decisions have followed. Of those
 * that they have followed the last one is kept, without its products, so that it is known where it comes again.
 */
export const sql = `
CREATE TABLE renamings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  successions TEXT
) STRICT;
`;
