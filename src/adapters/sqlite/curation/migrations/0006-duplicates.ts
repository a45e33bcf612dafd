/** Products that are hidden because another one is kept for them, and products that were said to be no duplicates of each other. */
export const sql = `
CREATE TABLE hidden_products (
  product_id TEXT NOT NULL,
  kept_id TEXT NOT NULL,
  hidden_at TEXT NOT NULL,
  PRIMARY KEY (product_id, kept_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX hidden_products_by_kept ON hidden_products (kept_id);

-- A line per product; those of one set are different products.
CREATE TABLE distinct_products (
  product_id TEXT NOT NULL,
  set_id TEXT NOT NULL,
  said_at TEXT NOT NULL,
  PRIMARY KEY (product_id, set_id)
) STRICT, WITHOUT ROWID;
`;
