/**
 * Generated lists, one row each, and the generations they came with. Of a product's rows that of the newest generation which
 * stands is its list, so undoing a generation is one word. The journal is made anew, because its subjects were counted up in
 * it: what they are is known where they are written.
 */
export const sql = `
CREATE TABLE generations (
  -- Never used again: the journal names it.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  list_type TEXT NOT NULL,
  -- As they were asked for, as JSON.
  rules TEXT NOT NULL,
  made_at TEXT NOT NULL,
  -- Null: not yet applied, or taken back.
  standing_since TEXT
) STRICT;

CREATE TABLE generated_lists (
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  generation INTEGER NOT NULL REFERENCES generations (id) ON DELETE CASCADE,
  -- Place of the rule among those asked for, from 0; null: no rule fitted.
  rule INTEGER,
  -- Product ids in order, as a JSON array.
  entries TEXT NOT NULL,
  PRIMARY KEY (list_type, product_id, generation)
) STRICT, WITHOUT ROWID;
CREATE INDEX generated_lists_by_generation ON generated_lists (generation);

CREATE TABLE journal_of_subjects (
  number INTEGER PRIMARY KEY,
  step INTEGER NOT NULL,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL,
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  item TEXT NOT NULL,
  before TEXT,
  after TEXT,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'settled'))
) STRICT;
INSERT INTO journal_of_subjects SELECT number, step, operation, subject, list_type, product_id, item, before, after, at, state FROM journal;
DROP TABLE journal;
ALTER TABLE journal_of_subjects RENAME TO journal;
CREATE INDEX journal_by_state ON journal (state, step);
CREATE INDEX journal_by_product ON journal (product_id);
CREATE INDEX journal_by_item ON journal (item);
`;
