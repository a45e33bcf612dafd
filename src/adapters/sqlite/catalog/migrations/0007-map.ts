/**
 * Layouts of the map, one per embedding space and method. Places belong to images, so that a renamed product keeps its own:
 * sha256 of 32 bytes each, and x and y of two bytes each (little-endian) in the same order; the first `laid_out` of them were
 * laid out together, the others came later.
 */
export const sql = `
CREATE TABLE map_layouts (
  space TEXT NOT NULL,
  method TEXT NOT NULL,
  made_at TEXT NOT NULL,
  trustworthiness REAL,
  laid_out INTEGER NOT NULL,
  image_ids BLOB NOT NULL,
  places BLOB NOT NULL,
  PRIMARY KEY (space, method)
) STRICT;
`;
