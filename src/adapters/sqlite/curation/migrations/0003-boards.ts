/**
 * Boards, what is liked and disliked on them, and what users did with products. A board's name stands in the journal where a
 * list's type does.
 */
export const sql = `
CREATE TABLE boards (
  name TEXT PRIMARY KEY,
  made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tastes (
  board TEXT NOT NULL,
  product_id TEXT NOT NULL,
  opinion TEXT NOT NULL CHECK (opinion IN ('liked', 'disliked')),
  marked_at TEXT NOT NULL,
  -- Orders what came at the same moment.
  place INTEGER NOT NULL,
  PRIMARY KEY (board, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tastes_by_product ON tastes (product_id);

-- Ids stand once, beside a number: what users did is long.
CREATE TABLE users (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE user_products (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE interactions (
  user INTEGER NOT NULL REFERENCES users (key),
  product INTEGER NOT NULL REFERENCES user_products (key),
  event TEXT NOT NULL,
  -- Seconds since 1970; -1 where it is not known.
  at INTEGER NOT NULL,
  weight REAL NOT NULL,
  PRIMARY KEY (user, product, event, at, weight)
) STRICT, WITHOUT ROWID;
CREATE INDEX interactions_by_product ON interactions (product);
CREATE INDEX interactions_by_time ON interactions (at);
-- How events count, as JSON; without a line, as the contract has it.
CREATE TABLE taste_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  settings TEXT NOT NULL
) STRICT;
`;
