/**
 * Lists get types, pins their kind and dates, and a list can be done.
 */
export const sql = `
ALTER TABLE decisions ADD COLUMN pin TEXT NOT NULL DEFAULT 'hard' CHECK (pin IN ('hard', 'soft'));
ALTER TABLE decisions ADD COLUMN pin_from TEXT;
ALTER TABLE decisions ADD COLUMN pin_until TEXT;

-- A pin's position was its place among the pins, with gaps; now it is its place in the list.
CREATE TEMP TABLE places AS
  SELECT list_type, product_id, look_alike_id,
    row_number() OVER (PARTITION BY list_type, product_id ORDER BY position, decided_at, look_alike_id) AS place
  FROM decisions WHERE state = 'pinned';
UPDATE decisions SET position = (
  SELECT place FROM places WHERE places.list_type = decisions.list_type AND places.product_id = decisions.product_id
    AND places.look_alike_id = decisions.look_alike_id)
WHERE state = 'pinned';
DROP TABLE places;

CREATE TABLE list_types (
  list_type TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  length INTEGER NOT NULL,
  fold INTEGER NOT NULL,
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE done_lists (
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  done_at TEXT NOT NULL,
  -- What the list had when it was said to be done, as JSON.
  seen TEXT NOT NULL,
  PRIMARY KEY (list_type, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX done_lists_by_product ON done_lists (product_id);

-- What a catalog is told once, as JSON: which products count as sold out.
CREATE TABLE catalog_words (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
