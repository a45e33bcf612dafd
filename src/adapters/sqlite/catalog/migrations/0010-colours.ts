/**
 * Which colours each picture shows, by content: 90 bytes (`core/colours/drawColours.ts`). A key is never used twice, so that what was added
 * since is what has a greater one.
 */
export const sql = `
CREATE TABLE colours (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  image_id TEXT NOT NULL UNIQUE,
  colours BLOB NOT NULL
) STRICT;
`;
