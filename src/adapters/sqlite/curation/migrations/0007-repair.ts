/** What the metadata said when a value was corrected, and values that were said to be right as they are. */
export const sql = `
ALTER TABLE corrections ADD COLUMN metadata_then TEXT;

CREATE TABLE confirmed_values (
  product_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (product_id, field)
) STRICT, WITHOUT ROWID;
`;
