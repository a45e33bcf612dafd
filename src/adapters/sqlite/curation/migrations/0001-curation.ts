/**
 * What a person made, keyed by product ids as text: no product need be there, and none that goes takes a line with it.
 * Positions order a list's pins and may have gaps.
 */
export const sql = `
CREATE TABLE decisions (
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  look_alike_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pinned')),
  position INTEGER CHECK ((position IS NOT NULL) = (state = 'pinned')),
  reason TEXT,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (list_type, product_id, look_alike_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_product ON decisions (product_id);
CREATE INDEX decisions_by_look_alike ON decisions (look_alike_id);

CREATE TABLE corrections (
  product_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  corrected_at TEXT NOT NULL,
  PRIMARY KEY (product_id, field)
) STRICT, WITHOUT ROWID;

-- One line per thing that changed; lines of one step belong together, the first is what the person did.
-- state: done (undo may take it back), undone (redo may do it again), dropped (another step was taken instead),
-- settled (an import's doing, or merged from two: it stands).
CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  step INTEGER NOT NULL,
  operation TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject IN ('decision', 'correction', 'product')),
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  item TEXT NOT NULL,
  before TEXT,
  after TEXT,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped', 'settled'))
) STRICT;
CREATE INDEX journal_by_state ON journal (state, step);
CREATE INDEX journal_by_product ON journal (product_id);
CREATE INDEX journal_by_item ON journal (item);

-- Counts changes: tells whether a copy is up to date.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO changes VALUES (1, 0);
`;
