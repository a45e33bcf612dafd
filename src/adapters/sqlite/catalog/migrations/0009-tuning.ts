/**
 * Learned distances, one per embedding space: what was weighed and measured, as JSON, and the map, as `length` rows of 2048 f32 (little-endian)
 * and then `length` f32 that are taken from what they give.
 */
export const sql = `
CREATE TABLE tunings (
  space TEXT PRIMARY KEY,
  made_at TEXT NOT NULL,
  weights TEXT NOT NULL,
  result TEXT NOT NULL,
  length INTEGER NOT NULL,
  map BLOB NOT NULL
) STRICT;
`;
