/** The first schema: where images are, what products they belong to, and their vectors by content. */
export const sql = `
CREATE TABLE catalog (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE fields (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL UNIQUE,
  metadata TEXT,
  metadata_options TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE products (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  attributes TEXT NOT NULL
) STRICT;

-- image_id is the sha256 of the file's bytes: null while the file could not be read as an image.
CREATE TABLE images (
  key INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  product_key INTEGER REFERENCES products (key) ON DELETE CASCADE,
  size_bytes INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  image_id TEXT,
  state TEXT NOT NULL CHECK (state IN ('embedded', 'duplicate', 'failed', 'missing')),
  reason TEXT,
  width INTEGER,
  height INTEGER,
  seen_in_import INTEGER NOT NULL,
  UNIQUE (source_id, path)
) STRICT;
CREATE INDEX images_by_content ON images (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX images_by_product ON images (product_key);

CREATE TABLE embeddings (
  key INTEGER PRIMARY KEY,
  space TEXT NOT NULL,
  image_id TEXT NOT NULL,
  vector BLOB NOT NULL,
  UNIQUE (space, image_id)
) STRICT;

CREATE TABLE imports (
  number INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  started_at TEXT NOT NULL,
  report TEXT
) STRICT;

CREATE TABLE decisions (
  product_key INTEGER NOT NULL REFERENCES products (key) ON DELETE CASCADE,
  look_alike_key INTEGER NOT NULL REFERENCES products (key) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pinned')),
  position INTEGER NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (product_key, look_alike_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_look_alike ON decisions (look_alike_key);
`;
