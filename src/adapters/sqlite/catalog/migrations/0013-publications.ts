/**
 * Addresses where the catalog was published, and the products that were renamed since: as JSON, a line per batch
 * and address, with the same id for the same batch, until decisions there have followed.
 */
export const sql = `
CREATE TABLE publications (
  address TEXT PRIMARY KEY
) STRICT;
CREATE TABLE published_renamings (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  address TEXT NOT NULL REFERENCES publications (address) ON DELETE CASCADE,
  successions TEXT NOT NULL,
  UNIQUE (address, id)
) STRICT;
`;
