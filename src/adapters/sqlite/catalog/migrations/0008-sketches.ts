/** What is kept of each picture to find its copies, by content: 1,152 bytes (`core/duplicates/sketch.ts`). */
export const sql = `
CREATE TABLE sketches (
  key INTEGER PRIMARY KEY,
  image_id TEXT NOT NULL UNIQUE,
  sketch BLOB NOT NULL
) STRICT;
`;
