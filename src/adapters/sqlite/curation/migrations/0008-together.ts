/**
 * What a replica of a shared catalog's curation knows of the cluster, and what it has yet to send there. All of it stays empty
 * in a catalog of this machine.
 */
export const sql = `
CREATE TABLE replica (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- Tells its own documents from others'.
  name TEXT NOT NULL,
  -- The index that it follows; null before the first.
  origin TEXT,
  -- Every change up to this sequence number was received.
  received INTEGER NOT NULL
) STRICT;

-- What the cluster is known to have of a thing.
CREATE TABLE shared_things (
  subject TEXT NOT NULL,
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  item TEXT NOT NULL,
  seq_no INTEGER NOT NULL,
  primary_term INTEGER NOT NULL,
  -- As JSON; null: it was taken back.
  value TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL,
  is_own INTEGER NOT NULL,
  PRIMARY KEY (subject, list_type, product_id, item)
) STRICT, WITHOUT ROWID;

-- A line per thing that changed here; those of one step belong together.
-- state: new; tried (it may have arrived); sent (it has, and something of its step has not).
CREATE TABLE outbox (
  -- Never used again: the shared journal names it.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  step INTEGER NOT NULL,
  operation TEXT NOT NULL,
  -- Of the journal; null for what no step of it made.
  journal_step INTEGER,
  subject TEXT NOT NULL,
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  item TEXT NOT NULL,
  before TEXT,
  after TEXT,
  at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'tried', 'sent'))
) STRICT;
CREATE INDEX outbox_by_thing ON outbox (subject, list_type, product_id, item);
CREATE INDEX outbox_by_step ON outbox (step);

-- Steps that were made here while another decided otherwise, until the person has settled them; a line per thing.
CREATE TABLE conflicts (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The number of its first line.
  conflict INTEGER NOT NULL,
  operation TEXT NOT NULL,
  at TEXT NOT NULL,
  subject TEXT NOT NULL,
  list_type TEXT NOT NULL,
  product_id TEXT NOT NULL,
  item TEXT NOT NULL,
  mine TEXT,
  theirs TEXT,
  -- Null for what only belongs to the same step.
  author TEXT,
  theirs_at TEXT
) STRICT;
CREATE INDEX conflicts_by_conflict ON conflicts (conflict);
CREATE INDEX conflicts_by_thing ON conflicts (subject, list_type, product_id, item);
`;
